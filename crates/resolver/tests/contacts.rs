//! A decision that is not an order names a contact and a message that holds only facts of the request.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod asked;

use std::collections::BTreeSet;

use aiguilleur_resolver::{Answer, Case, decide};
use aiguilleur_tests::reference_lines;
use serde_json::Value;

/// Cases of the project's own.
const OWN: &str = include_str!("cases.jsonl");

/// The acronyms that a message is written with; every other word in capitals, and every number, is a fact.
const ACRONYMS: [&str; 25] = [
    "ADELI", "ANS", "BAL", "CPS", "CPE", "DMP", "DSI", "FINESS", "GIE", "HPRIM", "INS", "MIME", "MSS", "NET",
    "PSIG", "PSPH", "RPPS", "ROC", "ROR", "SCP", "SEL", "SIREN", "SIRET", "413", "ST",
];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a word of a message can only come from the request.
fn is_fact(word: &str) -> bool {
    let number = word.chars().any(|c| c.is_ascii_digit());
    let capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    (number || capitals) && !ACRONYMS.contains(&word)
}

fn faults(request: &str, answer: &Answer) -> Vec<String> {
    // « 2026-01-09 » is written « 9 janvier 2026 ».
    let known: BTreeSet<&str> =
        words(request).flat_map(|word| [word, word.trim_start_matches('0')]).chain(["1er"]).collect();
    let mut faults = Vec::new();
    for decision in &answer.decisions {
        if !decision.outcome().is_order() && decision.contacts().is_empty() {
            faults.push(format!("{}: {} without a contact", decision.rule().rule.id, decision.outcome()));
        }
        for contact in decision.contacts() {
            if contact.message.trim().is_empty() || !contact.message.contains(contact.question.as_str()) {
                faults.push(format!("{}: a message without its question", decision.rule().rule.id));
            }
            let invented = words(&contact.message).filter(|word| is_fact(word) && !known.contains(word));
            faults
                .extend(invented.map(|word| format!("{}: « {word} » is invented", decision.rule().rule.id)));
        }
    }
    faults
}

fn requests() -> Vec<(String, Value)> {
    let own = OWN.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).unwrap());
    let all = reference_lines("scenarios.jsonl").into_iter().chain(own);
    all.map(|mut case: Value| (case["id"].as_str().unwrap().to_owned(), case["given"].take())).collect()
}

#[test]
fn every_answer_that_is_no_order_can_be_asked_about_with_facts_alone() {
    let requests = requests();
    assert!(requests.len() >= 180, "{} requests only", requests.len());
    let mut wrong = Vec::new();
    let mut messages = 0;
    for (id, given) in requests {
        let request = given.to_string();
        let answer = decide(&Case::from_json(request.as_bytes()).unwrap());
        messages += answer.decisions.iter().map(|decision| decision.contacts().len()).sum::<usize>();
        wrong.extend(faults(&request, &answer).into_iter().map(|fault| format!("{id} {fault}")));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    assert!(messages > 90, "{messages} messages only");
}

#[test]
fn every_question_has_its_own_words() {
    use aiguilleur_resolver::Ask;
    let mut seen = BTreeSet::new();
    for ask in Ask::ALL.iter().filter(|ask| **ask != Ask::Order && **ask != Ask::F413Count) {
        let body = format!(r#"{{"ask": "{ask}"}}"#);
        for decision in decide(&Case::from_json(body.as_bytes()).unwrap()).decisions {
            let question = &decision.contacts()[0].question;
            assert!(question.ends_with('?'), "{ask}: {question}");
            seen.insert(question.clone());
        }
    }
    assert!(seen.len() >= 8, "{seen:?}");
}

#[test]
fn a_message_on_a_form_or_a_certificate_tells_it() {
    let message = |body: &str| {
        let answer = decide(&Case::from_json(body.as_bytes()).unwrap());
        answer.decisions[0].contacts()[0].message.clone()
    };
    let form = message(
        r#"{"ask": "f413_check", "f413": {"denomination": "SELARL DU PARC", "siret": "99990031900016"}}"#,
    );
    assert!(form.contains("Ce formulaire 413 est-il recevable ?"), "{form}");
    assert!(form.contains("SELARL DU PARC") && form.contains("SIRET 99990031900016"), "{form}");
    let scm = message(
        r#"{"ask": "f413_check", "f413": {"siret": "99990020200014"},
            "structures": {"s": {"siret": "99990020200014", "categorie_juridique": "6589"}}}"#,
    );
    assert!(!scm.contains("99990020200014"), "{scm}");
    let life = message(
        r#"{"ask": "certificate_action", "as_of": "2026-01-16", "certificate": {"not_after": "2026-02-01"}}"#,
    );
    assert!(life.contains("valable jusqu'au 1er février 2026"), "{life}");
    let lab = message(
        r#"{"laboratoire": {"denomination": "BIO TEST", "finess_juridique": "990001000",
            "sites": ["990001018", "990001026"]}}"#,
    );
    assert!(lab.contains("BIO TEST") && lab.contains("990001018") && lab.contains("990001026"), "{lab}");
}
