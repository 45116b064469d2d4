//! What a change of one place must not get past in what an order needs: the cards of the représentant légal, of the
//! titulaire and of the administrateur technique, the form that asks for them. See tests/mutants/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod stated;

use serde_json::{Value, json};
use stated::{decision, has, with};

fn hospital(more: &Value) -> Value {
    let etablissement = json!({"nature": "public", "finess_juridique": "990000606"});
    let given = json!({"couloir": "etablissement", "usages": ["dmp"], "etablissement": etablissement});
    decision(&with(&given, more))
}

#[test]
fn the_form_of_a_representant_depends_on_what_is_known_of_card_and_contract() {
    let unknown = hospital(&json!({"representant_legal": {}, "contrat_ANS": true}));
    assert!(has(&unknown["prerequisites_unknown"], "f101"), "{unknown:#}");
    assert!(!has(&unknown["prerequisites_missing"], "f101"), "{unknown:#}");
    assert!(!has(&unknown["warnings"], "card_missing"), "{unknown:#}");
    let no_contract = hospital(&json!({"representant_legal": {}, "contrat_ANS": false}));
    assert!(has(&no_contract["prerequisites_missing"], "f101"), "{no_contract:#}");
    assert!(!has(&no_contract["warnings"], "card_missing"), "{no_contract:#}");
    let no_card = hospital(&json!({"representant_legal": {"carte": null}, "contrat_ANS": true}));
    assert!(has(&no_card["prerequisites_missing"], "f101"), "{no_card:#}");
    assert!(has(&no_card["warnings"], "card_missing"), "{no_card:#}");
}

#[test]
fn the_titulaires_own_card_counts_before_that_of_the_representant() {
    let cabinet = |own: Value, representant: Value| {
        let mut professional = json!({"rpps": "99700000104"});
        professional.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        decision(&with(
            &json!({
                "couloir": "medecine_de_ville", "usages": ["insi_auto"],
                "activities": [{"id": "a1", "secteur": "SA07", "mode": "L", "structure": "s0"}],
                "structures": {"s0": {"rpps_rang": "99700000104007"}},
            }),
            &json!({"professional": professional, "representant_legal": representant}),
        ))
    };
    let own = cabinet(json!({"carte": "CPS"}), json!({"carte": null}));
    assert!(has(&own["prerequisites_satisfied"], "cps"), "{own:#}");
    assert!(!has(&own["warnings"], "card_missing"), "{own:#}");
    let none = cabinet(json!({"carte": null}), json!({"carte": "CPS"}));
    assert!(has(&none["prerequisites_missing"], "cps"), "{none:#}");
    assert!(has(&none["warnings"], "card_missing"), "{none:#}");
    let representant = cabinet(json!({}), json!({"carte": "CPS"}));
    assert!(has(&representant["prerequisites_satisfied"], "cps"), "{representant:#}");
}

#[test]
fn a_card_of_a_student_is_none_of_an_administrateur() {
    let with = |card: &str| hospital(&json!({"admin_technique": {"carte": card}}));
    assert!(has(&with("CPE")["prerequisites_satisfied"], "carte_administrateur"));
    let student = with("CPF");
    assert!(has(&student["warnings"], "at_card_missing"), "{student:#}");
    assert!(!has(&student["prerequisites_satisfied"], "carte_administrateur"), "{student:#}");
}

#[test]
fn the_administrateur_of_an_officine_asks_for_a_card_by_form_301() {
    let officine = decision(&json!({
        "couloir": "officine", "usages": ["dmp"], "delegation_editeur": false,
        "admin_technique": {"carte": null},
        "activities": [{"id": "a1", "secteur": "SA33", "structure": "s1"}],
        "structures": {"s1": {"finess_geographique": "990000010"}},
    }));
    assert!(has(&officine["prerequisites_missing"], "f301"), "{officine:#}");
}
