//! Postal addresses, as far as a directory needs them.

use serde::{Deserialize, Serialize};

use crate::Code;

/// The place of a structure, as its publisher writes it; a text that the publisher left empty is empty here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address<'a> {
    /// Number and street, joined by single spaces (`14 RTE DE BALATA`).
    #[serde(borrow)]
    pub street: std::borrow::Cow<'a, str>,
    /// Postcode (`97261`), as written.
    #[serde(borrow)]
    pub postcode: &'a str,
    /// Name of the commune or of the cedex office, without the postcode.
    #[serde(borrow)]
    pub city: std::borrow::Cow<'a, str>,
    /// INSEE code of the commune, five characters (`97209`, `2A004`).
    #[serde(borrow)]
    pub commune: &'a str,
    /// Name of the commune, where `city` is a cedex office of another name; empty otherwise. Records keep it
    /// beside the address, whose stored form is older.
    #[serde(skip)]
    pub commune_name: std::borrow::Cow<'a, str>,
}

impl Address<'_> {
    /// Whether two rows tell of one address, however they name its commune.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.street == other.street
            && self.postcode == other.postcode
            && self.city == other.city
            && self.commune == other.commune
    }

    /// The names by which people call the town: that of the last line of the address, then that of the commune.
    pub fn towns(&self) -> impl Iterator<Item = &str> {
        [&*self.city, &*self.commune_name].into_iter().filter(|name| !name.is_empty())
    }

    /// Code of the département (`76`, `2A`, `972`): from the commune, else from the postcode.
    pub fn departement(&self) -> Option<Code> {
        departement(self.commune, self.postcode)
    }
}

/// Code of the département of an INSEE commune, else of a postcode, when either has five characters.
pub fn departement(commune: &str, postcode: &str) -> Option<Code> {
    let code = if commune.len() == 5 { commune } else { postcode };
    if code.len() != 5 || !code.is_ascii() {
        return None;
    }
    let overseas = code.starts_with("97") || code.starts_with("98");
    let corsica = commune.len() != 5 && code.starts_with("20");
    let found = match (overseas, corsica) {
        (true, _) => &code[..3],
        (_, true) if code.starts_with("200") || code.starts_with("201") => "2A",
        (_, true) => "2B",
        _ => &code[..2],
    };
    found.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::departement;

    #[test]
    fn departements() {
        for (commune, postcode, expected) in [
            ("76540", "76000", Some("76")),
            ("2A004", "20000", Some("2A")),
            ("", "20090", Some("2A")),
            ("", "20200", Some("2B")),
            ("", "97261", Some("972")),
            ("", "GL", None),
        ] {
            assert_eq!(departement(commune, postcode).map(|code| code.to_string()).as_deref(), expected);
        }
    }
}
