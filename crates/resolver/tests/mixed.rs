//! Usages of several chapters asked at once, and chapters asked of a legal entity: each on its own number.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod asked;

use aiguilleur_resolver::{Answer, Asked, Case, Usage, decide};

fn answer(usages: &str, rest: &str) -> Answer {
    let body = format!(
        r#"{{"as_of": "2026-11-28", "usages": [{usages}], "professional": {{"rpps": "99700000104", "profession": "21"}},
        "activities": [{{"secteur": "SA01", "mode": "S", "structure": "s"}}], "structures": {{"s": {{
        "denomination": "SITE NORD", "denomination_juridique": "CH TEST",
        "finess_juridique": "990000101", "finess_geographique": "990000119"}}}}{rest}}}"#
    );
    decide(&Case::from_json(body.as_bytes()).unwrap())
}

fn codes(answer: &Answer) -> Vec<&'static str> {
    answer.decisions[0].warnings().iter().map(|warning| warning.code.code()).collect()
}

fn offers(answer: &Answer) -> Vec<String> {
    answer.decisions[0].products().iter().map(|p| format!("{} {}", p.offer, p.purpose)).collect()
}

#[test]
fn personal_certificates_are_the_site_s_beside_those_of_the_entity() {
    let answer = answer(r#""dmp", "dp_consultation""#, "");
    assert_eq!(answer.decisions[0].value(), Some("990000101"));
    let [org, pro] = answer.forms.as_slice() else { panic!("{:?}", answer.forms) };
    assert_eq!((org.finess.as_deref(), org.denomination.as_deref()), (Some("990000101"), Some("CH TEST")));
    assert_eq!((pro.finess.as_deref(), pro.denomination.as_deref()), (Some("990000119"), Some("SITE NORD")));
    assert!(codes(&answer).contains(&"dp_contract_per_site"), "{:?}", codes(&answer));
    let summary = answer.decisions[0].warnings().iter().any(|warning| warning.message.contains("990000119"));
    assert!(summary, "{:?}", answer.decisions[0].warnings());
}

#[test]
fn roc_keeps_out_of_an_order_on_another_number() {
    let both = r#""dmp", "roc""#;
    let at_site = answer(both, r#", "contrat_ANS": "EG""#);
    assert_eq!(offers(&at_site), ["ORG dmp", "ORG dmp"]);
    assert!(codes(&at_site).contains(&"contract_eg_exposed"));
    let at_entity = answer(both, r#", "contrat_ANS": "EJ""#);
    assert_eq!(offers(&at_entity).len(), 4);
    assert!(!codes(&at_entity).contains(&"contract_eg_exposed"));
}

/// A legal entity of so many sites, asked for one usage.
fn entity(usage: Usage, sites: &[&str]) -> Answer {
    let mut case = Case::from_directory(asked::DAY);
    case.usages = vec![usage];
    let asked = Asked {
        structure: asked::entity("13"),
        sites: sites.iter().map(|finess| (asked::site("355", finess, "CH"), None)).collect(),
        ..Asked::default()
    };
    case.ask_for("s0", asked, asked::DAY);
    decide(&case)
}

fn summary(answer: &Answer) -> String {
    let decision = &answer.decisions[0];
    let options = decision.options().iter().filter_map(|option| option.value()).collect::<Vec<_>>().join(" ");
    format!(
        "{} {} {} [{options}]",
        decision.rule().rule.id,
        decision.outcome(),
        decision.value().unwrap_or("-")
    )
}

#[test]
fn an_entity_is_asked_which_of_its_sites() {
    let (one, two) = ("990000119", "990000127");
    assert_eq!(
        summary(&entity(Usage::Roc, &[one, two])),
        "R-ROC-NIVEAU choice_required - [990000101 990000119 990000127]"
    );
    assert_eq!(summary(&entity(Usage::Roc, &[one])), "R-ROC-CONTRAT order 990000101 []");
    assert_eq!(
        summary(&entity(Usage::DpConsultation, &[one, two])),
        "R-DP-1 choice_required - [990000119 990000127]"
    );
    assert_eq!(summary(&entity(Usage::DpConsultation, &[one])), "R-DP-1 order_by_structure 990000119 []");
}

#[test]
fn a_fournisseur_de_service_is_no_card_s_business() {
    let summary = |rest: &str| {
        let body = format!(
            r#"{{"usages": ["psc"], "professional": {{"rpps": "99700000104", "profession": "10"}},
            "activities": [{{"secteur": "SA07", "structure": "s"}}],
            "structures": {{"s": {{"rpps_rang": "99700000104007"}}}}{rest}}}"#
        );
        let answer = decide(&Case::from_json(body.as_bytes()).unwrap());
        format!("{} {:?}", answer.decisions[0].outcome(), codes(&answer))
    };
    assert_eq!(summary(""), r#"card_sufficient ["psc_service_provider_only"]"#);
    assert_eq!(summary(r#", "psc_fournisseur_de_service": false"#), "card_sufficient []");
    assert_eq!(summary(r#", "psc_fournisseur_de_service": true"#), "order []");
}
