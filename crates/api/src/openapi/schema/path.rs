//! The fields of an answer that a caller wants: dotted paths, checked against the schema before any work.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::{Map, Value};

use super::components;
use crate::problem::{Kind, Problem};

/// The schemas, built once.
static COMPONENTS: LazyLock<Map<String, Value>> = LazyLock::new(components);

/// Most fields in one call.
const MAX_FIELDS: usize = 100;

/// The fields wanted, by name; one without inner fields is wanted whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(BTreeMap<String, Self>);

/// Reads `paths` as fields of the schema of that name.
///
/// # Errors
/// 400 when a path leads nowhere, with the names that there are at that place.
pub(crate) fn check_fields<'p>(
    schema: &str,
    paths: impl Iterator<Item = &'p str>,
) -> Result<Option<Fields>, Problem> {
    let mut wanted = Fields::default();
    let mut paths: Vec<&str> = paths.take(MAX_FIELDS + 1).collect();
    if paths.len() > MAX_FIELDS {
        return Err(Problem::new(Kind::UNKNOWN_FIELD, format!("Au plus {MAX_FIELDS} champs.")));
    }
    // The longest first, so that a whole comes after its parts and wins.
    paths.sort_by_key(|path| std::cmp::Reverse(path.len()));
    for path in paths {
        let mut place = COMPONENTS.get(schema).unwrap_or(&Value::Null);
        let mut fields = &mut wanted;
        for name in path.trim().split('.') {
            let known = properties(place);
            let Some(inner) = known.and_then(|known| known.get(name)) else {
                return Err(unknown(name, known));
            };
            place = inner;
            fields = fields.0.entry(name.to_owned()).or_default();
        }
        // The whole, where a part was asked for too.
        fields.0.clear();
    }
    Ok(Some(wanted).filter(|wanted| !wanted.0.is_empty()))
}

fn unknown(name: &str, known: Option<&Map<String, Value>>) -> Problem {
    let shown: String = name.chars().take(40).collect();
    let names: Vec<&str> = known.into_iter().flat_map(Map::keys).map(String::as_str).collect();
    let names = if names.is_empty() { "aucun".to_owned() } else { names.join(", ") };
    Problem::new(Kind::UNKNOWN_FIELD, format!("« {shown} » n'est pas un champ ici ; champs admis : {names}."))
}

/// The fields of a schema, through references, lists and `null`.
fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    if let Some(name) = schema["$ref"].as_str() {
        return properties(COMPONENTS.get(name.rsplit('/').next()?)?);
    }
    if let Some(items) = schema.get("items") {
        return properties(items);
    }
    if let Some(first) = schema["anyOf"].get(0) {
        return properties(first);
    }
    schema["properties"].as_object()
}

impl Fields {
    /// Removes what is not wanted; lists are kept, item by item.
    pub(crate) fn keep(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.keep(item)),
            Value::Object(map) => {
                map.retain(|name, _| self.0.contains_key(name));
                for (name, inner) in map {
                    if let Some(fields) = self.0.get(name).filter(|fields| !fields.0.is_empty()) {
                        fields.keep(inner);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(paths: &str, expect: &Value) {
        let fields = check_fields("Decided", paths.split(',')).unwrap().unwrap();
        let mut value = json!({
            "professional": { "rpps": "1", "adeli": null },
            "decisions": [{ "outcome": "order", "identifier": { "kind": "siret", "value": "2" } }, { "outcome": "info" }],
            "data": { "generation": "g" },
        });
        fields.keep(&mut value);
        assert_eq!(value, *expect, "{paths}");
    }

    #[test]
    fn wanted_fields_are_kept_through_lists_and_references() {
        check("data", &json!({ "data": { "generation": "g" } }));
        check("professional.rpps", &json!({ "professional": { "rpps": "1" } }));
        check("decisions.outcome", &json!({ "decisions": [{ "outcome": "order" }, { "outcome": "info" }] }));
        let inner = json!({ "decisions": [{ "identifier": { "value": "2" } }, {}] });
        check("decisions.identifier.value", &inner);
        let both = json!({ "data": { "generation": "g" }, "professional": { "rpps": "1", "adeli": null } });
        check("professional.rpps,professional,data", &both);
    }

    #[test]
    fn an_unknown_field_is_refused_with_those_there_are() {
        let check = |path: &str, expected: &str| {
            let problem = check_fields("Decided", std::iter::once(path)).unwrap_err();
            assert_eq!(problem.kind(), Kind::UNKNOWN_FIELD);
            let shown = serde_json::to_string(&problem.document()).unwrap();
            assert!(shown.contains(expected), "{shown}");
        };
        check("colour", "forms_count");
        check("decisions.colour", "outcome");
        check("forms_count.x", "aucun");
        check("", "professional");
    }

    #[test]
    fn nothing_wanted_is_everything() {
        assert_eq!(check_fields("Decided", std::iter::empty()).unwrap(), None);
    }
}
