//! A query, as clients send it.

use serde::Deserialize;
use serde_json::Value;

use super::{entity::Kind, property};

/// Candidates for one query, unless it says otherwise, and at most.
const LIMIT: usize = 5;
const MAX_LIMIT: usize = 25;

/// Longest text of a query that is read.
const MAX_TEXT: usize = 500;

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

/// A query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    /// What names somebody or something.
    pub(super) text: String,
    /// Only that type, if one was asked for.
    pub(super) kind: Option<Kind>,
    /// Candidates wanted.
    pub(super) limit: usize,
    /// Identifiers that the properties give.
    pub(super) identifiers: Vec<String>,
    /// What else the properties say: places, professions.
    pub(super) hints: Vec<String>,
}

/// The text of a property's value: a text, a number, an entity, or a list of them.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.chars().take(MAX_TEXT).collect()],
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

impl From<WireQuery> for Query {
    fn from(wire: WireQuery) -> Self {
        let mut query = Self {
            text: wire.query.unwrap_or_default().chars().take(MAX_TEXT).collect(),
            kind: wire.kind.as_ref().and_then(kind),
            limit: wire.limit.unwrap_or(LIMIT).clamp(1, MAX_LIMIT),
            identifiers: Vec::new(),
            hints: Vec::new(),
        };
        for given in wire.properties {
            let values = texts(&given.v).into_iter().filter(|text| !text.trim().is_empty());
            match property::role(&given.pid) {
                property::Role::Identifier => query.identifiers.extend(values),
                property::Role::Name if query.text.is_empty() => {
                    query.text = values.collect::<Vec<_>>().join(" ");
                }
                property::Role::Name | property::Role::Hint => query.hints.extend(values),
                property::Role::Shown => {}
            }
        }
        query
    }
}
