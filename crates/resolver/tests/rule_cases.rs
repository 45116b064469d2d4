//! Rules as a person reads them: each line of `rule_cases/` is a sentence of the field, the passage that it rests on, the
//! facts, and what is answered. Each one fails when one place of a rule changes: tests/mutants/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use aiguilleur_resolver::{Answer, Case, Citation, Decision, Identifier, Proposal, Warning, decide};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    rule: String,
    source: String,
    given: serde_json::Value,
    /// One line per decision, and one more of the warnings on the whole case, where there are any.
    then: Vec<String>,
    /// Words of the answer, anywhere in it.
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    never_says: Vec<String>,
    /// A place that no decision rests on.
    never_cites: Option<String>,
    /// The place of the passage shown first.
    carried_by: Option<String>,
}

fn number(identifier: &Identifier) -> String {
    format!("{} {}", identifier.kind, identifier.value.as_deref().unwrap_or("?"))
}

fn codes(warnings: &[Warning]) -> Option<String> {
    let mut codes: Vec<&str> = warnings.iter().map(|warning| warning.code.code()).collect();
    codes.sort_unstable();
    (!codes.is_empty()).then(|| format!("avertit : {}", codes.join(" ")))
}

/// A decision in one line: rule, outcome, number, every other number in its role, every warning.
fn written(decision: &Decision) -> String {
    let mut parts = vec![format!("{} {}", decision.rule().rule.id, decision.outcome())];
    let one = |role: &str, it: Option<&Identifier>| it.map(|it| format!("{role} {}", number(it)));
    parts.extend(one("sur", decision.identifier()));
    parts.extend(one("servirait", decision.fallback_identifier()));
    parts.extend(one("indice", decision.hint().map(|hint| &hint.identifier)));
    let proposals = |role: &'static str, list: &[Proposal]| {
        let known = list.iter().map(move |it| it.identifier.as_ref().map_or("?".into(), number));
        known.map(|it| format!("{role} {it}")).collect::<Vec<_>>()
    };
    parts.extend(proposals("ou", decision.alternatives()));
    parts.extend(proposals("choix", decision.options()));
    parts.extend(codes(decision.warnings()));
    parts.join(" ; ")
}

fn answered(answer: &Answer) -> Vec<String> {
    answer.decisions.iter().map(written).chain(codes(&answer.warnings)).collect()
}

/// The places that the decisions rest on.
fn places(answer: &Answer) -> Vec<String> {
    let rules = answer.decisions.iter().map(Decision::rule);
    rules.flat_map(|rule| [rule.carrying(), rule.citations()].concat()).map(Citation::place).collect()
}

fn faults(line: &Line) -> Vec<String> {
    let answer = decide(&Case::from_json(line.given.to_string().as_bytes()).unwrap());
    let (found, text) = (answered(&answer), serde_json::to_string(&answer).unwrap());
    let mut faults = Vec::new();
    if found != line.then {
        faults.push(format!("{}\n    {found:#?}", line.rule));
    }
    let places = places(&answer);
    if !places.contains(&line.source) {
        faults.push(format!("{}\n    ne cite pas {}, mais {places:?}", line.rule, line.source));
    }
    if line.never_cites.as_ref().is_some_and(|place| places.contains(place)) {
        faults.push(format!("{}\n    cite {:?}", line.rule, line.never_cites));
    }
    if line.carried_by.is_some() && line.carried_by.as_ref() != places.first() {
        faults.push(format!("{}\n    montre d'abord {:?}", line.rule, places.first()));
    }
    let absent = line.says.iter().filter(|words| !text.contains(words.as_str()));
    faults.extend(absent.map(|words| format!("{}\n    ne dit pas « {words} »", line.rule)));
    let said = line.never_says.iter().filter(|words| text.contains(words.as_str()));
    faults.extend(said.map(|words| format!("{}\n    dit « {words} »", line.rule)));
    faults
}

fn check(lines: &str) {
    let lines: Vec<Line> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!lines.is_empty());
    let faults: Vec<String> = lines.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn etablissements() {
    check(include_str!("rule_cases/etablissements.jsonl"));
}

#[test]
fn situations() {
    check(include_str!("rule_cases/situations.jsonl"));
}

#[test]
fn questions() {
    check(include_str!("rule_cases/questions.jsonl"));
}

#[test]
fn texts() {
    check(include_str!("rule_cases/texts.jsonl"));
}

#[test]
fn roc() {
    check(include_str!("rule_cases/roc.jsonl"));
}

#[test]
fn dossier_pharmaceutique() {
    check(include_str!("rule_cases/dossier_pharmaceutique.jsonl"));
}

#[test]
fn medecine_de_ville() {
    check(include_str!("rule_cases/medecine_de_ville.jsonl"));
}

#[test]
fn radiologie() {
    check(include_str!("rule_cases/radiologie.jsonl"));
}

#[test]
fn structures_that_ask() {
    check(include_str!("rule_cases/structures_that_ask.jsonl"));
}

#[test]
fn exemptions() {
    check(include_str!("rule_cases/exemptions.jsonl"));
}

#[test]
fn ends_doubts_and_silence() {
    check(include_str!("rule_cases/ends_doubts_and_silence.jsonl"));
}
