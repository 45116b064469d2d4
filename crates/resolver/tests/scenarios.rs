//! The reference scenarios, verbatim: the same comparison as the reference tool's, without a server.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod reference;

use std::collections::BTreeSet;

use aiguilleur_resolver::{Case, decide};
use reference::{Scenario, difference, scenarios};
use serde_json::Value;

fn codes(answer: &Value) -> BTreeSet<String> {
    let own = answer["warnings"].as_array().into_iter().flatten();
    let decisions = answer["decisions"].as_array().into_iter().flatten();
    let of_decisions = decisions.flat_map(|decision| decision["warnings"].as_array().into_iter().flatten());
    own.chain(of_decisions).filter_map(|warning| warning["code"].as_str().map(str::to_owned)).collect()
}

fn check(scenario: &Scenario) -> Result<(), String> {
    let body = serde_json::to_vec(&scenario.given).unwrap();
    let case = Case::from_json(&body).map_err(|error| error.to_string())?;
    let answer = serde_json::to_value(decide(&case)).unwrap();
    for (key, wanted) in scenario.then.as_object().unwrap() {
        if key != "warnings" && key != "citations" {
            difference(wanted, answer.get(key).unwrap_or(&Value::Null), key).map_or(Ok(()), Err)?;
        }
    }
    let wanted: BTreeSet<String> = scenario.then["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap().to_owned())
        .collect();
    let got = codes(&answer);
    if got == wanted { Ok(()) } else { Err(format!("warnings: expected {wanted:?}, got {got:?}")) }
}

#[test]
fn every_reference_scenario_passes() {
    let Some(scenarios) = scenarios() else { return };
    let failures: Vec<String> = scenarios
        .iter()
        .filter_map(|scenario| check(scenario).err().map(|why| format!("{}: {why}", scenario.id)))
        .collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), scenarios.len(), failures.join("\n"));
    assert!(scenarios.len() >= 102, "{} scenarios only", scenarios.len());
}
