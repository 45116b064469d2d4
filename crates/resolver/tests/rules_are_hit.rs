//! Every rule and every warning is met by a reference scenario or by a case here; every passage is in its document.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod reference;

use std::collections::{BTreeMap, BTreeSet};

use aiguilleur_resolver::{Answer, Case, Citation, WarningCode, decide, matrix_markdown, rule, rules};
use reference::scenarios;

/// Cases of the project's own, for what no reference scenario meets.
const OWN: &str = include_str!("cases.jsonl");

fn hit(answer: &Answer) -> BTreeSet<&'static str> {
    answer.decisions.iter().flat_map(|decision| decision.rule.all().map(|rule| rule.id)).collect()
}

fn warned(answer: &Answer) -> BTreeSet<&'static str> {
    let decisions = answer.decisions.iter().flat_map(|decision| &decision.warnings);
    decisions.chain(&answer.warnings).map(|warning| warning.code.code()).collect()
}

fn own_answers() -> Vec<Answer> {
    OWN.lines()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
            let given = serde_json::to_vec(&value["given"].take()).unwrap();
            decide(&Case::from_json(&given).unwrap())
        })
        .collect()
}

fn reference_answers() -> Option<Vec<(String, Answer)>> {
    let answer = |scenario: reference::Scenario| {
        let case = Case::from_json(&serde_json::to_vec(&scenario.given).unwrap()).unwrap();
        (scenario.id, decide(&case))
    };
    Some(scenarios()?.into_iter().map(answer).collect())
}

#[test]
fn every_rule_and_every_warning_is_met() {
    let Some(reference) = reference_answers() else { return };
    let answers: Vec<Answer> = reference.into_iter().map(|(_, answer)| answer).chain(own_answers()).collect();
    let rules_met: BTreeSet<&str> = answers.iter().flat_map(hit).collect();
    let unmet: Vec<&str> = rules().iter().map(|rule| rule.id).filter(|id| !rules_met.contains(id)).collect();
    assert!(unmet.is_empty(), "rules that nothing meets: {unmet:?}");
    let codes_met: BTreeSet<&str> = answers.iter().flat_map(warned).collect();
    let unmet: Vec<&str> =
        WarningCode::ALL.iter().map(|c| c.code()).filter(|c| !codes_met.contains(c)).collect();
    assert!(unmet.is_empty(), "warnings that nothing meets: {unmet:?}");
    for id in rules_met {
        assert!(rule(id).is_some(), "{id} decides and is not listed");
    }
}

#[test]
fn the_table_of_scenarios_is_what_the_engine_does() {
    let Some(reference) = reference_answers() else { return };
    let mut table: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, answer) in &reference {
        for rule in hit(answer) {
            table.entry(rule).or_default().push(id.clone());
        }
    }
    let source: String = rules()
        .iter()
        .filter_map(|rule| table.get(rule.id).map(|ids| format!("    (\"{}\", &{ids:?}),\n", rule.id)))
        .collect();
    for rule in rules() {
        let wanted = table.get(rule.id).cloned().unwrap_or_default();
        assert_eq!(rule.scenarios(), wanted, "{}: the table should read\n{source}", rule.id);
    }
}

/// Only letters and digits, lower case, without accents: scanning breaks everything else.
fn plain(text: &str) -> String {
    aiguilleur_domain::name::fold(text).replace(' ', "")
}

#[test]
fn every_quote_stands_in_its_document() {
    let Some(folder) = reference::folder() else { return };
    let files = ["000", "001", "002", "003", "004"];
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(folder.join("seeds")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        for key in files.iter().filter(|key| name.starts_with(**key)) {
            texts.insert(format!("S{key}"), text.clone());
        }
    }
    assert_eq!(texts.len(), files.len());
    let mut wrong = Vec::new();
    for citation in Citation::all().filter(|citation| citation.lines.is_some()) {
        let text = &texts[citation.document.key()];
        let (first, last) = citation.lines.unwrap();
        let span: Vec<&str> = text
            .split('\n')
            .skip(usize::from(first).saturating_sub(1))
            .take(usize::from(last - first) + 1)
            .collect();
        if !stands(&plain(&span.join(" ")), citation.quote) {
            wrong.push(format!("{} « {} »", citation.place(), citation.quote));
        }
    }
    assert!(wrong.is_empty(), "{} quotes not found:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether the words of a quote stand in the passage, in order; columns of a slide may come between them.
fn stands(passage: &str, quote: &str) -> bool {
    if passage.contains(&plain(quote)) {
        return true;
    }
    let words: Vec<String> = quote.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
    let found = words.iter().filter(|word| passage.contains(word.as_str())).count();
    found * 10 >= words.len() * 9
}

#[test]
fn every_scenario_quote_is_known() {
    let Some(scenarios) = scenarios() else { return };
    let known: BTreeSet<&str> = Citation::all().map(|citation| citation.quote).collect();
    for scenario in scenarios {
        for citation in scenario.then["citations"].as_array().unwrap() {
            let quote = citation["quote"].as_str().unwrap();
            assert!(known.contains(quote), "{}: « {quote} »", scenario.id);
        }
    }
}

#[test]
fn every_rule_cites_and_reads_well() {
    for rule in rules() {
        assert!(!rule.citations.is_empty(), "{}", rule.id);
        assert!(!rule.condition.is_empty() && !rule.decision.is_empty(), "{}", rule.id);
    }
    let page = matrix_markdown();
    for rule in rules() {
        assert!(page.contains(&format!("| {} |", rule.id)), "{}", rule.id);
    }
}
