//! The reference documents beside the workspace: scenarios and seed texts. The product never reads them.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::PathBuf;

use serde_json::Value;

/// A scenario.
pub(crate) struct Scenario {
    pub(crate) id: String,
    pub(crate) given: Value,
    pub(crate) then: Value,
}

/// The folder, or `None` (said aloud) where it is absent and nobody requires it.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "the reference folder is required here: {}", folder.display());
    #[allow(clippy::print_stdout, reason = "a skipped comparison is said aloud")]
    {
        println!("reference folder absent, nothing compared: {}", folder.display());
    }
    None
}

/// Every scenario.
pub(crate) fn scenarios() -> Option<Vec<Scenario>> {
    let text = std::fs::read_to_string(folder()?.join("domain/scenarios.jsonl")).unwrap();
    let read = |line: &str| {
        let mut value: Value = serde_json::from_str(line).unwrap();
        Scenario {
            id: value["id"].as_str().unwrap().to_owned(),
            given: value["given"].take(),
            then: value["then"].take(),
        }
    };
    Some(text.lines().filter(|line| !line.trim().is_empty()).map(read).collect())
}

/// What differs between what a scenario names and what was got: a subset for objects, a set for lists of texts.
pub(crate) fn difference(want: &Value, got: &Value, at: &str) -> Option<String> {
    const FREE: [&str; 3] = ["reason", "note", "why"];
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
        (Value::Object(_), got) => Some(format!("{at}: expected an object, got {got}")),
        (Value::Array(want), got) if !want.is_empty() && want.iter().all(Value::is_string) => {
            let same = got.as_array().is_some_and(|got| {
                want.iter().all(|item| got.contains(item)) && got.iter().all(|item| want.contains(item))
            });
            (!same).then(|| format!("{at}: expected {want:?}, got {got}"))
        }
        (Value::Array(want), Value::Array(got)) if want.len() == got.len() => want
            .iter()
            .zip(got)
            .enumerate()
            .find_map(|(index, (want, got))| difference(want, got, &format!("{at}[{index}]"))),
        (Value::Array(want), got) => Some(format!("{at}: expected {} items, got {got}", want.len())),
        (want, got) => (want != got).then(|| format!("{at}: expected {want}, got {got}")),
    }
}
