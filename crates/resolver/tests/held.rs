//! What a change of one place in the rules must not get past: the SCM filter, numbers that fail their key, a declared
//! number that is right elsewhere, what may be shared, a contract that states its site. See tests/mutants/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod stated;

use serde_json::{Value, json};
use stated::{answer, codes};

/// A site whose key is right, and the same with another last digit.
const SITE: &str = "990001513";
const SPOILT: &str = "990001514";

#[test]
fn the_siret_of_an_scm_is_on_no_form() {
    let form = |structures: Value| {
        let answer = answer(&json!({
            "couloir": "etablissement", "usages": ["dp_consultation"], "contrat_ANS": true,
            "etablissement": {"siret": "99990160600015", "finess_geographique": "990001604"},
            "structures": structures,
        }));
        assert_eq!(answer["forms"][0]["certificate_type"], "pro", "{answer:#}");
        answer["forms"][0].clone()
    };
    assert_eq!(form(json!({}))["siret"], "99990160600015");
    // Known by its statut, by its catégorie juridique, by its name; another site of the same company is one too.
    for scm in [
        json!({"siret": "99990160600015", "statut_juridique": "79"}),
        json!({"siret": "99990160600015", "categorie_juridique": "6589"}),
        json!({"siret": "99990160600023", "denomination": "SCM DES LILAS"}),
    ] {
        let form = form(json!({"s": scm}));
        assert!(!form.to_string().contains("99990160600015"), "{form:#}");
    }
}

#[test]
fn the_siret_of_an_scm_is_in_no_decision() {
    let answer = answer(&json!({
        "couloir": "radiologie", "usages": ["dmp"],
        "professional": {"rpps": "99700000104", "profession": "10", "savoir_faire": ["SM44"]},
        "activities": [{"id": "a1", "secteur": "SA09", "mode": "L", "structure": "s0"},
            {"id": "a2", "secteur": "SA66", "mode": "L", "structure": "s0"}],
        "structures": {"s0": {"siret": "99990020200014", "categorie_juridique": "6589"}},
    }));
    assert!(!answer["decisions"].to_string().contains("\"value\":\"99990020200014\""), "{answer:#}");
    assert!(answer["decisions"].as_array().unwrap().iter().all(|it| it["outcome"] != "order"), "{answer:#}");
    assert!(codes(&answer["decisions"][0]["warnings"]).contains(&"scm_siret"), "{answer:#}");
}

#[test]
fn an_alternative_that_fails_its_key_is_not_offered() {
    let roc = |site: &str| {
        let answer = answer(&json!({
            "couloir": "etablissement", "usages": ["roc"], "contrat_ANS": false,
            "etablissement": {"sites": [site], "finess_juridique": "990001505"},
        }));
        answer["decisions"][0].clone()
    };
    assert_eq!(roc(SITE)["alternatives"][0]["value"], SITE);
    let spoilt = roc(SPOILT);
    assert_eq!(spoilt["alternatives"], json!([]), "{spoilt:#}");
    assert_eq!(spoilt["identifier"]["value"], "990001505");
    assert!(codes(&spoilt["warnings"]).contains(&"checksum"), "{spoilt:#}");
}

#[test]
fn a_hint_that_fails_its_key_is_not_given() {
    let hinted = |site: &str| {
        let answer = answer(&json!({
            "activities": [{"id": "a1", "secteur": "SA66", "mode": "S", "structure": "s0"}],
            "structures": {"s0": {"finess_geographique": site}},
        }));
        answer["decisions"][0].clone()
    };
    assert_eq!(hinted(SITE)["hint"]["value"], SITE);
    let spoilt = hinted(SPOILT);
    assert_eq!(spoilt["hint"], Value::Null, "{spoilt:#}");
    assert!(codes(&spoilt["warnings"]).contains(&"checksum"), "{spoilt:#}");
}

#[test]
fn a_fallback_that_fails_its_key_is_not_given() {
    let cabinet = |rang: &str| {
        let answer = answer(&json!({
            "couloir": "medecine_de_ville", "usages": ["dmp"],
            "activities": [{"id": "a1", "secteur": "SA07", "mode": "L", "structure": "s0"}],
            "structures": {"s0": {"rpps_rang": rang}},
        }));
        answer["decisions"][0].clone()
    };
    assert_eq!(cabinet("99700000104007")["fallback_identifier"]["value"], "99700000104007");
    let spoilt = cabinet("99700000105007");
    assert_eq!(spoilt["outcome"], "card_sufficient");
    assert_eq!(spoilt["fallback_identifier"], Value::Null, "{spoilt:#}");
    assert!(codes(&spoilt["warnings"]).contains(&"checksum"), "{spoilt:#}");
}

#[test]
fn an_option_that_fails_its_key_is_not_offered() {
    let sites = json!(["990001018", "990001027"]);
    let answer = answer(&json!({"couloir": "biologie", "laboratoire": {"sites": sites}}));
    let decision = &answer["decisions"][0];
    assert_eq!(decision["options"].as_array().unwrap().len(), 1, "{decision:#}");
    assert_eq!(decision["options"][0]["value"], "990001018");
    assert!(codes(&decision["warnings"]).contains(&"checksum"), "{decision:#}");
}

#[test]
fn a_registered_siret_that_fails_its_key_is_ordered_on_with_a_warning() {
    let answer = answer(&json!({
        "couloir": "medecine_de_ville", "usages": ["insi_auto"],
        "activities": [{"id": "a1", "secteur": "SA09", "mode": "L", "structure": "s0"}],
        "structures": {"s0": {"siret": "99990160600016"}},
    }));
    let decision = &answer["decisions"][0];
    assert_eq!(decision["outcome"], "order", "{decision:#}");
    assert_eq!(decision["identifier"]["value"], "99990160600016");
    assert!(codes(&decision["warnings"]).contains(&"checksum"), "{decision:#}");
}

#[test]
fn a_declared_number_that_is_right_for_another_situation_is_refused_nowhere() {
    let officines = |declared: &str| {
        answer(&json!({
            "couloir": "officine", "usages": ["dmp"],
            "declared_identifier": {"kind": "finess_geographique", "value": declared},
            "activities": [{"id": "a1", "secteur": "SA33", "structure": "s1"},
                {"id": "a2", "secteur": "SA33", "structure": "s2"}],
            "structures": {"s1": {"finess_geographique": "990000010"}, "s2": {"finess_geographique": "990000036"}},
        }))
    };
    let accepted = |answer: &Value| {
        let decisions = answer["decisions"].as_array().unwrap().iter();
        decisions.map(|it| it["declared_identifier_accepted"].clone()).collect::<Vec<_>>()
    };
    let second = officines("990000036");
    assert_eq!(accepted(&second), [Value::Null, json!(true)], "{second:#}");
    assert!(!second.to_string().contains("wrong_identifier_type"), "{second:#}");
    let neither = officines(SITE);
    assert_eq!(accepted(&neither), [json!(false), json!(false)], "{neither:#}");
    assert!(codes(&neither["decisions"][0]["warnings"]).contains(&"wrong_identifier_type"), "{neither:#}");
}

#[test]
fn only_certificates_of_a_free_name_are_shared() {
    for (usage, shared) in [
        ("dmp", true),
        ("psc", true),
        ("mssante_bal_applicative", true),
        ("insi_manu", false),
        ("insi_auto", false),
        ("mssante_operateur", false),
        ("roc", false),
        ("dp_consultation", false),
        ("dp_alimentation", false),
    ] {
        let answer = answer(&json!({
            "couloir": "etablissement", "usages": [usage], "mssante_operateur": true, "contrat_ANS": true,
            "etablissement": {"nature": "public", "finess_juridique": "990000606", "finess_geographique": SITE},
        }));
        let products = answer["decisions"][0]["products"].as_array().unwrap().clone();
        assert!(!products.is_empty(), "{usage}: {answer:#}");
        assert!(products.iter().all(|product| product["mutualisable"] == shared), "{usage}: {products:#?}");
    }
}

#[test]
fn the_site_that_a_contract_states_bears_the_certificates_of_roc() {
    for site in [SITE, "990001521"] {
        let answer = answer(&json!({
            "couloir": "etablissement", "usages": ["roc"], "contrat_ANS": {"niveau": "EG", "finess": site},
            "etablissement": {"sites": [SITE, "990001521"], "finess_juridique": "990001505"},
        }));
        let decision = &answer["decisions"][0];
        assert_eq!((&decision["outcome"], &decision["identifier"]["value"]), (&json!("order"), &json!(site)));
    }
}
