//! Two thousand labelled records over the fixtures: precision and recall of every finding, and no false `ok`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod directory;
mod labels;

use std::collections::BTreeMap;

use aiguilleur_reconcile::{
    Chunk, ColumnMap, Decoder, FindingCode, Judge, Layout, Options, Reconciled, Shape, Splitter, Verdict,
};

use labels::{Label, labels};

fn judged(labels: &[Label]) -> Vec<Reconciled> {
    let (_folder, snapshot) = directory::two_days();
    let options = Options::new(directory::TODAY);
    let judge = Judge::new(&snapshot, &options);
    let layout = Layout::json(Shape::Lines, ColumnMap::default());
    let mut splitter = Splitter::new(Shape::Lines, 1);
    for label in labels {
        splitter.push(label.record.to_string().as_bytes());
        splitter.push(b"\n");
    }
    let mut chunk = Chunk::default();
    splitter.drain(&mut chunk, usize::MAX, true);
    let mut decoder = Decoder::new(&layout);
    decoder.rows(&chunk).map(|row| judge.judge(row).unwrap()).collect()
}

#[derive(Default)]
struct Score {
    right: u32,
    wrong: u32,
    missed: u32,
}

/// Findings that say what was done, not what is wrong: labels need not name them.
const TOLD: &[FindingCode] =
    &[FindingCode::Repaired, FindingCode::CertificateNotRequired, FindingCode::MultipleActivities];

/// Findings that no client of the fixtures has: what certificates are is tried where they are read, and the warnings
/// of the private rule stand only where the rule leaves a choice.
const ELSEWHERE: &[FindingCode] = &[
    FindingCode::AuthorityCertificate,
    FindingCode::CardCertificate,
    FindingCode::ChainBroken,
    FindingCode::OldHierarchy,
    FindingCode::PersonCertificate,
    FindingCode::ProductUnexpected,
    FindingCode::Revoked,
    FindingCode::SameKey,
    FindingCode::SetIncomplete,
    FindingCode::PrivateRuleExpired,
    FindingCode::EjOrEgChoice,
];

#[test]
fn every_finding_is_found_and_nothing_wrong_is_ok() {
    let labels = labels();
    assert!(labels.len() >= 2000, "{} records", labels.len());
    let answers = judged(&labels);
    assert_eq!(answers.len(), labels.len());
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let mut complaints = Vec::new();
    let mut false_ok = 0;
    for (label, answer) in labels.iter().zip(&answers) {
        let mut good = label.verdict == answer.verdict;
        for code in FindingCode::ALL {
            let score = scores.entry(code.code()).or_default();
            match (label.findings.contains(code), answer.has(*code)) {
                (true, true) => score.right += 1,
                (false, true) if !TOLD.contains(code) => score.wrong += 1,
                (true, false) => score.missed += 1,
                _ => continue,
            }
            good &= label.findings.contains(code) == answer.has(*code);
        }
        if let Some(proposed) = label.proposed.as_deref() {
            let found = answer.proposed.as_ref().and_then(|identifier| identifier.value.as_deref());
            good &= found == Some(proposed);
        }
        false_ok += u32::from(answer.verdict == Verdict::Ok && label.verdict != Verdict::Ok);
        if !good {
            let found: Vec<&str> = answer.findings.iter().map(|finding| finding.code.code()).collect();
            complaints.push(format!(
                "{} {}: {:?} {found:?}, proposed {:?}; expected {:?} {:?} {:?}",
                label.why,
                label.record,
                answer.verdict,
                answer.proposed,
                label.verdict,
                label.findings,
                label.proposed
            ));
        }
    }
    println!("{:32} {:>6} {:>10} {:>7}", "finding", "count", "precision", "recall");
    for (code, score) in &scores {
        let share = |part: u32, whole: u32| if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) };
        let precision = share(score.right, score.right + score.wrong);
        let recall = share(score.right, score.right + score.missed);
        println!("{code:32} {:>6} {precision:>10.3} {recall:>7.3}", score.right + score.missed);
    }
    println!("{} records, {false_ok} false ok, {} not as labelled", labels.len(), complaints.len());
    let shown: Vec<&str> = complaints.iter().step_by(complaints.len() / 40 + 1).map(String::as_str).collect();
    assert!(complaints.is_empty() && false_ok == 0, "{}", shown.join("\n"));
    let uncovered: Vec<&&str> = scores
        .iter()
        .filter(|(code, score)| {
            score.right == 0 && !TOLD.iter().chain(ELSEWHERE).any(|known| known.code() == **code)
        })
        .map(|(code, _)| code)
        .collect();
    assert!(uncovered.is_empty(), "no record shows {uncovered:?}");
}
