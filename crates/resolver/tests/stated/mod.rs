//! Facts stated as a body of JSON, and what is answered, as JSON: what the tests of the rules share.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use aiguilleur_resolver::{Case, decide, decide_traced};
use serde_json::Value;

/// The whole answer on `given`.
pub(crate) fn answer(given: &Value) -> Value {
    let case = Case::from_json(given.to_string().as_bytes()).unwrap();
    serde_json::to_value(decide(&case)).unwrap()
}

/// `given`, with the fields of `more` added to it or in place of its own.
pub(crate) fn with(given: &Value, more: &Value) -> Value {
    let mut given = given.clone();
    given.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    given
}

/// The only decision on `given`.
pub(crate) fn decision(given: &Value) -> Value {
    let answer = answer(given);
    assert_eq!(answer["decisions"].as_array().unwrap().len(), 1, "{answer:#}");
    answer["decisions"][0].clone()
}

/// The codes of a list of warnings.
pub(crate) fn codes(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

/// Whether `code` is in a list of warnings, or of codes.
pub(crate) fn has(list: &Value, code: &str) -> bool {
    list.as_array().unwrap().iter().any(|one| one == code || one["code"] == code)
}

/// The warning of that code, null where there is none.
pub(crate) fn warning(decision: &Value, code: &str) -> Value {
    let mut all = decision["warnings"].as_array().unwrap().iter();
    all.find(|warning| warning["code"] == code).cloned().unwrap_or_default()
}

/// Whether the rule of that name completes the decision.
pub(crate) fn completed(decision: &Value, rule: &str) -> bool {
    has(&decision["rule"]["completed_by"], rule)
}

/// What the rule that decided the first situation looked at: `fact = found | wanted`, those that were met.
pub(crate) fn met(given: &Value) -> Vec<String> {
    let (_, trace) = decide_traced(&Case::from_json(given.to_string().as_bytes()).unwrap());
    let steps = &trace.situations[0].steps;
    let checks = steps.last().into_iter().flat_map(|step| &step.checks).filter(|check| check.met);
    checks.map(|it| format!("{} = {} | {}", it.fact, it.found.as_deref().unwrap_or("-"), it.wanted)).collect()
}
