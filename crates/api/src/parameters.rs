//! Query parameters: an unknown one is refused with the list of those that exist.

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    openapi::Parameter,
    problem::{Kind, Problem},
};

/// The parameters of a route.
pub(crate) trait Parameters: Sized {
    /// Which there are.
    const LIST: &'static [Parameter];

    /// Reads them.
    fn read(given: &Given) -> Result<Self, Problem>;
}

/// The parameters of a request, each at most once.
pub(crate) struct Given(Vec<(String, String)>);

/// Longest query string that is read, in bytes.
const MAX_QUERY: usize = 16 << 10;

impl Given {
    fn parse(query: &str, list: &[Parameter]) -> Result<Self, Problem> {
        if query.len() > MAX_QUERY {
            return Err(Problem::new(Kind::INVALID_PARAMETER, "La chaîne de paramètres est trop longue."));
        }
        let mut given: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if !list.iter().any(|parameter| parameter.name == name) {
                let shown: String = name.chars().take(40).collect();
                let names: Vec<&str> = list.iter().map(|parameter| parameter.name).collect();
                let known = if names.is_empty() { "aucun".to_owned() } else { names.join(", ") };
                return Err(Problem::new(
                    Kind::UNKNOWN_PARAMETER,
                    format!(
                        "« {shown} » n'est pas un paramètre de cette route ; paramètres admis : {known}."
                    ),
                ));
            }
            if given.iter().any(|(known, _)| *known == name) {
                return Err(invalid(&name, "il est donné deux fois"));
            }
            given.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(given))
    }

    /// The text of a parameter; an empty one is absent.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// A parameter read by its type.
    pub(crate) fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
        &self,
        name: &str,
    ) -> Result<Option<T>, Problem> {
        let read = |text: &str| text.parse().map_err(|error: T::Err| invalid(name, &error.to_string()));
        self.text(name).map(read).transpose()
    }

    /// A comma-separated parameter.
    pub(crate) fn list<T: std::str::FromStr<Err: std::fmt::Display>>(
        &self,
        name: &str,
    ) -> Result<Vec<T>, Problem> {
        let items = self.text(name).into_iter().flat_map(|text| text.split(','));
        items.map(|item| item.trim().parse().map_err(|e: T::Err| invalid(name, &e.to_string()))).collect()
    }

    /// `true` or `false`, else the default.
    pub(crate) fn flag(&self, name: &str, default: bool) -> Result<bool, Problem> {
        match self.text(name) {
            None => Ok(default),
            Some("true" | "1") => Ok(true),
            Some("false" | "0") => Ok(false),
            Some(_) => Err(invalid(name, "les valeurs admises sont true et false")),
        }
    }

    /// A number between `min` and `max`.
    pub(crate) fn number(
        &self,
        name: &str,
        default: usize,
        min: usize,
        max: usize,
    ) -> Result<usize, Problem> {
        let value = match self.text(name) {
            None => return Ok(default),
            Some(text) => text.parse().ok().filter(|value| (min..=max).contains(value)),
        };
        value.ok_or_else(|| invalid(name, &format!("un nombre de {min} à {max} est attendu")))
    }
}

/// A parameter whose value is not admitted, and why.
pub(crate) fn invalid(name: &str, why: &str) -> Problem {
    Problem::new(Kind::INVALID_PARAMETER, format!("Paramètre « {name} » : {why}."))
}

/// Extracts the parameters of a route.
pub(crate) struct Params<T>(pub(crate) T);

impl<T: Parameters, S: Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let given = Given::parse(parts.uri.query().unwrap_or_default(), T::LIST)?;
        T::read(&given).map(Self)
    }
}

/// For routes without parameters.
pub(crate) struct NoParameters;

impl Parameters for NoParameters {
    const LIST: &'static [Parameter] = &[];

    fn read(_given: &Given) -> Result<Self, Problem> {
        Ok(Self)
    }
}
