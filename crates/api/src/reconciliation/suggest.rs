//! Suggestions while typing: entities, types, properties.

use aiguilleur_directory::{SearchRequest, Snapshot};
use aiguilleur_domain::name::fold;
use serde_json::{Value, json};

use super::{
    candidate::description,
    entity::Kind,
    property::{PROPERTIES, Property},
};
use crate::problem::Problem;

/// Suggestions at once.
const LIMIT: usize = 10;

/// Entities for what was typed.
pub(super) fn entities(snapshot: &Snapshot, prefix: &str, offset: usize) -> Result<Value, Problem> {
    if prefix.trim().is_empty() {
        return Ok(json!({ "result": [] }));
    }
    let text = prefix.to_owned();
    let page = snapshot.search(&SearchRequest {
        text,
        include_ended: true,
        limit: LIMIT,
        offset,
        ..SearchRequest::default()
    })?;
    let suggestions = page.hits.iter().map(|hit| {
        let kind = Kind::of_hit(hit);
        let (id, notable) = (kind.entity_id(&hit.id), [kind.described()]);
        json!({ "id": id, "name": hit.name, "description": description(hit), "notable": notable })
    });
    Ok(json!({ "result": suggestions.collect::<Vec<_>>() }))
}

/// Types of which a word begins so.
pub(super) fn types(prefix: &str) -> Value {
    let suggestions = Kind::ALL.into_iter().map(Kind::described);
    json!({ "result": suggestions.filter(|kind| begins(kind.id, prefix) || begins(kind.name, prefix)).collect::<Vec<_>>() })
}

/// Properties of which a word begins so.
pub(super) fn properties(prefix: &str) -> Value {
    let matches = |property: &&Property| begins(property.id, prefix) || begins(property.name, prefix);
    json!({ "result": PROPERTIES.iter().filter(matches).collect::<Vec<_>>() })
}

fn begins(text: &str, prefix: &str) -> bool {
    let (text, prefix) = (fold(text), fold(prefix));
    text.starts_with(&prefix) || text.split(' ').any(|word| word.starts_with(&prefix))
}
