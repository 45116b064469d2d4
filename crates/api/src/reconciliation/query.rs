//! A query, as clients send it, and the client record that it amounts to.

use aiguilleur_domain::pasted::Pasted;
use aiguilleur_reconcile::{ClientRecord, ColumnMap, Field, Sought};
use serde::Deserialize;
use serde_json::Value;

use super::entity::Kind;

/// Candidates for one query, unless it says otherwise, and at most.
const LIMIT: usize = 5;
const MAX_LIMIT: usize = 20;

/// Longest text of a query that is read.
const MAX_TEXT: usize = 200;

/// Digits from which on a text may be a number that identifies.
const MIN_DIGITS: usize = 8;

/// A query, as it is sent. Members that we do not know are a later version's affair.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireQuery {
    query: Option<String>,
    #[serde(rename = "type")]
    kind: Option<Value>,
    limit: Option<usize>,
    properties: Vec<WireProperty>,
}

#[derive(Debug, Clone, Deserialize)]
struct WireProperty {
    pid: String,
    v: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Query {
    /// What is said of the client.
    pub(super) record: ClientRecord,
    /// Only that type, if one was asked for.
    pub(super) kind: Option<Kind>,
    /// Candidates wanted.
    pub(super) limit: usize,
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect::<String>().trim().to_owned()
}

/// The text of a property's value: a text, a number, an entity, or a list of them.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![cut(text)],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(entity) => {
            entity.get("name").or_else(|| entity.get("id")).map(texts).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The type asked for: one, or a list of which one is known.
fn kind(value: &Value) -> Option<Kind> {
    match value {
        Value::String(id) => Kind::of(id),
        Value::Object(kind) => kind.get("id")?.as_str().and_then(Kind::of),
        Value::Array(kinds) if kinds.len() == 1 => kind(&kinds[0]),
        _ => None,
    }
}

/// The field that a property fills: ours, or what columns of client files are called.
fn field(pid: &str, columns: &ColumnMap) -> Option<Field> {
    match pid {
        "practice_city" => Some(Field::City),
        "savoir_faire" => Some(Field::Profession),
        "id" => Some(Field::Identifier),
        _ => columns.field(pid),
    }
}

/// Whether a text is a number that identifies, and no name.
fn is_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= MIN_DIGITS
        && Pasted::read(text).readings.iter().any(|reading| reading.value.is_some())
}

impl From<WireQuery> for Query {
    fn from(wire: WireQuery) -> Self {
        let columns = ColumnMap::default();
        let mut record = ClientRecord::default();
        for given in &wire.properties {
            let Some(field) = field(&given.pid, &columns) else { continue };
            for text in texts(&given.v) {
                record.set(field, text);
            }
        }
        let text = cut(&wire.query.unwrap_or_default());
        let named = !(record.family_name.is_empty() && record.given_name.is_empty());
        if is_number(&text) && record.identifier.is_empty() {
            record.identifier = text;
        } else if !text.is_empty() && !named {
            record.name = text;
        }
        Self {
            record,
            kind: wire.kind.as_ref().and_then(kind),
            limit: wire.limit.unwrap_or(LIMIT).clamp(1, MAX_LIMIT),
        }
    }
}

impl Query {
    /// Kinds of entity that the query accepts.
    pub(super) fn sought(&self) -> Sought {
        match self.kind {
            Some(Kind::Professional) => Sought::Person,
            Some(Kind::Structure) => Sought::Structure,
            None => Sought::Any,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_the_fields_of_a_client_record() {
        let query = |text: &str| Query::from(serde_json::from_str::<WireQuery>(text).unwrap()).record;
        let record = query(
            r#"{"query": "Vauquelin Hortense", "properties": [{"pid": "ville", "v": "Rouen"},
                {"pid": "rpps", "v": 99700000104}, {"pid": "email", "v": ["a@x.example"]}, {"pid": "colour", "v": "x"}]}"#,
        );
        assert_eq!((record.name.as_str(), record.city.as_str()), ("Vauquelin Hortense", "Rouen"));
        assert_eq!((record.rpps.as_str(), record.email.as_str()), ("99700000104", "a@x.example"));
        assert_eq!(query(r#"{"query": "8 997 000 001 04"}"#).identifier, "8 997 000 001 04");
        assert_eq!(query(r#"{"query": "Pharmacie du 8 mai 1945"}"#).name, "Pharmacie du 8 mai 1945");
    }
}
