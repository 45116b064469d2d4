//! The one helper of the rules' tests: a case as JSON, what is decided, and every warning.

use std::collections::BTreeSet;

use crate::{Answer, Case, Decision, decide};

/// Answers a case given as JSON.
pub(crate) fn answer(json: &str) -> Answer {
    decide(&Case::from_json(json.as_bytes()).unwrap())
}

/// A decision as `rule outcome orderer value`, a dash for what is absent.
fn written(decision: &Decision) -> String {
    let orderer = decision.orderer().map_or("-", crate::Orderer::code);
    let number = decision.identifier().or(decision.fallback_identifier());
    let value = number.and_then(|i| i.value.as_deref()).unwrap_or("-");
    format!("{} {} {orderer} {value}", decision.rule().rule.id, decision.outcome())
}

/// Compares the decisions and the whole set of warning codes.
pub(crate) fn check(json: &str, decisions: &[&str], warnings: &str) {
    let answer = answer(json);
    let found: Vec<String> = answer.decisions.iter().map(written).collect();
    assert_eq!(found, decisions, "{json}");
    let own = answer.decisions.iter().flat_map(Decision::warnings).chain(&answer.warnings);
    let codes: BTreeSet<&str> = own.map(|warning| warning.code.code()).collect();
    assert_eq!(codes, warnings.split_whitespace().collect(), "{json}");
}
