//! What holds whatever the facts: no panic, no SCM's SIRET, no order on what ended or closed, no answer uncited.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use aiguilleur_resolver::{Case, Outcome, decide, decide_traced};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

const SIRETS: &[&str] = &["99990030100014", "99990020200014", "99990020200022", "84059661300017", "123"];
const RANGS: &[&str] = &["99700000104007", "99700000104015", "99700000112000", "99700000104006", "x"];
const FINESS: &[&str] = &["990000507", "990000515", "710015983", "710015953", "2A0000022", "99"];

fn maybe(values: &'static [&'static str]) -> impl Strategy<Value = Value> {
    proptest::option::weighted(0.7, select(values)).prop_map(|value| json!(value))
}

fn structure() -> impl Strategy<Value = Value> {
    let names = &["SCM RADIO", "GIE IRM", "CLINIQUE X", "CABINET", "S.C.M. DU PARC", "SELARL X"];
    (
        (maybe(names), maybe(SIRETS), maybe(RANGS), maybe(FINESS), maybe(FINESS)),
        (
            maybe(&["79", "76", "85", "13", "72"]),
            maybe(&["6589", "5485"]),
            maybe(&["698", "141", "365", "620"]),
            proptest::option::weighted(0.15, Just("2022-06-30")),
            maybe(&["99999999900"]),
        ),
    )
        .prop_map(|((name, siret, rang, eg, ej), (statut, juridique, categorie, closed, adeli))| {
            json!({"denomination": name, "siret": siret, "rpps_rang": rang, "finess_geographique": eg,
                "finess_juridique": ej, "statut_juridique": statut, "categorie_juridique": juridique,
                "categorie": categorie, "date_fermeture": closed, "adeli_rang": adeli})
        })
}

fn activity() -> impl Strategy<Value = Value> {
    let secteurs = (1_u32..=69).prop_map(|n| format!("SA{n:02}"));
    let common =
        select(&["SA01", "SA04", "SA05", "SA07", "SA08", "SA09", "SA17", "SA25", "SA33", "SA40"][..]);
    (
        prop_oneof![common.prop_map(str::to_owned), secteurs],
        maybe(&["L", "S", "B"]),
        proptest::option::weighted(0.2, Just("2022-12-31")),
        0_usize..4,
        maybe(&["10", "21", "40"]),
    )
        .prop_map(|(secteur, mode, end, structure, profession)| {
            json!({"secteur": secteur, "mode": mode, "date_fin": end, "structure": format!("s{structure}"),
                "profession": profession})
        })
}

fn usages() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec![
        "dmp",
        "insi_manu",
        "insi_auto",
        "psc",
        "mssante_bal_applicative",
        "mssante_operateur",
        "roc",
        "dp_consultation",
        "dp_alimentation",
    ];
    subsequence(all, 0..4)
}

fn context() -> impl Strategy<Value = Value> {
    let flag = || proptest::option::of(any::<bool>());
    (flag(), flag(), flag(), flag(), proptest::option::of(0_u32..3), maybe(&["EJ", "EG"]), maybe(&["etablissement"])).prop_map(
        |(address, doctors, certified, pfi, count, level, supplier)| {
            json!({"meme_adresse": address, "memes_medecins": doctors, "ris_certifie": certified,
                "cr_via_pfi_tierce": pfi, "nb_ris": count, "configuration_ris": level, "ris_fourni_par": supplier,
                "certificats_existants": ["99990030100014"]})
        },
    )
}

fn case() -> impl Strategy<Value = Value> {
    let couloirs = &[
        "radiologie",
        "officine",
        "hopital",
        "medico_social",
        "biologie",
        "medecine_de_ville",
        "etablissement",
    ];
    (
        (
            proptest::collection::vec(structure(), 4),
            proptest::collection::vec(activity(), 0..4),
            usages(),
            context(),
        ),
        (
            maybe(couloirs),
            select(&["2022-12-20", "2023-03-31", "2023-04-01", "2023-12-05", "2023-12-06", "2026-11-20"][..]),
        ),
        (
            proptest::option::of((maybe(RANGS), maybe(SIRETS))),
            proptest::option::of(any::<bool>()),
            proptest::option::of(any::<bool>()),
            maybe(&["SM44", "SM54"]),
        ),
    )
        .prop_map(
            |(
                (structures, activities, usages, context),
                (couloir, day),
                (declared, wanted, delegated, sf),
            )| {
                let named: serde_json::Map<String, Value> =
                    structures.into_iter().enumerate().map(|(index, s)| (format!("s{index}"), s)).collect();
                let savoir_faire: Vec<Value> = if sf.is_null() { Vec::new() } else { vec![sf] };
                let mut body = json!({"as_of": day, "couloir": couloir, "usages": usages, "context": context,
                "structures": named, "activities": activities, "certificate_requested": wanted,
                "delegation_editeur": delegated,
                "professional": {"rpps": "99700000104", "profession": "10", "savoir_faire": savoir_faire}});
                match declared {
                    Some((Value::String(rang), _)) => {
                        body["declared_identifier"] = json!({"kind": "rpps_rang", "value": rang});
                    }
                    Some((_, Value::String(siret))) => {
                        body["declared_identifier"] = json!({"kind": "siret", "value": siret});
                    }
                    _ => {}
                }
                body
            },
        )
}

fn read(body: &Value) -> Case {
    Case::from_json(&serde_json::to_vec(body).unwrap()).unwrap()
}

fn is_scm(structure: &Value) -> bool {
    let name = structure["denomination"].as_str().unwrap_or_default();
    let strong = structure["statut_juridique"] == "79" || structure["categorie_juridique"] == "6589";
    let unsaid = structure["statut_juridique"].is_null() && structure["categorie_juridique"].is_null();
    strong || (unsaid && (name.starts_with("SCM") || name.starts_with("S.C.M.")))
}

/// The numbers of identifiers in a text.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 9)
}

/// The SIRET that must stand nowhere: those whose SIREN is an SCM's.
fn forbidden(body: &Value) -> Vec<&'static str> {
    let structures = body["structures"].as_object().unwrap();
    let scm: Vec<&str> =
        structures.values().filter(|s| is_scm(s)).filter_map(|s| s["siret"].as_str()?.get(..9)).collect();
    SIRETS.iter().copied().filter(|siret| siret.get(..9).is_some_and(|siren| scm.contains(&siren))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_breaks_a_promise(body in case()) {
        let (answer, _) = decide_traced(&read(&body));
        let text = serde_json::to_string(&answer).unwrap();
        for siret in forbidden(&body) {
            prop_assert!(!text.contains(siret), "{siret} is an SCM's: {text}");
        }
        let activities = body["activities"].as_array().unwrap();
        if !activities.is_empty() {
            prop_assert_eq!(answer.decisions.len(), activities.len());
        }
        for (decision, activity) in answer.decisions.iter().zip(activities) {
            let structure = &body["structures"][activity["structure"].as_str().unwrap()];
            let over = !activity["date_fin"].is_null() || !structure["date_fermeture"].is_null();
            prop_assert!(!over || decision.outcome() == Outcome::Blocked, "{decision:?}");
        }
        for decision in &answer.decisions {
            prop_assert!(!decision.rule().citations().is_empty());
            prop_assert!(!decision.summary().is_empty() && decision.summary().ends_with('.'), "{}", decision.summary());
            let identifier = decision.value();
            prop_assert!(!decision.outcome().is_order() || identifier.is_some());
            prop_assert!(!decision.outcome().is_order() || !decision.products().is_empty());
            prop_assert!(decision.outcome().is_order() || !decision.contacts().is_empty(), "{decision:?}");
            let facts = body.to_string();
            for number in decision.contacts().iter().flat_map(|contact| numbers(&contact.message)) {
                prop_assert!(facts.contains(number), "{number} is in no fact");
            }
        }
    }

    #[test]
    fn a_permutation_of_the_activities_permutes_the_decisions(body in case()) {
        let mut turned = body.clone();
        turned["activities"].as_array_mut().unwrap().reverse();
        let (answer, mut other) = (decide(&read(&body)), decide(&read(&turned)));
        other.decisions.reverse();
        prop_assert_eq!(answer.decisions, other.decisions);
        prop_assert_eq!(answer.forms_count, other.forms_count);
        prop_assert_eq!(answer.certificate_sets, other.certificate_sets);
    }

    #[test]
    fn no_text_makes_the_reader_panic(body in ".{0,60}", ask in "[a-z_]{0,12}") {
        let _ = Case::from_json(body.as_bytes());
        let _ = Case::from_json(format!("{{\"ask\": \"{ask}\", \"usages\": [\"{body}\"]}}").as_bytes());
    }

    #[test]
    fn no_subject_makes_the_reader_panic(subject in ".{0,60}") {
        let body = json!({"ask": "certificate_subject", "certificate": {"subject": subject}});
        prop_assert!(!decide(&read(&body)).decisions[0].rule().citations().is_empty());
    }
}
