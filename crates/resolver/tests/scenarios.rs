//! The scenarios of the reference, in this process: what `POST /v1/decide` answers, without a server.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use std::collections::{BTreeMap, BTreeSet};

use aiguilleur_resolver::{Case, decide};
use aiguilleur_tests::{reference_lines, scenario_difference, settle};
use serde_json::Value;

fn difference(scenario: &Value) -> Option<String> {
    let answer = match Case::from_json(scenario["given"].to_string().as_bytes()) {
        Ok(case) => serde_json::to_value(decide(&case)).unwrap(),
        Err(error) => return Some(error.to_string()),
    };
    scenario_difference(&scenario["then"], &answer)
}

#[test]
fn every_reference_scenario_passes() {
    let scenarios = reference_lines("scenarios.jsonl");
    assert!(scenarios.len() >= 140, "{} scenarios only", scenarios.len());
    let name = |scenario: &Value| scenario["id"].as_str().unwrap().to_owned();
    let names: BTreeSet<String> = scenarios.iter().map(name).collect();
    let wrong: BTreeMap<String, String> =
        scenarios.iter().filter_map(|scenario| Some((name(scenario), difference(scenario)?))).collect();
    settle("scenarios", &names, &wrong);
}
