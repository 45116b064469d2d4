//! The contract's table of defaults: facts as a directory fills them in, nothing stated beside.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use std::collections::BTreeSet;

use aiguilleur_resolver::{
    Activity, Answer, Case, Decision, Groupe, Numbered, Professional, Stated, Structure, decide,
};

const TODAY: &str = "2026-11-20";

fn text(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

fn number<T: Numbered>(value: &str) -> Option<Stated<T>> {
    (!value.is_empty()).then(|| value.into())
}

/// A structure from `field=value` words.
fn structure(facts: &str) -> Structure {
    let mut s = Structure::default();
    for word in facts.split_whitespace() {
        let (field, value) = word.split_once('=').unwrap();
        match field {
            "name" => s.denomination = text(&value.replace('_', " ")),
            "siret" => s.siret = number(value),
            "rang" => s.rpps_rang = number(value),
            "adeli_rang" => s.adeli_rang = number(value),
            "eg" => s.finess_geographique = number(value),
            "ej" => s.finess_juridique = number(value),
            "statut" => s.statut_juridique = value.parse().ok(),
            "categorie" => s.categorie = value.parse().ok(),
            "juridique" => s.categorie_juridique = value.parse().ok(),
            "sph" => s.sph = value.parse().ok(),
            "lbm" => s.lbm_sites_ouverts = Some(value.split(',').map(Stated::from).collect()),
            "closed" => s.date_fermeture = value.parse().ok(),
            "ght" => s.groupe = Some(Groupe { name: text(value), ..Groupe::default() }),
            other => panic!("unknown fact {other}"),
        }
    }
    s
}

fn case(secteur: &str, profession: &str, savoir_faire: &str, facts: &str, today: &str) -> Case {
    let mut case = Case::from_directory(today.parse().unwrap());
    case.professional = Some(Professional {
        rpps: number("99700000104"),
        profession: profession.parse().ok(),
        savoir_faire: savoir_faire.parse().into_iter().collect(),
        ..Professional::default()
    });
    let activity = Activity { secteur: secteur.parse().ok(), mode: "L".parse().ok(), ..Activity::default() };
    case.push(activity, Some(("s".to_owned(), structure(facts))));
    case
}

fn written(decision: &Decision) -> String {
    let orderer = decision.orderer().map_or("-", |orderer| orderer.code());
    let couloir = decision.couloir().map_or("-", |couloir| couloir.code());
    let number = decision.identifier().or(decision.fallback_identifier());
    let hint = decision.hint().map(|hint| &hint.identifier);
    let value = number.or(hint).and_then(|i| i.value.as_deref()).unwrap_or("-");
    format!("{couloir} {} {orderer} {value}", decision.outcome())
}

fn codes(answer: &Answer) -> BTreeSet<&'static str> {
    let decisions = answer.decisions.iter().flat_map(Decision::warnings);
    decisions.chain(&answer.warnings).map(|warning| warning.code.code()).collect()
}

fn check_on(today: &str, secteur: &str, person: &str, facts: &str, expect: &str, warnings: &str) {
    let (profession, savoir_faire) = person.split_once('/').unwrap_or((person, ""));
    let answer = decide(&case(secteur, profession, savoir_faire, facts, today));
    assert_eq!(written(&answer.decisions[0]), expect, "{secteur} {person} {facts}");
    assert_eq!(codes(&answer), warnings.split_whitespace().collect(), "{secteur} {person} {facts}");
}

fn check(secteur: &str, person: &str, facts: &str, expect: &str, warnings: &str) {
    check_on(TODAY, secteur, person, facts, expect, warnings);
}

const EG: &str = "990000507";
const EJ: &str = "990000515";
const BOTH: &str = "eg=990000507 ej=990000515";

#[test]
fn officines() {
    for secteur in ["SA33", "SA38", "SA39", "SA65"] {
        check(secteur, "21", BOTH, &format!("officine order officine {EG}"), "");
    }
    check("SA33", "21", "ej=990000515", "officine blocked officine -", "no_identifier");
}

#[test]
fn laboratories() {
    for secteur in ["SA25", "SA29", "SA59"] {
        let one = format!("{BOTH} lbm={EG}");
        check(secteur, "21", &one, &format!("biologie order_by_structure laboratoire {EG}"), "");
        let several = format!("{BOTH} lbm={EG},990001604");
        check(secteur, "10/SM44", &several, "biologie choice_required laboratoire -", "lbm_site_principal");
    }
}

#[test]
fn radiologues() {
    for specialty in ["10/SM28", "10/SM44", "10/SM45", "10/SM55"] {
        let rang = "rang=99700000104007";
        check("SA07", specialty, rang, "radiologie order cabinet_titulaire 99700000104007", "");
    }
    let other = "rang=99700000112000";
    let choice = "radiologie choice_required cabinet_titulaire 99700000112000";
    check("SA08", "10/SM44", other, choice, "rang_holder_mismatch");
    let siret = "siret=99990030100014";
    check("SA09", "10/SM44", siret, "radiologie order societe_exercice 99990030100014", "");
    for scm in ["statut=79", "juridique=6589", "name=SCM_X"] {
        let facts = format!("{siret} {scm}");
        check("SA09", "10/SM44", &facts, "radiologie choice_required - -", "scm_siret");
    }
}

#[test]
fn other_doctors() {
    let card = "medecine_de_ville card_sufficient cabinet_titulaire 99700000104007";
    check("SA07", "10/SM54", "rang=99700000104007", card, "");
    check("SA08", "10/SM04", "rang=99700000104007 name=SCM_X siret=99990020200014", card, "scm_siret");
    let siret = "medecine_de_ville card_sufficient societe_exercice 99990030100014";
    check("SA09", "10/SM54", "siret=99990030100014", siret, "");
    let none = "medecine_de_ville card_sufficient societe_exercice -";
    check("SA09", "10/SM54", "siret=99990020200014 statut=79", none, "scm_siret");
}

#[test]
fn other_professions() {
    for profession in ["40", "50", "60", "70", "21"] {
        let hinted = "- not_covered - 99700000104007";
        check("SA07", profession, "rang=99700000104007", hinted, "not_in_seeds");
        check("SA09", profession, "siret=99990030100014", "- not_covered - 99990030100014", "not_in_seeds");
        check(
            "SA09",
            profession,
            "siret=99990020200014 statut=79",
            "- not_covered - -",
            "not_in_seeds scm_siret",
        );
    }
    check("SA07", "60", "adeli_rang=99999999900", "- not_covered - -", "not_in_seeds adeli_rang");
}

#[test]
fn coordinated_practice() {
    check("SA05", "10", BOTH, &format!("medecine_de_ville order_by_structure centre_sante {EG}"), "");
    check("SA52", "60", BOTH, &format!("medecine_de_ville order_by_structure maison_sante {EG}"), "");
}

#[test]
fn gie() {
    let expect = format!("radiologie order_by_structure gie {EG}");
    for sign in ["statut=76", "categorie=698", "categorie=699", "name=GIE_IRM"] {
        check("SA04", "10/SM44", &format!("{BOTH} {sign}"), &expect, "ej_or_eg_choice");
        check("SA04", "86", &format!("{BOTH} {sign}"), &expect, "ej_or_eg_choice");
    }
}

#[test]
fn public_hospitals() {
    let expect = format!("hopital order_by_structure etablissement {EJ}");
    for secteur in ["SA01", "SA02", "SA34"] {
        check(secteur, "10/SM44", BOTH, &expect, "ej_or_eg_choice");
    }
    for secteur in ["SA03", "SA04", "SA30", "SA36"] {
        for sign in ["sph=1", "statut=13", "categorie=141", "categorie=146"] {
            check(secteur, "10", &format!("{BOTH} {sign}"), &expect, "ej_or_eg_choice");
        }
    }
    check("SA01", "10", &format!("{BOTH} ght=GHT_X"), &expect, "ej_or_eg_choice ght_one_per_ej");
}

#[test]
fn private_hospitals_by_date() {
    for secteur in ["SA03", "SA04", "SA30", "SA36"] {
        let known = format!("{BOTH} statut=73");
        let before = format!("hopital order_by_structure etablissement {EG}");
        check_on("2023-03-31", secteur, "10", &known, &before, "private_eg_until_2023");
        let silence = "hopital choice_required etablissement -";
        for day in ["2023-04-01", "2023-12-05"] {
            check_on(day, secteur, "10", &known, silence, "private_rule_expired ej_or_eg_choice");
        }
        let answer = decide(&case(secteur, "10", "", &known, "2023-12-05"));
        let offered: Vec<_> =
            answer.decisions[0].options().iter().filter_map(|option| option.value()).collect();
        assert_eq!(offered, [EJ, EG], "the EJ comes first");
        let since = format!("hopital order_by_structure etablissement {EJ}");
        for day in ["2023-12-06", "2026-11-20"] {
            check_on(day, secteur, "10", &known, &since, "private_ej_recommended ej_or_eg_choice");
        }
    }
}

#[test]
fn sa04_of_unknown_nature_is_asked() {
    let choice = format!("hopital choice_required gie_ou_etablissement {EG}");
    for day in ["2023-03-31", "2026-11-20"] {
        check_on(day, "SA04", "10", BOTH, &choice, "sa04_gie_or_etab ej_or_eg_choice");
    }
}

#[test]
fn medico_social() {
    let expect = format!("medico_social order_by_structure organisme_gestionnaire {EJ}");
    for secteur in ["SA16", "SA17", "SA18", "SA20", "SA21", "SA41"] {
        check(secteur, "60", BOTH, &expect, "ej_or_eg_choice");
    }
}

#[test]
fn the_rest() {
    check("SA40", "10/SM44", "rang=99700000104007", "- choice_required - -", "not_in_seeds");
    check("SA10", "10", "siret=99990030100014", "- not_covered - 99990030100014", "not_in_seeds");
    check("SA63", "10", BOTH, &format!("- not_covered - {EG}"), "not_in_seeds");
    check("SA99", "10", BOTH, &format!("- not_covered - {EG}"), "not_in_seeds");
    check("SA33", "21", &format!("{BOTH} closed=2024-01-01"), "officine blocked - -", "structure_closed");
}

#[test]
fn no_situation_and_several() {
    let none = decide(&Case::from_directory(TODAY.parse().unwrap()));
    assert!(none.decisions.is_empty());
    assert_eq!(codes(&none), BTreeSet::from(["no_active_activity"]));

    let mut two = case("SA07", "10", "SM44", "rang=99700000104007", TODAY);
    let second = Activity { secteur: "SA07".parse().ok(), ..Activity::default() };
    two.push(second.clone(), Some(("t".to_owned(), structure("rang=99700000104015"))));
    assert!(codes(&decide(&two)).contains("multiple_activities"));

    let mut same = case("SA07", "10", "SM44", "rang=99700000104007", TODAY);
    same.push(second, Some(("t".to_owned(), structure("rang=99700000104007"))));
    assert!(!codes(&decide(&same)).contains("multiple_activities"));
}
