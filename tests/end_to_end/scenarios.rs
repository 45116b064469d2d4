//! The scenarios of the reference, posted to a running server and given to `aiguilleur decide`.

use std::collections::{BTreeMap, BTreeSet};

use aiguilleur_tests::{Data, Server, aiguilleur, reference_lines, scenario_difference, settle};
use serde_json::Value;

#[track_caller]
fn check(answer: impl Fn(&[u8]) -> Value) {
    let scenarios = reference_lines("scenarios.jsonl");
    assert!(scenarios.len() >= 140, "{} scenarios", scenarios.len());
    let name = |scenario: &Value| scenario["id"].as_str().unwrap().to_owned();
    let names: BTreeSet<String> = scenarios.iter().map(name).collect();
    let wrong: BTreeMap<String, String> = scenarios
        .iter()
        .filter_map(|scenario| {
            let answer = answer(scenario["given"].to_string().as_bytes());
            Some((name(scenario), scenario_difference(&scenario["then"], &answer)?))
        })
        .collect();
    settle("scenarios", &names, &wrong);
}

#[test]
fn every_scenario_is_answered_over_http() {
    let data = Data::of_fixtures();
    let server = Server::start(&data);
    check(|given| server.post("/v1/decide", given).json());
}

#[test]
fn every_scenario_is_answered_on_the_command_line() {
    check(|given| aiguilleur(["decide", "-"]).given(given).run().done().json());
}
