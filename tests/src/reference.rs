//! What is right, in `fixtures/reference`: where it is, how an answer is compared with it, and what is known not to
//! be right yet.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde_json::Value;

use crate::root;

/// The day that the reference speaks of.
pub const REFERENCE_DAY: &str = "2026-11-28";

/// Text for people, which no comparison looks at.
const FREE: [&str; 3] = ["reason", "note", "why"];

/// A path in `fixtures/reference`.
pub fn reference(name: &str) -> PathBuf {
    root().join("fixtures/reference").join(name)
}

/// The lines of a JSON lines file of the reference.
pub fn reference_lines(name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(reference(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Compares what was found wrong (a name and why) with `pending.txt`, which lists what is known to be wrong.
///
/// # Panics
/// When something else is wrong, when what is listed is right, or when it is none of `names`.
#[track_caller]
pub fn settle(suite: &str, names: &BTreeSet<String>, wrong: &BTreeMap<String, String>) {
    let text = std::fs::read_to_string(reference("pending.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let listed: BTreeSet<&str> =
        lines.filter_map(|line| line.split_once(' ')).filter(|(of, _)| *of == suite).map(|it| it.1).collect();
    let new: Vec<String> = wrong
        .iter()
        .filter(|(name, _)| !listed.contains(name.as_str()))
        .map(|(name, why)| format!("{name}: {why}"))
        .collect();
    let right: Vec<&&str> = listed.iter().filter(|name| !wrong.contains_key(**name)).collect();
    assert!(
        new.is_empty() && right.is_empty(),
        "{suite}: {} of {} are not right and not listed in fixtures/reference/pending.txt:\n{}\n\
         right (or unknown) and still listed: {right:?}",
        new.len(),
        names.len(),
        new.join("\n")
    );
    assert!(listed.iter().all(|name| names.contains(*name)));
}

/// The first place where `got` lacks something of `want`: objects as subsets, lists of codes as sets.
pub fn difference(want: &Value, got: &Value, at: &str) -> Option<String> {
    match (want, got) {
        (Value::Object(want), Value::Object(got)) => want.iter().find_map(|(key, value)| {
            if FREE.contains(&key.as_str()) || (value.is_null() && got.get(key).is_none_or(Value::is_null)) {
                return None;
            }
            match got.get(key) {
                None => Some(format!("{at}.{key}: missing")),
                Some(found) => difference(value, found, &format!("{at}.{key}")),
            }
        }),
        (Value::Array(items), Value::Array(found))
            if !items.is_empty() && items.iter().all(Value::is_string) =>
        {
            let same =
                items.iter().all(|item| found.contains(item)) && found.iter().all(|one| items.contains(one));
            (!same).then(|| format!("{at}: expected {want}, got {got}"))
        }
        (Value::Array(items), Value::Array(found)) if items.len() == found.len() => items
            .iter()
            .zip(found)
            .enumerate()
            .find_map(|(index, (want, got))| difference(want, got, &format!("{at}[{index}]"))),
        // 1 and 1.0 are the same number in JSON.
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => None,
        (want, got) => (want != got).then(|| format!("{at}: expected {want}, got {got}")),
    }
}

/// What differs between a scenario's `then` and an answer.
pub fn scenario_difference(then: &Value, answer: &Value) -> Option<String> {
    let mut compared =
        crate::object(then).filter(|(key, _)| !["warnings", "citations"].contains(&key.as_str()));
    let differs = compared.find_map(|(key, want)| difference(want, &answer[key], key));
    let mut found = crate::codes(&answer["warnings"]);
    for decision in answer["decisions"].as_array().into_iter().flatten() {
        found.extend(crate::codes(&decision["warnings"]));
    }
    let wanted: BTreeSet<&str> =
        then["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    differs.or_else(|| (found != wanted).then(|| format!("warnings: expected {wanted:?}, got {found:?}")))
}

/// Whether `got` holds all of `want`: objects and lists may hold more, at every depth.
pub fn holds(want: &Value, got: &Value) -> bool {
    match (want, got) {
        (Value::Object(want), Value::Object(got)) => want
            .iter()
            .all(|(key, value)| got.get(key).map_or_else(|| value.is_null(), |found| holds(value, found))),
        (Value::Array(want), Value::Array(got)) => {
            want.iter().all(|one| got.iter().any(|found| holds(one, found)))
        }
        _ => want == got,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_is_seen() {
        let see = |want: Value, got: Value| difference(&want, &got, "it").is_some();
        assert!(!see(json!({"a": 1}), json!({"a": 1, "b": 2})));
        assert!(!see(json!({"a": ["x", "y"]}), json!({"a": ["y", "x"]})));
        assert!(!see(json!({"a": null, "note": "n"}), json!({})));
        assert!(!see(json!({"a": 1}), json!({"a": 1.0})));
        assert!(see(json!({"a": 1}), json!({})));
        assert!(see(json!({"a": 1}), json!({"a": 2})));
        assert!(see(json!({"a": [{"b": 1}]}), json!({"a": []})));
        assert!(see(json!({"a": []}), json!({"a": ["x"]})));
        assert!(see(json!({"a": ["x"]}), json!({"a": ["x", "y"]})));
        assert!(see(json!({"a": null}), json!({"a": 1})));
        let then = json!({"decisions": [{"outcome": "order"}], "warnings": ["w"]});
        assert!(scenario_difference(&then, &json!({"decisions": [{"outcome": "order"}]})).is_some());
        let warned = json!({"decisions": [{"outcome": "order", "warnings": [{"code": "w"}]}]});
        assert_eq!(scenario_difference(&then, &warned), None);
    }

    #[test]
    fn what_is_held_may_be_more() {
        assert!(holds(&json!({"a": [{"b": 1}], "c": null}), &json!({"a": [{"d": 0}, {"b": 1, "e": 2}]})));
        assert!(!holds(&json!({"a": [{"b": 1}]}), &json!({"a": [{"b": 2}]})));
        assert!(!holds(&json!({"a": null}), &json!({"a": 1})));
    }
}
