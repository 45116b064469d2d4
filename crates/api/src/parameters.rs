//! Query parameters: an unknown one is refused with the list of those that exist.

use aiguilleur_domain::Date;
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

/// Names that parameters had, or that are often written in their place.
const OTHER_NAMES: [(&str, &str); 1] = [("usage", "usages")];

/// The parameters of a request; a list that was repeated is one text.
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
            let name = OTHER_NAMES
                .iter()
                .find(|(other, own)| *other == name && list.iter().any(|known| known.name == *own))
                .map_or(name, |(_, own)| (*own).into());
            let Some(parameter) = list.iter().find(|parameter| parameter.name == name) else {
                let shown: String = name.chars().take(40).collect();
                let names: Vec<&str> = list.iter().map(|parameter| parameter.name).collect();
                let known = if names.is_empty() { "aucun".to_owned() } else { names.join(", ") };
                return Err(Problem::new(
                    Kind::UNKNOWN_PARAMETER,
                    format!(
                        "« {shown} » n'est pas un paramètre de cette route ; paramètres admis : {known}."
                    ),
                ));
            };
            if let Some((_, before)) = given.iter_mut().find(|(known, _)| *known == name) {
                if !parameter.form.is_list() {
                    return Err(invalid(&name, "il est donné deux fois"));
                }
                if !value.is_empty() {
                    before.push(',');
                    before.push_str(&value);
                }
                continue;
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
        let items = items.map(str::trim).filter(|item| !item.is_empty());
        items.map(|item| item.parse().map_err(|e: T::Err| invalid(name, &e.to_string()))).collect()
    }

    /// A day.
    pub(crate) fn date(&self, name: &str) -> Result<Option<Date>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            let numbers: Vec<&str> = text.split(['/', '.', '-']).collect();
            let meant = match numbers.as_slice() {
                [day, month, year] if year.len() == 4 && day.len() <= 2 => {
                    format!(", comme {year}-{month:0>2}-{day:0>2} pour le {day}/{month}/{year}")
                }
                _ => ", comme 2026-11-20".to_owned(),
            };
            invalid(name, &format!("une date est attendue sous la forme année-mois-jour{meant}"))
        })
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
