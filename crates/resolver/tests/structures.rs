//! What a structure that asks for itself is answered, level by level and kind by kind.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod asked;

use aiguilleur_domain::pasted::Pasted;
use aiguilleur_resolver::{Decision, Orderable, Proposal, Says, Structure, Subject};
use asked::{ask, entity, site, statement};

fn summary(decision: &Decision) -> String {
    let value = |proposal: &Proposal| proposal.value().unwrap_or("-").to_owned();
    let options: Vec<String> = decision.options().iter().map(value).collect();
    let identifier = decision.value().unwrap_or("-");
    let rule = decision.rule().rule.id;
    format!("{rule} {} {identifier} [{}]", decision.outcome(), options.join(" ")).replace(" []", "")
}

fn check(structure: Structure, sites: &[Structure], expect: &[&str]) {
    let (answer, shown) = ask(structure, sites);
    let summary: Vec<String> = answer.decisions.iter().map(summary).collect();
    assert_eq!(summary, expect);
    assert_eq!(shown.len(), answer.decisions.len());
    for decision in &answer.decisions {
        assert!(!decision.rule().citations().is_empty());
    }
}

#[test]
fn a_legal_entity_orders_itself_or_leads_to_its_site() {
    let (one, two) = ("990000119", "990000127");
    check(entity("13"), &[site("355", one, "CH")], &["R-HOP-1 order 990000101"]);
    let public_lab = Structure { sph: "1".parse().ok(), ..site("611", two, "LABO DU CH") };
    check(entity("13"), &[site("355", one, "CH"), public_lab], &["R-HOP-1 order 990000101"]);
    check(entity("60"), &[site("500", one, "EHPAD")], &["R-MS-1 order 990000101"]);
    check(entity("85"), &[site("620", one, "PHARMACIE")], &["R-OFF-1 order 990000119"]);
    check(entity("76"), &[site("698", one, "IMAGERIE")], &["R-RAD-GIE order_by_structure 990000119"]);
    check(entity("91"), &[site("611", one, "BIO")], &["R-LBM-1 order_by_structure 990000119"]);
    check(
        entity("47"),
        &[site("124", one, "CENTRE"), site("500", two, "EHPAD")],
        &["R-VIL-2 order_by_structure 990000119", "R-MS-1 order 990000101"],
    );
    check(
        entity("47"),
        &[site("124", one, "CENTRE NORD"), site("124", two, "CENTRE SUD")],
        &["R-VIL-2 choice_required - [990000119 990000127]"],
    );
}

#[test]
fn the_sites_of_a_laboratory_are_listed_principal_first() {
    let sites = [site("611", "990000119", "BIO GARE"), site("611", "990000127", "BIO SIEGE")];
    let (answer, _) = ask(entity("91"), &sites);
    let options: Vec<(&str, Option<&str>, Option<&str>)> = answer.decisions[0]
        .options()
        .iter()
        .map(|o| (o.value().unwrap(), o.name.as_deref(), o.town.as_deref()))
        .collect();
    let town = Some("AUTUN");
    assert_eq!(options, [("990000127", Some("BIO SIEGE"), town), ("990000119", Some("BIO GARE"), town)]);
    assert!(answer.decisions[0].options()[0].condition.contains("siège"));
}

#[test]
fn a_gie_is_one_by_statut_or_name_and_a_category_alone_is_a_choice() {
    let alone = |name: &str| Structure { statut_juridique: None, ..site("698", "990000119", name) };
    check(alone("IMAGERIE"), &[], &["R-GIE-CATEGORIE choice_required - [990000119 990000101]"]);
    check(alone("GIE IMAGERIE"), &[], &["R-RAD-GIE order_by_structure 990000119"]);
    check(alone("SCM GIE IMAGERIE"), &[], &["R-HORS-COULOIR not_covered -"]);
    check(entity(""), &[], &["R-HORS-COULOIR not_covered -"]);
}

#[test]
fn what_is_over_is_said_by_whom() {
    let closed = |subject, on: &str| statement(subject, Says::Closed(on.parse().ok()));
    let mut ceased = site("620", "990000119", "PHARMACIE");
    ceased.statements.push(closed(Subject::LegalUnit, "2025-09-30"));
    let (answer, _) = ask(ceased.clone(), &[]);
    let codes: Vec<&str> = answer.decisions[0].warnings().iter().map(|w| w.code.code()).collect();
    assert_eq!(codes, ["structure_closed", "contradictory_sources"]);
    assert!(answer.decisions[0].warnings()[0].message.contains("30 septembre 2025"));
    ceased.statements =
        vec![statement(Subject::Site, Says::Absent { from: Some(asked::DAY), last_seen: None })];
    check(ceased.clone(), &[], &["R-ORDRE-5 blocked -"]);
    ceased.statements.push(statement(Subject::Practice, Says::Open));
    let (answer, _) = ask(ceased, &[]);
    assert_eq!(summary(&answer.decisions[0]), "R-OFF-1 order 990000119");
    assert!(answer.decisions[0].warnings().iter().any(|w| w.code.code() == "absent_from_source"));
}

#[test]
fn an_entity_without_an_open_site_orders_nothing() {
    let closed = |categorie: &str, finess: &str, on: &str| Structure {
        statements: vec![statement(Subject::Site, Says::Closed(on.parse().ok()))],
        ..site(categorie, finess, "ANCIEN SITE")
    };
    for categorie in ["128", "355", "500", "620", "611"] {
        let sites =
            [closed(categorie, "990000119", "2024-06-30"), closed(categorie, "990000127", "2023-06-30")];
        let (answer, shown) = ask(entity("95"), &sites);
        assert_eq!(answer.decisions.iter().map(summary).collect::<Vec<_>>(), ["R-ORDRE-4 blocked -"]);
        assert_eq!(shown, [aiguilleur_resolver::Shown::Site(0)], "the site that closed last");
        assert!(answer.decisions[0].warnings()[0].message.contains("30 juin 2024"));
    }
    let open = site("620", "990000127", "PHARMACIE");
    check(entity("85"), &[closed("620", "990000119", "2024-06-30"), open], &["R-OFF-1 order 990000127"]);
}

#[test]
fn whether_one_can_order_is_what_the_decision_says() {
    let orderable = |structure: Structure, sites: &[Structure], text: &str, owns: bool| {
        let (answer, _) = ask(structure, sites);
        let value = Pasted::read(text).readings.into_iter().find_map(|reading| reading.value).unwrap();
        let held: Vec<(&Decision, bool)> = answer.decisions.iter().map(|decision| (decision, owns)).collect();
        let found = Orderable::of(value, &held);
        assert!(!found.rule.citations().is_empty(), "{found:?}");
        format!("{} {} {}", found.verdict, found.code, found.rule.rule().id)
    };
    let pharmacy = || site("620", "990000119", "PHARMACIE");
    let check = |found: String, expect: &str| assert_eq!(found, expect);
    check(orderable(pharmacy(), &[], "990000119", true), "yes order R-OFF-1");
    check(orderable(entity("85"), &[pharmacy()], "990000101", true), "no wrong_identifier_type R-OFF-1");
    let hospital = || site("355", "990000119", "CH");
    check(orderable(entity("13"), &[hospital()], "990000101", true), "yes order R-HOP-1");
    check(
        orderable(entity("13"), &[hospital()], "990000119", true),
        "depends alternative_identifier R-HOP-1",
    );
    check(
        orderable(site("695", "990000119", "GCS DE MOYENS"), &[], "990000119", true),
        "depends not_in_seeds R-HORS-COULOIR",
    );
}
