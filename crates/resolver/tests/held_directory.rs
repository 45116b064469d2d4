//! What a change of one place in the rules must not get past, where only the directory knows the facts: an entity's
//! sites, a successor, a structure without a number. See tests/mutants/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod asked;

use aiguilleur_domain::Code;
use aiguilleur_resolver::{
    Activity, Answer, Asked, Case, Contrat, ContratAns, Level, Outcome, Says, Site, Structure, Subject,
    Successor, Taker, Usage, decide, decide_traced,
};
use asked::{DAY, ask, entity, site, statement};

const ONE: &str = "990000119";
const TWO: &str = "990000127";

fn codes(answer: &Answer) -> Vec<&'static str> {
    answer.decisions[0].warnings().iter().map(|warning| warning.code.code()).collect()
}

/// One situation, as the directory gives it.
fn situation(secteur: &str, structure: Structure, usages: &[Usage], contrat: Option<Contrat>) -> Answer {
    let mut case = Case::from_directory(DAY);
    case.usages = usages.to_vec();
    case.contrat_ans = contrat.map_or(ContratAns::Unknown, ContratAns::One);
    let activity = Activity { secteur: secteur.parse().ok(), ..Activity::default() };
    case.push(activity, Some(("s".to_owned(), structure)));
    decide(&case)
}

#[test]
fn a_structure_without_any_number_is_blocked_and_one_with_a_number_gives_a_hint() {
    let bare = situation("SA10", Structure::default(), &[], None);
    assert_eq!((bare.decisions[0].outcome(), codes(&bare)), (Outcome::Blocked, vec!["no_identifier"]));
    let numbered = situation("SA10", site("999", ONE, "INCONNU"), &[], None);
    assert_eq!(
        (numbered.decisions[0].outcome(), codes(&numbered)),
        (Outcome::NotCovered, vec!["not_in_seeds"])
    );
    let hint = numbered.decisions[0].hint().unwrap();
    assert_eq!(hint.identifier.value.as_deref(), Some(ONE));
}

/// A category alone does not tell a GIE from an établissement (S003, lines 111 and 421): the reader is warned of it.
#[test]
fn a_category_alone_warns_that_it_may_be_a_gie_or_an_etablissement() {
    let (answer, _) = ask(Structure { statut_juridique: None, ..site("698", ONE, "IMAGERIE") }, &[]);
    assert_eq!(answer.decisions[0].outcome(), Outcome::ChoiceRequired);
    assert_eq!(codes(&answer), ["sa04_gie_or_etab"]);
}

#[test]
fn a_closed_structure_names_its_taker_by_finess_else_by_sirene_never_both() {
    let taker = Taker { siret: "99990031900016".into(), open: true, name: None, town: None, on: None };
    let closed = |successor: Option<Successor>| {
        let structure = Structure {
            fermee: Some(true),
            successor,
            takers: vec![taker.clone()],
            ..site("620", ONE, "PHARMACIE")
        };
        let answer = situation("SA33", structure, &[], None);
        let warning = answer.decisions[0].warnings().iter().find(|it| it.code.code() == "structure_closed");
        warning.unwrap().message.clone().into_owned()
    };
    let by_sirene = closed(None);
    assert!(by_sirene.contains("SIRENE lui connaît un successeur"), "{by_sirene}");
    let named = Successor { name: Some("PHARMACIE B".to_owned()), ..Successor::default() };
    let by_finess = closed(Some(named));
    assert!(by_finess.contains("PHARMACIE B") && !by_finess.contains("SIRENE"), "{by_finess}");
}

/// ROC follows the contract's level (S001, lines 436 to 443): beside other usages it is asked by itself only where
/// that level is a site's, or is not known and there are several sites.
#[test]
fn roc_is_asked_by_itself_only_where_its_number_is_in_doubt() {
    let of = |sites: &[&str], contrat: Option<Contrat>| {
        let sites = sites.iter().map(|finess| Site { finess: (*finess).into(), name: None, town: None });
        let structure = Structure { sites: sites.collect(), ..site("355", ONE, "CH") };
        let answer = situation("SA01", structure, &[Usage::Dmp, Usage::Roc], contrat);
        codes(&answer).contains(&"contract_eg_exposed")
    };
    let at = |niveau| Some(Contrat::Signed { niveau, finess: None });
    assert!(of(&[ONE, TWO], None));
    assert!(of(&[ONE, TWO], at(None)));
    assert!(!of(&[ONE, TWO], at(Some(Level::FinessJuridique))));
    assert!(!of(&[], None));
    assert!(of(&[], at(Some(Level::FinessGeographique))));
}

fn of_entity(statut: &str, sites: Vec<(Structure, Option<Code>)>) -> Vec<String> {
    let mut case = Case::from_directory(DAY);
    case.ask_for("s0", Asked { structure: entity(statut), sites, ..Asked::default() }, DAY);
    let answer = decide(&case);
    let decisions = answer.decisions.iter();
    decisions
        .map(|it| format!("{} {} {}", it.rule().rule.id, it.outcome(), it.value().unwrap_or("-")))
        .collect()
}

/// A site of a category that no rule names is read by the secteur that the RPPS gives it, as where it asks for itself.
#[test]
fn a_site_of_an_unknown_category_is_read_by_its_secteur() {
    let unknown = || site("999", ONE, "SITE");
    assert_eq!(of_entity("95", vec![(unknown(), "SA33".parse().ok())]), ["R-OFF-1 order 990000119"]);
    assert_eq!(of_entity("95", vec![(unknown(), None)]), ["R-HORS-COULOIR not_covered -"]);
}

/// Sites of several kinds are answered one by one: none of them speaks for the others.
#[test]
fn an_entity_of_several_kinds_is_answered_by_site() {
    let mixed = vec![
        (site("124", ONE, "CENTRE NORD"), None),
        (site("124", TWO, "CENTRE SUD"), None),
        (site("620", "990000135", "PHARMACIE"), None),
    ];
    let expect = [
        "R-VIL-2 order_by_structure 990000119",
        "R-VIL-2 order_by_structure 990000127",
        "R-OFF-1 order 990000135",
    ];
    assert_eq!(of_entity("47", mixed), expect);
}

/// A GIE orders by site, on its FINESS géographique (S003, line 421): its legal entity does not order for all its sites,
/// as a clinic's does. Its statut (76) says it where no category does.
#[test]
fn a_gie_is_one_by_its_statut_and_orders_by_site() {
    let imaging = || vec![(gie("698", ONE), None), (gie("698", TWO), None)];
    assert_eq!(of_entity("76", imaging()), ["R-RAD-GIE choice_required -"]);
    assert_eq!(of_entity("76", vec![(gie("999", ONE), None)]), ["R-RAD-GIE order_by_structure 990000119"]);
}

fn gie(categorie: &str, finess: &str) -> Structure {
    Structure { statut_juridique: "76".parse().ok(), ..site(categorie, finess, "IMAGERIE") }
}

/// One certificate on the EJ, more at the level of the sites if it wishes (S003, line 313): the choice is announced.
#[test]
fn an_entity_that_orders_for_its_sites_is_warned_that_it_may_choose_them() {
    let (answer, _) = ask(entity("13"), &[site("355", ONE, "CH"), site("355", TWO, "CH SUD")]);
    assert_eq!(answer.decisions[0].value(), Some("990000101"));
    assert_eq!(answer.decisions[0].alternatives().len(), 2);
    assert_eq!(codes(&answer), ["ej_or_eg_choice"]);
    let gone =
        Structure { statements: vec![statement(Subject::LegalEntity, Says::Closed(None))], ..entity("13") };
    assert!(!codes(&ask(gone, &[]).0).contains(&"ej_or_eg_choice"));
}

/// SIRENE's links of succession are incomplete: what they name is offered to a person, with its name and town.
#[test]
fn an_establishment_that_took_over_is_offered_to_a_person_with_its_name_and_town() {
    let taker = Taker {
        siret: "99990031900016".into(),
        open: true,
        name: Some("PHARMACIE B".to_owned()),
        town: Some("AUTUN".to_owned()),
        on: None,
    };
    let closed = Structure { fermee: Some(true), takers: vec![taker], ..site("620", ONE, "PHARMACIE") };
    let answer = situation("SA33", closed, &[], None);
    let [offered] = answer.decisions[0].options() else { panic!("{answer:#?}") };
    assert_eq!(offered.identifier.as_ref().unwrap().value.as_deref(), Some("99990031900016"));
    assert_eq!((offered.name.as_deref(), offered.town.as_deref()), (Some("PHARMACIE B"), Some("AUTUN")));
    assert!(offered.condition.contains("Successeur connu de SIRENE"), "{}", offered.condition);
}

/// The sites of the entity, as the directory names them, and the one where it is practised count once each.
#[test]
fn the_site_of_a_situation_is_counted_once_among_those_of_its_entity() {
    let roc = |sites: &[&str]| {
        let site_of = |finess: &&str| Site { finess: (*finess).into(), name: None, town: None };
        let structure = Structure { sites: sites.iter().map(site_of).collect(), ..site("355", ONE, "CH") };
        let contrat = Contrat::Signed { niveau: Some(Level::FinessGeographique), finess: None };
        let answer = situation("SA01", structure, &[Usage::Roc], Some(contrat));
        let options = answer.decisions[0].options().iter();
        let offered: Vec<String> = options.filter_map(|it| it.identifier.as_ref()?.value.clone()).collect();
        (answer.decisions[0].value().map(str::to_owned), offered)
    };
    assert_eq!(roc(&[ONE]), (Some(ONE.to_owned()), vec![]));
    assert_eq!(roc(&[TWO]), (None, vec![ONE.to_owned(), TWO.to_owned()]));
    assert_eq!(roc(&[ONE, TWO]), (None, vec![ONE.to_owned(), TWO.to_owned()]));
}

/// The trace says that naming the principal site of a laboratory would settle the answer (S003, line 331).
#[test]
fn the_trace_of_a_laboratory_says_that_its_principal_site_would_settle_it() {
    let changes = |body: &str| {
        let (_, trace) = decide_traced(&Case::from_json(body.as_bytes()).unwrap());
        serde_json::to_string(&trace).unwrap()
    };
    let wanted = "si le site principal était le premier de la liste";
    let several = format!(r#"{{"laboratoire": {{"sites": ["{ONE}", "{TWO}"]}}}}"#);
    assert!(changes(&several).contains(wanted));
    let none = r#"{"laboratoire": {"denomination": "BIO"}}"#;
    assert!(!changes(none).contains(wanted));
}
