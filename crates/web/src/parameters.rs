//! Query parameters of pages. A page is forgiving: what it does not know it ignores, save a usage, on which
//! the answer depends.

use aiguilleur_resolver::Usage;

use crate::failure::Failure;

/// The parameters of an address.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads a query string.
    pub(crate) fn read(query: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// A parameter's text; an empty one is absent.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, value)| known == name && !value.trim().is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// The values of a parameter that may hold several, separated by commas or each given by itself.
    pub(crate) fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        let given = self.0.iter().filter(move |(known, _)| known == name);
        given.flat_map(|(_, value)| value.split(',')).map(str::trim).filter(|value| !value.is_empty())
    }

    /// A number, or zero.
    pub(crate) fn number(&self, name: &str) -> usize {
        self.text(name).and_then(|text| text.parse().ok()).unwrap_or(0)
    }

    /// The usages asked for, each once, in their usual order.
    ///
    /// # Errors
    /// When one is not a usage.
    pub(crate) fn usages(&self) -> Result<Vec<Usage>, Failure> {
        let mut asked = Vec::new();
        for (_, value) in self.0.iter().filter(|(name, _)| name == "usage") {
            for code in value.split(',').filter(|code| !code.is_empty()) {
                let known = code.parse::<Usage>();
                asked.push(known.map_err(|_| {
                    let shown: String = code.chars().take(40).collect();
                    Failure::Parameter(format!("« {shown} » n'est pas un usage connu."))
                })?);
            }
        }
        Ok(Usage::ALL.iter().copied().filter(|usage| asked.contains(usage)).collect())
    }
}

/// The query string that asks for `usages`, with its question mark.
pub(crate) fn usages_query(usages: &[Usage]) -> String {
    let parts: Vec<String> = usages.iter().map(|usage| format!("usage={usage}")).collect();
    format!("?{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expect: &[Usage]) {
        let read = Parameters::read(Some(query)).usages();
        assert_eq!(read.unwrap(), expect, "{query}");
    }

    #[test]
    fn usages_are_read_in_their_usual_order() {
        check("", &[]);
        check("usage=", &[]);
        check("usage=insi_manu&usage=dmp&usage=dmp", &[Usage::Dmp, Usage::InsiManu]);
        check("usage=roc,dmp&other=1", &[Usage::Dmp, Usage::Roc]);
        assert!(Parameters::read(Some("usage=<b>")).usages().is_err());
    }

    #[test]
    fn usages_are_written_as_they_are_read() {
        let usages = [Usage::Dmp, Usage::InsiManu];
        let query = usages_query(&usages);
        check(query.trim_start_matches('?'), &usages);
    }
}
