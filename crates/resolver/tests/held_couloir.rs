//! What a change of one place must not get past in the couloirs: who orders, on what, with which contract, and where
//! a rule ends. See tests/mutants/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod stated;

use serde_json::{Value, json};
use stated::{answer, met};

const SITE: &str = "990001513";
const EJ: &str = "990001505";
const RANG: &str = "99700000104007";
const SIRET: &str = "99990031900016";

/// Who has a number and nothing else, in each couloir: who orders on it, under which contract, on which form; where
/// nobody does, the number that is wanted.
#[test]
fn a_number_alone_tells_who_orders_on_it_in_each_couloir() {
    let numbers =
        [("rpps_rang", RANG), ("siret", SIRET), ("finess_geographique", SITE), ("finess_juridique", EJ)];
    let line = |couloir: &str, (kind, value): (&str, &str)| {
        let given = json!({"couloir": couloir, "declared_identifier": {"kind": kind, "value": value}});
        let answer = answer(&given);
        let one = &answer["decisions"][0];
        let contract = match &one["contract"] {
            Value::Null => "-".to_owned(),
            contract => contract["required"].to_string(),
        };
        let form = answer["forms"][0]["case"].as_str().unwrap_or("-");
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let (orderer, wanted) = (text(&one["orderer"]), text(&one["identifier"]["kind"]));
        format!("{} {orderer} {wanted} {contract} {form}", text(&one["outcome"]))
    };
    let established = |kind: &str| format!("order_by_structure etablissement {kind} true cas_2");
    let (eg, ej) = (established("finess_geographique"), established("finess_juridique"));
    let cabinet = "order cabinet_titulaire rpps_rang false cas_3";
    let (no_rang, no_ej) =
        ("blocked cabinet_titulaire rpps_rang - -", "blocked etablissement finess_juridique - -");
    let (no_officine, no_lab) =
        ("blocked officine finess_geographique - -", "blocked laboratoire finess_geographique - -");
    let no_og = "blocked organisme_gestionnaire finess_juridique - -";
    for (couloir, expect) in [
        (
            "officine",
            [no_officine, no_officine, "order officine finess_geographique false officine", no_officine],
        ),
        (
            "radiologie",
            [
                cabinet,
                "order societe_exercice siret false cas_1",
                "order_by_structure gie finess_geographique true cas_2",
                &ej,
            ],
        ),
        ("hopital", [no_ej, no_ej, &eg, &ej]),
        ("etablissement", [no_ej, no_ej, &eg, &ej]),
        (
            "medico_social",
            [
                no_og,
                no_og,
                "order organisme_gestionnaire finess_geographique true cas_2",
                "order organisme_gestionnaire finess_juridique true cas_2",
            ],
        ),
        (
            "biologie",
            [no_lab, no_lab, "order_by_structure laboratoire finess_geographique null cas_2", no_lab],
        ),
        (
            "medecine_de_ville",
            [cabinet, no_rang, "order_by_structure maison_sante finess_geographique null cas_2", no_rang],
        ),
    ] {
        assert_eq!(numbers.map(|number| line(couloir, number)), expect, "{couloir}");
    }
}

/// The explanation names what the rule rests on, even where it asks nothing more of it.
#[test]
fn the_explanation_names_the_secteur_that_an_answer_rests_on() {
    let of = |secteur: &str, profession: &str| {
        met(&json!({
            "as_of": "2026-11-28", "professional": {"profession": profession},
            "activities": [{"secteur": secteur, "structure": "s"}], "structures": {"s": {"finess_juridique": EJ}},
        }))
    };
    assert_eq!(of("SA03", "60"), ["secteur_activite = SA03 | établissement non public"]);
    assert_eq!(of("SA07", "10"), ["secteur_activite = SA07 | SA07 ou SA08"]);
}
