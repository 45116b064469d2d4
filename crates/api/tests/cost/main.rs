//! What one answer costs, counted and not timed: allocations and bytes over every professional of the fixtures.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "the figure is what is asked for")]
#![allow(unreachable_pub, reason = "shared by the modules of this binary alone")]

#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod support;

use std::collections::BTreeSet;

use aiguilleur_api::Config;
use axum::{Router, body::Body, http::Request};
use support::{configured, fixtures};

/// An order of magnitude above what is found: the gate stops what went wrong, `--nocapture` shows the figure.
const BOUND: Cost = Cost { allocations: 1_960, bytes: 118_000 };

/// Allocations and bytes of an answer, on average over as many people.
#[derive(Debug)]
struct Cost {
    allocations: u64,
    bytes: u64,
}

fn paths() -> Vec<String> {
    let rows = std::fs::read_to_string(fixtures().join("PS_LibreAcces_Personne_activite_202611200812.txt"));
    let ids: BTreeSet<String> =
        rows.unwrap().lines().skip(1).filter_map(|row| row.split('|').nth(2).map(str::to_owned)).collect();
    ids.into_iter().map(|id| format!("/v1/professionals/{id}/decisions")).collect()
}

/// The bytes of its answer; nothing of an identifier that the fixtures hold malformed on purpose.
fn ask(router: &Router, path: &str) -> Option<u64> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = runtime.block_on(support::send(router, request));
    answer.status.is_success().then_some(answer.body.len() as u64)
}

fn cost(router: &Router, paths: &[String]) -> Cost {
    let mut bytes = 0;
    let counted =
        allocation_counter::measure(|| bytes = paths.iter().filter_map(|path| ask(router, path)).sum());
    let people = paths.len() as u64;
    Cost { allocations: counted.count_total / people, bytes: bytes / people }
}

#[test]
fn an_answer_costs_what_answers_cost() {
    let (router, mut paths) = (configured(Config::default()), paths());
    // What is made once is made before.
    paths.retain(|path| ask(&router, path).is_some());
    assert!(paths.len() > 30, "{}", paths.len());
    let cost = cost(&router, &paths);
    println!("{cost:?} an answer");
    assert!(cost.allocations <= BOUND.allocations && cost.bytes <= BOUND.bytes, "{cost:?} an answer");
}
