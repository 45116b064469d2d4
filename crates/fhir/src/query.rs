//! A search as it is asked: criteria, what is wanted beside, and where its page begins.

use aiguilleur_domain::name::fold;

use crate::{
    Kind, Refusal,
    date::Moment,
    parameter::{Form, Parameter},
    position::Position,
    system,
};

/// Resources of a page, unless the caller says otherwise: as the ANS's server does.
const COUNT: usize = 50;
/// Resources of the largest page: what the ANS advises.
pub(crate) const MAX_COUNT: usize = 200;
/// Values of one parameter, and parameters of one search.
const MAX_VALUES: usize = 500;

/// What stands beside the criteria; without a value it says nothing.
const CONTROLS: [&str; 7] =
    ["_count", "_total", "_summary", "_include", "_revinclude", "_elements", "_format"];

/// How a text is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Modifier {
    None,
    Contains,
    Exact,
    Not,
    OfType,
}

/// One of the values that a parameter may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operand {
    /// `code`, `system|code`, `system|`.
    Token {
        system: Option<String>,
        code: Option<String>,
    },
    /// `|code`: of no system.
    Bare(String),
    /// `type system|type|value`.
    OfType {
        kind: String,
        value: String,
    },
    Text(String),
    /// `Organization/1…`, an absolute address, or an id alone: the id.
    Reference(String),
    Date(Moment),
}

/// A parameter and the values of which one must match; without a value, nothing does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Criterion {
    pub(crate) parameter: &'static Parameter,
    pub(crate) modifier: Modifier,
    pub(crate) values: Vec<Operand>,
}

/// How many answers there are in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Total {
    None,
    WhereCheap,
    Wanted,
}

/// A search.
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) kind: Kind,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) includes: Vec<String>,
    pub(crate) iterated: Vec<String>,
    pub(crate) reverse: Vec<String>,
    pub(crate) elements: Vec<String>,
    pub(crate) count: usize,
    pub(crate) total: Total,
    pub(crate) position: Option<Position>,
    /// The total that the page before counted.
    pub(crate) counted: Option<usize>,
    /// What was asked, without where the page begins.
    pub(crate) asked: Vec<(String, String)>,
}

/// The elements that a query string names.
pub(crate) fn elements(pairs: &[u8]) -> Vec<String> {
    let named = form_urlencoded::parse(pairs).filter(|(name, _)| name == "_elements");
    named.flat_map(|(_, value)| list(&value).collect::<Vec<_>>()).collect()
}

/// The parts of a list that are not empty.
fn list(value: &str) -> impl Iterator<Item = String> {
    value.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty())
}

impl Query {
    /// Reads the pairs of a query string or of a form. Where the caller asks for it (`Prefer: handling=lenient`),
    /// unknown parameters are left out.
    ///
    /// # Errors
    /// For a parameter that does not exist, or a value that cannot be read.
    pub fn read(kind: Kind, pairs: &[u8], lenient: bool) -> Result<Self, Refusal> {
        let mut query = Self {
            kind,
            criteria: Vec::new(),
            includes: Vec::new(),
            iterated: Vec::new(),
            reverse: Vec::new(),
            elements: Vec::new(),
            count: COUNT,
            total: Total::WhereCheap,
            position: None,
            counted: None,
            asked: Vec::new(),
        };
        for (name, value) in form_urlencoded::parse(pairs) {
            let known = query.control(&name, &value)?;
            if !known && let Err(refusal) = query.criterion(&name, &value) {
                if refusal.code == "not-supported" && lenient {
                    continue;
                }
                return Err(refusal);
            }
            if name != "_cursor" {
                query.asked.push((name.into_owned(), value.into_owned()));
            }
        }
        if query.criteria.iter().map(|criterion| criterion.values.len()).sum::<usize>() > MAX_VALUES {
            return Err(Refusal::invalid(format!("Au plus {MAX_VALUES} valeurs en une recherche.")));
        }
        Ok(query)
    }

    /// Reads a parameter about the answer rather than about what is looked for.
    fn control(&mut self, name: &str, value: &str) -> Result<bool, Refusal> {
        if value.is_empty() && CONTROLS.contains(&name) {
            return Ok(true);
        }
        let list = || list(value);
        match name {
            "_count" => {
                let count: usize = value.parse().map_err(|_| invalid(name, "un nombre est attendu"))?;
                self.count = count.min(MAX_COUNT);
                if count == 0 {
                    self.total = Total::Wanted;
                }
            }
            "_total" => {
                self.total = match value {
                    "none" => Total::None,
                    "estimate" | "accurate" => Total::Wanted,
                    _ => return Err(invalid(name, "none, estimate ou accurate sont attendus")),
                }
            }
            "_summary" if value == "count" => (self.count, self.total) = (0, Total::Wanted),
            "_summary" if value == "false" => {}
            "_include" => self.includes.extend(self.included(list(), self.kind.includes())?),
            "_include:iterate" | "_include:recurse" => {
                let known: Vec<&str> = Kind::ALL.iter().flat_map(|kind| kind.includes()).copied().collect();
                self.iterated.extend(self.included(list(), &known)?);
            }
            "_revinclude" => self.reverse.extend(self.included(list(), self.kind.reverse_includes())?),
            "_elements" => self.elements.extend(list()),
            "_cursor" => (self.position, self.counted) = Position::read(value)?,
            // The form is read beside `Accept`; fhirpy asks for a count so, beside `_count=0`.
            "_format" | "_pretty" | "_totalMethod" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn included(&self, asked: impl Iterator<Item = String>, known: &[&str]) -> Result<Vec<String>, Refusal> {
        let mut all = Vec::new();
        for one in asked {
            // A third part names the type of what is referred to: there is but one of each.
            let name: String = one.splitn(3, ':').take(2).collect::<Vec<_>>().join(":");
            if name == "*" || name == format!("{}:*", self.kind.name()) {
                all.extend(known.iter().map(|&known| known.to_owned()));
            } else if known.contains(&name.as_str()) {
                all.push(name);
            } else {
                let known = if known.is_empty() { "aucune".to_owned() } else { known.join(", ") };
                let details = format!(
                    "Inclusion « {} » inconnue pour {} ; admises : {known}.",
                    shown(&one),
                    self.kind.name()
                );
                return Err(Refusal::not_supported(details));
            }
        }
        Ok(all)
    }

    fn criterion(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        // A chain may name the type that it goes to: `organization:Organization.identifier`.
        let name = name.replace(":Organization.", ".").replace(":Practitioner.", ".");
        let (base, modifier) =
            name.split_once(':').map_or((name.as_str(), None), |(base, m)| (base, Some(m)));
        let parameters = self.kind.parameters();
        let Some(parameter) = parameters.iter().find(|parameter| parameter.name == base) else {
            let known: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
            let details = format!(
                "Paramètre « {} » inconnu pour {} ; paramètres admis : {}.",
                shown(base),
                self.kind.name(),
                known.join(", ")
            );
            return Err(Refusal::not_supported(details));
        };
        let modifier = modifier_of(parameter, modifier)?;
        let said: Vec<String> = split(value).into_iter().filter(|one| !one.is_empty()).collect();
        if said.is_empty() {
            return Ok(());
        }
        // Neither letter nor digit is in no text.
        let compared = parameter.form == Form::Text && modifier != Modifier::Exact;
        let values = said
            .iter()
            .filter(|one| !compared || !fold(one).is_empty())
            .map(|one| operand(self.kind, parameter, modifier, one))
            .collect::<Result<Vec<_>, _>>()?;
        self.criteria.push(Criterion { parameter, modifier, values });
        Ok(())
    }

    /// The criteria of a parameter, without modifier.
    pub(crate) fn plain(&self, name: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| {
            criterion.parameter.name == name
                && matches!(criterion.modifier, Modifier::None | Modifier::OfType)
        })
    }

    /// The address of a page, relative to the base.
    pub(crate) fn address(&self, position: Option<(&Position, Option<usize>)>) -> String {
        let mut address = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.asked {
            address.append_pair(name, value);
        }
        if let Some((position, counted)) = position {
            address.append_pair("_cursor", &position.written(counted));
        }
        let pairs = address.finish();
        if pairs.is_empty() { self.kind.name().to_owned() } else { format!("{}?{pairs}", self.kind.name()) }
    }
}

fn modifier_of(parameter: &Parameter, modifier: Option<&str>) -> Result<Modifier, Refusal> {
    match (parameter.form, modifier) {
        (_, None) => Ok(Modifier::None),
        (Form::Text, Some("contains")) => Ok(Modifier::Contains),
        (Form::Text, Some("exact")) => Ok(Modifier::Exact),
        (Form::Token, Some("not")) => Ok(Modifier::Not),
        (Form::Token, Some("of-type")) if parameter.name == "identifier" => Ok(Modifier::OfType),
        (form, Some(other)) => {
            let known = match form {
                Form::Text => "contains, exact",
                Form::Token => "not",
                _ => "aucun",
            };
            let details = format!(
                "Modificateur « {} » inconnu pour {} ; admis : {known}.",
                shown(other),
                parameter.name
            );
            Err(Refusal::not_supported(details))
        }
    }
}

fn operand(kind: Kind, parameter: &Parameter, modifier: Modifier, value: &str) -> Result<Operand, Refusal> {
    Ok(match parameter.form {
        Form::Token if modifier == Modifier::OfType => {
            let parts: Vec<&str> = value.split('|').collect();
            let [_, of, value] = parts.as_slice() else {
                return Err(invalid(parameter.name, "système|type|valeur sont attendus"));
            };
            Operand::OfType { kind: system::type_today(kind, of).to_owned(), value: (*value).to_owned() }
        }
        Form::Token => token(kind, parameter, value)?,
        Form::Reference => Operand::Reference(referred(parameter, value)),
        Form::Date => Operand::Date(Moment::read(value).ok_or_else(|| {
            invalid(parameter.name, "une date est attendue : 2026-11-20, ge2026-11-20T08:00:00Z")
        })?),
        Form::Text | Form::Uri => Operand::Text(value.to_owned()),
    })
}

/// The id of a reference; of one to another type, what no resource has.
fn referred(parameter: &Parameter, value: &str) -> String {
    let mut parts = value.rsplit('/');
    let (id, kind) = (parts.next().unwrap_or_default(), parts.next());
    let expected = match parameter.name {
        "practitioner" => Kind::Practitioner,
        _ => Kind::Organization,
    };
    if kind.is_none_or(|kind| kind == expected.name()) { id.to_owned() } else { String::new() }
}

fn token(kind: Kind, parameter: &Parameter, value: &str) -> Result<Operand, Refusal> {
    let of = match parameter.name {
        "organization.identifier" => Kind::Organization,
        "practitioner.identifier" => Kind::Practitioner,
        _ => kind,
    };
    let (system, code) = value.split_once('|').map_or((None, value), |(system, code)| (Some(system), code));
    if parameter.name == "active" {
        // Some languages write their own word for it: `True`.
        let code = code.to_ascii_lowercase();
        if !["true", "false"].contains(&code.as_str()) {
            return Err(invalid(parameter.name, "true ou false sont attendus"));
        }
        return Ok(Operand::Token { system: None, code: Some(code) });
    }
    let code = match parameter.name {
        "identifier-type" => system::type_today(of, code),
        _ => code,
    };
    let code = (!code.is_empty()).then(|| code.to_owned());
    match (system, code) {
        (Some(""), None) => Err(invalid(parameter.name, "un système ou une valeur sont attendus")),
        (Some(""), Some(code)) => Ok(Operand::Bare(code)),
        (system, code) => {
            Ok(Operand::Token { system: system.map(|system| system::today(of, system).to_owned()), code })
        }
    }
}

/// The values of a list; a comma behind a backslash is one of a value.
fn split(value: &str) -> Vec<String> {
    let (mut values, mut one, mut escaped) = (Vec::new(), String::new(), false);
    for c in value.chars() {
        match c {
            '\\' if !escaped => escaped = true,
            ',' if !escaped => values.push(std::mem::take(&mut one)),
            c => {
                one.push(c);
                escaped = false;
            }
        }
    }
    values.push(one);
    values
}

fn invalid(name: &str, why: &str) -> Refusal {
    Refusal::invalid(format!("Paramètre « {name} » : {why}."))
}

fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}
