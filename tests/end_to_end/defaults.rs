//! What each professional of the fixtures gets from the directory's facts alone: the acceptance of
//! the default table. The expectations are the promise's; what each line shows is in fixtures/README.md.

use aiguilleur_tests::{Data, codes, compact};
use serde_json::Value;

/// idNat PP or number, then one line a situation, then, after `top`, the warnings on the whole.
///
/// A line is `secteur couloir outcome orderer`, then what there is of: `on` the identifier, `else` alternatives,
/// `choose` options, `fallback`, `hint`, `warn` codes.
const EXPECTED: &[(&str, &[&str])] = &[
    ("99700000104", &["SA08 radiologie order cabinet_titulaire on rpps_rang 99700000104007"]),
    ("99700000112", &["SA07 radiologie order cabinet_titulaire on rpps_rang 99700000112000"]),
    (
        "99700000120",
        &[
            "SA08 radiologie choice_required cabinet_titulaire on rpps_rang 99700000104007 warn rang_holder_mismatch \
             replacement",
        ],
    ),
    ("99700000138", &["SA08 radiologie order cabinet_titulaire on rpps_rang 99700000138013 warn scm_siret"]),
    ("99700000146", &["SA09 radiologie order societe_exercice on siret 99900001100018"]),
    (
        "99700000153",
        &["SA09 radiologie choice_required - choose rpps_rang 99700000153012, siret warn scm_siret"],
    ),
    ("99700000161", &["SA09 radiologie choice_required - choose rpps_rang, siret warn scm_siret"]),
    ("99700000203", &["SA33 officine order officine on finess_geographique 990010159"]),
    ("99700000211", &["SA33 officine order officine on finess_geographique 990010159"]),
    ("99700000229", &["SA33 officine order officine on finess_geographique 2A9900123"]),
    ("99700000237", &["SA25 biologie order_by_structure laboratoire on finess_geographique 990010209"]),
    (
        "99700000245",
        &[
            "SA25 biologie choice_required laboratoire on finess_geographique choose finess_geographique 990010225, \
           finess_geographique 990010233, finess_geographique 990010241 warn lbm_site_principal",
        ],
    ),
    (
        "99700000252",
        &[
            "SA01 hopital order_by_structure etablissement on finess_juridique 990001018 else finess_geographique \
           990010019 warn ej_or_eg_choice ght_one_per_ej",
        ],
    ),
    (
        "99700000260",
        &[
            "SA04 hopital order_by_structure etablissement on finess_juridique 990001034 else finess_geographique \
           990010050 warn ej_or_eg_choice private_ej_recommended",
        ],
    ),
    (
        "99700000278",
        &[
            "SA04 radiologie order_by_structure gie on finess_geographique 990010068 else finess_juridique 990001042 \
           warn ej_or_eg_choice",
        ],
    ),
    (
        "99700000286",
        &["SA17 medico_social order_by_structure organisme_gestionnaire on finess_juridique 990001109 else \
           finess_geographique 990010100 warn ej_or_eg_choice"],
    ),
    (
        "99700000294",
        &["SA05 medecine_de_ville order_by_structure centre_sante on finess_geographique 990010134"],
    ),
    (
        "99700000302",
        &["SA52 medecine_de_ville order_by_structure maison_sante on finess_geographique 990010142"],
    ),
    (
        "99700000310",
        &[
            "SA04 hopital order_by_structure etablissement on finess_juridique 990001067 else finess_geographique \
           990010084 warn ej_or_eg_choice",
        ],
    ),
    (
        "99700000328",
        &[
            "SA34 hopital order_by_structure etablissement on finess_juridique 990001067 else finess_geographique \
           990010084 warn ej_or_eg_choice",
        ],
    ),
    (
        "99700000336",
        &[
            "SA03 hopital order_by_structure etablissement on finess_juridique 990001059 else finess_geographique \
           990010076 warn ej_or_eg_choice private_ej_recommended",
        ],
    ),
    (
        "99700000344",
        &[
            "SA01 hopital order_by_structure etablissement on finess_juridique 2B9900014 else finess_geographique \
           2B9900113 warn ej_or_eg_choice",
        ],
    ),
    (
        "99700000351",
        &["SA33 officine blocked - choose finess 990001232 warn contradictory_sources structure_closed"],
    ),
    ("99700000369", &["SA04 hopital blocked - warn contradictory_sources structure_closed"]),
    ("99700000377", &["SA19 - not_covered - hint finess_geographique 990010035 warn not_in_seeds"]),
    (
        "99700000385",
        &["SA16 medico_social order_by_structure organisme_gestionnaire on finess_juridique 990001109 else \
           finess_geographique 990010126 warn ej_or_eg_choice"],
    ),
    (
        "99700000393",
        &[
            "SA01 hopital order_by_structure etablissement on finess_juridique 990001406 else finess_geographique \
           990010407 warn ej_or_eg_choice",
        ],
    ),
    ("99700000401", &["SA33 officine order officine on finess_geographique 990010506"]),
    (
        "99700000500",
        &[
            "SA01 hopital order_by_structure etablissement on finess_juridique 990001018 else finess_geographique \
             990010019 warn ej_or_eg_choice ght_one_per_ej",
            "SA04 radiologie order_by_structure gie on finess_geographique 990010068 else finess_juridique \
             990001042 warn ej_or_eg_choice",
            "SA09 radiologie order societe_exercice on siret 99900001100018",
            "top multiple_activities",
        ],
    ),
    (
        "99700000518",
        &["SA07 medecine_de_ville card_sufficient cabinet_titulaire fallback rpps_rang 99700000518008"],
    ),
    ("99700000526", &["SA07 radiologie order cabinet_titulaire on rpps_rang 99700000526001"]),
    (
        "99700000534",
        &[
            "SA01 hopital order_by_structure etablissement on finess_juridique 990001026 else finess_geographique \
           990010043 warn ej_or_eg_choice ght_one_per_ej",
        ],
    ),
    ("99700000542", &["top no_active_activity"]),
    ("99700000559", &["top no_active_activity"]),
    (
        "99700000609",
        &["SA07 medecine_de_ville card_sufficient cabinet_titulaire fallback rpps_rang 99700000609005"],
    ),
    (
        "99700000617",
        &["SA08 medecine_de_ville card_sufficient cabinet_titulaire fallback rpps_rang 99700000617008"],
    ),
    ("99700000625", &["SA09 medecine_de_ville card_sufficient societe_exercice warn scm_siret"]),
    ("99700000633", &["SA08 - not_covered - hint rpps_rang 99700000633005 warn not_in_seeds"]),
    ("99700000641", &["SA09 - not_covered - hint siret 99900004500016 warn not_in_seeds"]),
    ("99700000658", &["SA40 - choice_required - choose -, rpps_rang 99700000658002 warn not_in_seeds"]),
    ("99700000666", &["SA42 - not_covered - hint siret 99900006000015 warn not_in_seeds"]),
    ("99700000674", &["SA15 - not_covered - hint finess_geographique 990010175 warn not_in_seeds"]),
    ("99700000708", &["SA99 - not_covered - hint rpps_rang 99700000708005 warn not_in_seeds"]),
    ("99700000716", &["SA43 - blocked - warn no_identifier"]),
    ("99700000724", &["SA48 - not_covered - hint siret 99900001212345 warn not_in_seeds"]),
    ("99700000732", &["SA07 - not_covered - hint rpps_rang 99700000732005 warn not_in_seeds"]),
    (
        "99700000740",
        &["SA07 medecine_de_ville card_sufficient cabinet_titulaire fallback rpps_rang 99700000740008"],
    ),
    (
        "99700000757",
        &[
            "SA01 hopital order_by_structure etablissement on finess_juridique 990001018 else finess_geographique \
           990099996 warn ej_or_eg_choice ght_one_per_ej",
        ],
    ),
    (
        "99700000765",
        &[
            "SA07 medecine_de_ville card_sufficient cabinet_titulaire fallback rpps_rang 99700000765005",
            "SA07 medecine_de_ville blocked - warn ended_activity",
        ],
    ),
    (
        "99700000815",
        &[
            "SA01 hopital order_by_structure etablissement on finess_juridique 990001018 else finess_geographique \
           990010019 warn ej_or_eg_choice ght_one_per_ej",
        ],
    ),
    ("991000019", &["SA07 - not_covered - warn adeli_rang not_in_seeds"]),
    ("99A000017", &["SA07 - not_covered - warn adeli_rang not_in_seeds"]),
];

/// One decision in the words of the table.
fn summary(decision: &Value) -> String {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let mut line = vec![
        word(&decision["situation"]["secteur_activite"]["code"]),
        word(&decision["couloir"]),
        word(&decision["outcome"]),
        word(&decision["orderer"]),
    ];
    let mut add = |label: &str, text: String| {
        if !text.is_empty() {
            line.push(format!("{label} {text}"));
        }
    };
    let one = |value: &Value| if value.is_null() { String::new() } else { compact(value) };
    let list = |value: &Value| {
        let items = value.as_array().into_iter().flatten();
        items.map(compact).collect::<Vec<_>>().join(", ")
    };
    add("on", one(&decision["identifier"]));
    add("else", list(&decision["alternatives"]));
    add("choose", list(&decision["options"]));
    add("fallback", one(&decision["fallback_identifier"]));
    add("hint", one(&decision["hint"]));
    add("warn", codes(&decision["warnings"]).into_iter().collect::<Vec<_>>().join(" "));
    line.join(" ")
}

fn all_warnings(answer: &Value) -> Vec<String> {
    let mut lines: Vec<String> = answer["decisions"].as_array().unwrap().iter().map(summary).collect();
    let top = codes(&answer["warnings"]);
    if !top.is_empty() {
        lines.push(format!("top {}", top.into_iter().collect::<Vec<_>>().join(" ")));
    }
    lines
}

#[test]
fn every_fixture_is_answered_as_promised() {
    let data = Data::of_fixtures();
    let mut wrong = Vec::new();
    for (id, expected) in EXPECTED {
        let found = all_warnings(&data.resolve(id));
        if found != *expected {
            wrong.push(format!(
                "{id}\n  expected {}\n  found    {}",
                expected.join("\n           "),
                found.join("\n           ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), EXPECTED.len(), wrong.join("\n"));
}

#[test]
fn every_decision_says_why_and_on_what() {
    let data = Data::of_fixtures();
    for (id, _) in EXPECTED {
        let answer = data.resolve(id);
        for decision in answer["decisions"].as_array().unwrap() {
            let rule = &decision["rule"];
            let citations = rule["citations"].as_array().unwrap();
            assert!(!citations.is_empty(), "{id}: {} cites nothing", rule["id"]);
            assert!(
                citations.iter().all(|c| c["quote"].as_str().is_some_and(|q| !q.is_empty())),
                "{id}: {rule:#}"
            );
            for warning in decision["warnings"].as_array().unwrap() {
                assert!(warning["message"].as_str().is_some_and(|m| m.len() > 10), "{id}: {warning:#}");
                assert!(
                    ["info", "warning", "error"].contains(&warning["severity"].as_str().unwrap()),
                    "{warning:#}"
                );
            }
        }
        assert!(answer["data"]["generation"].is_string() && answer["data"]["rules"].is_string(), "{id}");
    }
}

#[test]
fn the_siret_of_a_scm_is_never_proposed() {
    let data = Data::of_fixtures();
    for (id, siret) in [
        ("99700000153", "99900002900010"),
        ("99700000161", "99900116700017"),
        ("99700000625", "99900002900010"),
    ] {
        let answer = data.resolve(id);
        for decision in answer["decisions"].as_array().unwrap() {
            for role in ["identifier", "options", "alternatives", "fallback_identifier", "hint"] {
                let text = decision[role].to_string();
                assert!(!text.contains(siret), "{id}: {role} proposes the SIRET of a SCM: {text}");
            }
        }
        assert!(!answer["forms"].to_string().contains(siret), "{id}: a form bears the SIRET of a SCM");
    }
}

#[test]
fn a_private_clinic_had_a_rule_until_2023() {
    let data = Data::of_fixtures();
    let answer = data.run(&["resolve", "99700000260", "--as-of", "2023-03-31", "--json"]).done().json();
    assert_eq!(
        all_warnings(&answer),
        [
            "SA04 hopital order_by_structure etablissement on finess_geographique 990010050 warn private_eg_until_2023"
        ]
    );
}

#[test]
fn a_declared_couloir_and_usages_are_heard() {
    let data = Data::of_fixtures();
    let arguments = ["resolve", "99700000104", "--as-of", "2026-11-20", "--json"];
    let usages = ["--usage", "insi_auto", "--usage", "insi_manu"];
    let answer = data.run(&[&arguments[..], &usages].concat()).done().json();
    let products = answer["decisions"][0]["products"].as_array().unwrap();
    let purposes: Vec<&str> = products.iter().filter_map(|product| product["for"].as_str()).collect();
    assert_eq!(purposes, ["insi", "insi"], "the default usage applies only when none is given");
}
