//! Every rule and every warning is met by a reference scenario or by a case here; every passage is in its document.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod asked;

use std::collections::{BTreeMap, BTreeSet};

use aiguilleur_domain::pasted::Pasted;
use aiguilleur_resolver::{
    Answer, Case, Citation, Decision, Orderable, Says, Statement, Structure, Subject, WarningCode, decide,
    matrix_markdown, rule, rules,
};
use aiguilleur_tests::{reference, reference_lines, settle};

/// Cases of the project's own, for what no reference scenario meets.
const OWN: &str = include_str!("cases.jsonl");

fn hit(answer: &Answer) -> BTreeSet<&'static str> {
    answer.decisions.iter().flat_map(|decision| decision.rule().all().map(|rule| rule.id)).collect()
}

fn warned(answer: &Answer) -> BTreeSet<&'static str> {
    let decisions = answer.decisions.iter().flat_map(Decision::warnings);
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

/// Structures that ask for themselves, and what becomes of them.
fn asked_answers() -> Vec<Answer> {
    let absent = Says::Absent { from: Some(asked::DAY), last_seen: None };
    let pharmacy = |statements: &[Statement]| Structure {
        statements: statements.to_vec(),
        ..asked::site("620", "990000119", "PHARMACIE")
    };
    let gone = asked::statement(Subject::Site, absent);
    let named = asked::statement(Subject::Practice, Says::Open);
    let ceased = asked::statement(Subject::LegalUnit, Says::Closed(None));
    let all = [
        pharmacy(std::slice::from_ref(&gone)),
        pharmacy(&[gone, named.clone()]),
        pharmacy(&[ceased, named]),
        asked::site("698", "990000119", "IMAGERIE"),
    ];
    let mut answers: Vec<Answer> = all.into_iter().map(|structure| asked::ask(structure, &[]).0).collect();
    let sci = r#"{"activities": [{"secteur": "SA09", "profession": "10", "savoir_faire": ["SM44"], "structure": "s"}],
        "structures": {"s": {"siret": "99900307200017", "categorie_juridique": "6540"}}}"#;
    answers.push(decide(&Case::from_json(sci.as_bytes()).unwrap()));
    answers
}

/// The rules that answer for a number alone.
fn of_numbers() -> [&'static str; 2] {
    let rule = |text: &str| {
        let value = Pasted::read(text).readings.into_iter().find_map(|reading| reading.value);
        Orderable::not_in_directory(value, None).rule.rule().id
    };
    [rule("99700000104"), rule("710015983")]
}

fn reference_answers() -> impl Iterator<Item = Answer> {
    let given = reference_lines("scenarios.jsonl").into_iter().map(|mut scenario| scenario["given"].take());
    given.map(|given| decide(&Case::from_json(given.to_string().as_bytes()).unwrap()))
}

#[test]
fn every_rule_and_every_warning_is_met() {
    let own = own_answers().into_iter().chain(asked_answers());
    let answers: Vec<Answer> = reference_answers().chain(own).collect();
    let mut rules_met: BTreeSet<&str> = answers.iter().flat_map(hit).collect();
    rules_met.extend(of_numbers());
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

/// Only letters and digits, lower case, without accents: scanning breaks everything else.
fn plain(text: &str) -> String {
    aiguilleur_domain::name::fold(text).replace(' ', "")
}

/// The lines that rules quote, by document and line: see fixtures/reference/README.md.
fn passages() -> BTreeMap<(String, u16), String> {
    let text = std::fs::read_to_string(reference("passages.tsv")).unwrap();
    let read = |line: &str| {
        let mut fields = line.splitn(3, '\t');
        let mut next = || fields.next().unwrap().to_owned();
        ((next(), next().parse().unwrap()), next())
    };
    text.lines().skip(1).map(read).collect()
}

#[test]
fn every_quote_is_in_its_document() {
    let passages = passages();
    let mut wrong = Vec::new();
    for citation in Citation::all() {
        let Some((first, last)) = citation.lines else { continue };
        let key = citation.document.key();
        let lines: Option<Vec<&str>> =
            (first..=last).map(|line| passages.get(&(key.to_owned(), line)).map(String::as_str)).collect();
        match lines {
            Some(lines) if contains(&plain(&lines.join(" ")), citation.quote) => {}
            Some(_) => wrong.push(format!("{} « {} »", citation.place(), citation.quote)),
            None => wrong.push(format!("{}: not in passages.tsv", citation.place())),
        }
    }
    assert!(wrong.is_empty(), "{} quotes not found:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether the words of a quote stand in the passage, in order; columns of a slide may come between them.
fn contains(passage: &str, quote: &str) -> bool {
    if passage.contains(&plain(quote)) {
        return true;
    }
    let words: Vec<String> = quote.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
    let found = words.iter().filter(|word| passage.contains(word.as_str())).count();
    found * 10 >= words.len() * 9
}

#[test]
fn every_scenario_quote_is_known() {
    let known: BTreeSet<&str> = Citation::all().map(|citation| citation.quote).collect();
    let (mut names, mut wrong) = (BTreeSet::new(), BTreeMap::new());
    for scenario in reference_lines("scenarios.jsonl") {
        let name = scenario["id"].as_str().unwrap().to_owned();
        let quotes = scenario["then"]["citations"].as_array().into_iter().flatten();
        let unknown: Vec<&str> =
            quotes.filter_map(|citation| citation["quote"].as_str()).filter(|q| !known.contains(q)).collect();
        if !unknown.is_empty() {
            wrong.insert(name.clone(), format!("not among the citations: {unknown:?}"));
        }
        names.insert(name);
    }
    settle("quotes", &names, &wrong);
}

#[test]
fn every_rule_cites_and_reads_well() {
    for rule in rules() {
        assert!(!rule.citations.is_empty(), "{}", rule.id);
        assert!(!rule.condition.is_empty() && !rule.decision.is_empty(), "{}", rule.id);
    }
    let page = matrix_markdown(&BTreeMap::new());
    for rule in rules() {
        assert!(page.contains(&format!("| {} |", rule.id)), "{}", rule.id);
    }
}
