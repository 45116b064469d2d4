//! Reading answers: the few shapes that tests compare.

use std::collections::BTreeSet;

use serde_json::Value;

/// The `code` of each item of a list.
pub fn codes(list: &Value) -> BTreeSet<&str> {
    let items = list.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item["code"].as_str()).collect()
}

/// An identifier, an option or a hint in one word: `kind value`, `-` when there is none.
pub fn compact(identifier: &Value) -> String {
    match (identifier["kind"].as_str(), identifier["value"].as_str()) {
        (Some(kind), Some(value)) => format!("{kind} {value}"),
        (Some(kind), None) => kind.to_owned(),
        _ => "-".to_owned(),
    }
}

/// The members of an object, else of nothing.
pub fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
