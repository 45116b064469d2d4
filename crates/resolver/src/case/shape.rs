//! Objects are objects: the JSON reader would take a list for one, field by field, and nobody means that.

use serde_json::Value;

use crate::case::CaseError;

/// Where a case holds objects: `*` is any key, `[]` any item.
const OBJECTS: &[&[&str]] = &[
    &[],
    &["professional"],
    &["professionals", "[]"],
    &["activities", "[]"],
    &["activities", "[]", "context"],
    &["activities", "[]", "evidence"],
    &["activities", "[]", "evidence", "*"],
    &["structures"],
    &["structures", "*"],
    &["structures", "*", "groupe"],
    &["structures", "*", "successor"],
    &["structures", "*", "evidence"],
    &["structures", "*", "evidence", "*"],
    &["admin_technique"],
    &["context"],
    &["etablissement"],
    &["organisme_gestionnaire"],
    &["laboratoire"],
    &["groupement"],
    &["declared_identifier"],
    &["representant_legal"],
    &["mandataire", "[]"],
    &["utilisateurs", "[]"],
    &["certificate"],
    &["remplacant"],
    &["f413"],
    &["f413", "admin"],
];

/// Refuses a list where an object is meant, by its path.
pub(super) fn check(body: &Value) -> Result<(), CaseError> {
    OBJECTS.iter().try_for_each(|steps| walk(body, steps, String::new()))
}

fn walk(value: &Value, steps: &[&str], path: String) -> Result<(), CaseError> {
    match (steps.split_first(), value) {
        (None, Value::Array(_)) => Err(CaseError::Field {
            path: if path.is_empty() { ".".to_owned() } else { path },
            message: "un objet est attendu, et non une liste".to_owned(),
        }),
        (Some((&"[]", rest)), Value::Array(items)) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| walk(item, rest, format!("{path}[{index}]"))),
        (Some((&"*", rest)), Value::Object(map)) => {
            map.iter().try_for_each(|(key, item)| walk(item, rest, join(&path, key)))
        }
        (Some((key, rest)), Value::Object(map)) => {
            map.get(*key).map_or(Ok(()), |item| walk(item, rest, join(&path, key)))
        }
        _ => Ok(()),
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
