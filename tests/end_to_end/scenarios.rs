//! The cases that the promise is judged by, posted to a running server and given to `aiguilleur decide`.

use std::{collections::BTreeSet, process::Command};

use aiguilleur_tests::{Data, Server, aiguilleur, codes, object, shared};
use serde_json::Value;

/// Text for people, which no case compares.
const FREE: &[&str] = &["reason", "note", "why"];

fn cases() -> Option<Vec<Value>> {
    let path = shared("the 102 scenarios")?.join("domain/scenarios.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(cases.len(), 102);
    Some(cases)
}

/// The first place where `found` lacks something of `wanted`: objects as subsets, lists of codes as sets.
fn difference(wanted: &Value, found: &Value, at: &str) -> Option<String> {
    let differs = || Some(format!("{at}: expected {wanted}, found {found}"));
    match wanted {
        Value::Object(_) if !found.is_object() => differs(),
        Value::Object(_) => object(wanted)
            .filter(|(name, _)| !FREE.contains(&name.as_str()))
            .find_map(|(name, value)| {
                if value.is_null() && found[name].is_null() {
                    return None;
                }
                let there = found.get(name)?.to_owned();
                difference(value, &there, &format!("{at}.{name}"))
            })
            .or_else(|| missing(wanted, found, at)),
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_string) => {
            let set = |list: &Value| {
                let items = list.as_array().into_iter().flatten();
                items.map(ToString::to_string).collect::<BTreeSet<_>>()
            };
            if found.is_array() && set(wanted) == set(found) { None } else { differs() }
        }
        Value::Array(items) => match found.as_array() {
            Some(others) if others.len() == items.len() => items
                .iter()
                .zip(others)
                .enumerate()
                .find_map(|(index, (one, other))| difference(one, other, &format!("{at}[{index}]"))),
            _ => differs(),
        },
        // 1 and 1.0 are the same number in JSON.
        Value::Number(number) if number.as_f64() == found.as_f64() && found.is_number() => None,
        _ if wanted == found => None,
        _ => differs(),
    }
}

fn missing(wanted: &Value, found: &Value, at: &str) -> Option<String> {
    let absent = object(wanted).find(|(name, value)| {
        !FREE.contains(&name.as_str()) && !value.is_null() && found.get(name.as_str()).is_none()
    });
    absent.map(|(name, _)| format!("{at}.{name}: missing"))
}

/// What differs between a case's `then` and an answer.
fn judge(case: &Value, answer: &Value) -> Option<String> {
    let then = object(&case["then"]).filter(|(name, _)| !["warnings", "citations"].contains(&name.as_str()));
    let mut then = then.filter_map(|(name, value)| difference(value, &answer[name], name));
    let mut found = codes(&answer["warnings"]);
    for decision in answer["decisions"].as_array().into_iter().flatten() {
        found.extend(codes(&decision["warnings"]));
    }
    let wanted: BTreeSet<&str> =
        case["then"]["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let warnings = (found != wanted).then(|| format!("warnings: expected {wanted:?}, found {found:?}"));
    then.next().or(warnings)
}

#[track_caller]
fn check(cases: &[Value], answer: impl Fn(&[u8]) -> Value) {
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let found = judge(case, &answer(case["given"].to_string().as_bytes()))?;
            Some(format!("{} {}\n    {found}", case["id"], case["title"]))
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} fail:\n{}", failed.len(), cases.len(), failed.join("\n"));
}

#[test]
fn every_scenario_is_answered_over_http() {
    let Some(cases) = cases() else { return };
    let data = Data::of_fixtures();
    let server = Server::start(&data);
    check(&cases, |given| server.post("/v1/decide", given).json());
}

#[test]
fn every_scenario_is_answered_on_the_command_line() {
    let Some(cases) = cases() else { return };
    check(&cases, |given| aiguilleur(["decide", "-"]).given(given).run().done().json());
}

#[test]
fn the_script_that_judges_agrees() {
    let Some(shared) = shared("the script that posts the scenarios") else { return };
    let data = Data::of_fixtures();
    let server = Server::start(&data);
    let Ok(output) = Command::new("python3").arg(shared.join("tools/scenarios")).arg(server.url()).output()
    else {
        println!("left out, python3 is absent: the comparison above stands alone");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("102 passed, 0 failed"), "{said}");
}

#[test]
fn a_difference_is_seen() {
    let see = |wanted: &str, found: &str| {
        difference(&serde_json::from_str(wanted).unwrap(), &serde_json::from_str(found).unwrap(), "it")
    };
    assert_eq!(see(r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#), None);
    assert_eq!(see(r#"{"a": ["x", "y"]}"#, r#"{"a": ["y", "x"]}"#), None);
    assert_eq!(see(r#"{"a": null, "note": "n"}"#, "{}"), None);
    assert!(see(r#"{"a": 1}"#, "{}").is_some());
    assert!(see(r#"{"a": 1}"#, r#"{"a": 2}"#).is_some());
    assert!(see(r#"{"a": [{"b": 1}]}"#, r#"{"a": []}"#).is_some());
    assert!(see(r#"{"a": ["x"]}"#, r#"{"a": ["x", "y"]}"#).is_some());
    assert!(see(r#"{"a": null}"#, r#"{"a": 1}"#).is_some());
}
