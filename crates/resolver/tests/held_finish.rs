//! What a change of one place must not get past where a rule's answer is finished: usages that need no certificate,
//! warnings and their weight, what a decision rests on, a number that the asker meant. See tests/mutants/README.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

mod stated;

use serde_json::{Value, json};
use stated::{answer, completed, decision, has, warning, with};

const SITE: &str = "990001513";
const EJ: &str = "990001505";

/// A public hospital that asks for itself.
fn hospital(more: &Value) -> Value {
    let own = json!({"nature": "public", "finess_juridique": EJ, "finess_geographique": SITE});
    with(&json!({"couloir": "etablissement", "usages": ["dmp"], "etablissement": own}), more)
}

/// A situation in that secteur and that structure.
fn in_secteur(secteur: &str, structure: &Value) -> Value {
    json!({
        "activities": [{"id": "a1", "secteur": secteur, "structure": "s"}], "structures": {"s": structure},
    })
}

/// A situation of a radiologue.
fn of_radiologue(secteur: &str, structure: &Value) -> Value {
    let radiologue = json!({"rpps": "99700000104", "profession": "10", "savoir_faire": ["SM44"]});
    with(&in_secteur(secteur, structure), &json!({"couloir": "radiologie", "professional": radiologue}))
}

#[test]
fn a_situation_is_read_by_its_secteur_and_an_etablissement_by_what_it_is() {
    let by_secteur = |given: &Value| completed(&decision(given), "R-ORDRE-2");
    assert!(by_secteur(&in_secteur("SA01", &json!({"finess_juridique": EJ}))));
    assert!(!by_secteur(&hospital(&json!({}))));
}

#[test]
fn the_siret_of_another_establishment_of_an_scm_is_warned_of() {
    let structures = json!({
        "s": {"siret": "99990020200022", "statut_juridique": "95"},
        "t": {"siret": "99990020200014", "categorie_juridique": "6589"},
    });
    let given = with(&of_radiologue("SA09", &json!({})), &json!({"structures": structures}));
    let decision = decision(&given);
    assert!(has(&decision["warnings"], "scm_siret"), "{decision:#}");
    assert!(!decision.to_string().contains("99990020200022"), "{decision:#}");
    assert_eq!(decision["scm"], Value::Null, "{decision:#}");
}

#[test]
fn an_scm_known_by_its_name_alone_is_weakly_known() {
    for (known_by, strength, is) in [
        (json!({"denomination": "SCM DES LILAS"}), "weak", "semble être"),
        (json!({"statut_juridique": "79"}), "strong", "est"),
        (json!({"categorie_juridique": "6589"}), "strong", "est"),
    ] {
        let structure = with(&json!({"rpps_rang": "99700000104007"}), &known_by);
        let decision = decision(&of_radiologue("SA08", &structure));
        assert_eq!(decision["scm"]["strength"], strength, "{decision:#}");
        let warning = warning(&decision, "scm_siret");
        let lead = format!("Cette structure {is} une société civile de moyens");
        assert!(warning["message"].as_str().unwrap().starts_with(&lead), "{warning:#}");
    }
}

/// The RPPS-rang in place of an SCM's SIRET is the rule of cabinets and sociétés (S003, line 132): said where the
/// documents order on it, or offer it.
#[test]
fn the_rang_in_place_of_the_siret_is_named_where_one_orders_on_it() {
    let scm = json!({"denomination": "SCM DES LILAS", "rpps_rang": "99700000104007", "finess_juridique": EJ});
    let says = |given: &Value| {
        let warning = warning(&decision(given), "scm_siret");
        warning["message"].as_str().unwrap().contains("c'est le RPPS-rang du cabinet qui sert")
    };
    assert!(says(&of_radiologue("SA08", &scm)), "a cabinet");
    assert!(says(&of_radiologue("SA09", &scm)), "a société");
    assert!(says(&in_secteur("SA40", &scm)), "private practice in a hospital, where the rang is offered");
    assert!(!says(&in_secteur("SA01", &scm)), "a hospital");
    let bare = json!({"denomination": "SCM DES LILAS", "finess_juridique": EJ});
    assert!(!says(&in_secteur("SA40", &bare)), "no rang is offered");
}

/// S003, lines 54 and 55: no certificate for who is no fournisseur de service, for who is no opérateur MSSanté.
#[test]
fn a_usage_that_is_not_the_askers_needs_no_certificate() {
    for (usage, fact, exemption) in [
        ("mssante_operateur", "mssante_operateur", "ex_mss_non_operateur"),
        ("psc", "psc_fournisseur_de_service", "ex_psc_non_fs"),
    ] {
        let without = decision(&hospital(&json!({"usages": [usage], fact: false})));
        assert_eq!(without["outcome"], "not_required", "{without:#}");
        assert_eq!(without["exemption"], exemption, "{without:#}");
        assert!(completed(&without, "EX_USAGE"), "{without:#}");
        assert_eq!(without["products"], json!([]), "{without:#}");
        let wanted = decision(&hospital(&json!({"usages": [usage], fact: true})));
        assert_eq!((&wanted["outcome"], &wanted["exemption"]), (&json!("order"), &Value::Null));
        let beside = decision(&hospital(&json!({"usages": ["dmp", usage], fact: false})));
        assert_eq!((&beside["outcome"], &beside["exemption"]), (&json!("order"), &json!(exemption)));
    }
}

#[test]
fn a_key_is_not_copied_from_one_instance_to_the_next() {
    for (instances, copied) in [(json!(null), false), (json!(1), false), (json!(2), true), (json!(3), true)] {
        let given = in_secteur("SA01", &json!({"finess_juridique": EJ}));
        let answer = answer(&with(&given, &json!({"context": {"instances": instances}})));
        let decision = &answer["decisions"][0];
        assert_eq!(has(&decision["warnings"], "duplicate_key"), copied, "{instances}: {decision:#}");
        assert_eq!(answer["certificate_sets"], instances.as_u64().unwrap_or(1), "{answer:#}");
    }
}

#[test]
fn the_strict_name_of_insi_is_an_error_only_where_another_was_typed() {
    let both = json!({"usages": ["insi_manu", "insi_auto"]});
    let decided = decision(&hospital(&both));
    assert_eq!(warning(&decided, "insi_cn_strict")["severity"], "info", "{decided:#}");
    let typed = json!({"usages": ["insi_manu"], "service_applicatif": "insi-manu"});
    let wrong = decision(&hospital(&typed));
    assert_eq!(warning(&wrong, "insi_cn_strict")["severity"], "error", "{wrong:#}");
}

/// S003, line 350: a groupement has no number of its own, each legal entity of it orders.
#[test]
fn the_group_is_named_where_a_member_orders_and_nowhere_else() {
    let groupe = json!({"id": "990000200", "name": "GHT DES MONTS", "members": [EJ]});
    let member = |secteur: &str, structure: Value| {
        decision(&in_secteur(secteur, &with(&structure, &json!({"groupe": groupe}))))
    };
    let orders = member("SA01", json!({"finess_juridique": EJ}));
    assert_eq!(orders["group"]["name"], "GHT DES MONTS", "{orders:#}");
    let said = warning(&orders, "ght_one_per_ej");
    assert_eq!(said["severity"], "info", "{orders:#}");
    assert!(said["message"].as_str().unwrap().contains("« GHT DES MONTS »"), "{said:#}");
    let no_number = member("SA01", json!({}));
    assert_eq!(no_number["outcome"], "blocked", "{no_number:#}");
    assert_eq!(no_number["group"], Value::Null, "{no_number:#}");
    let gie = member("SA04", json!({"statut_juridique": "76", "finess_geographique": SITE}));
    assert_eq!((&gie["orderer"], &gie["group"]), (&json!("gie"), &Value::Null), "{gie:#}");
    let at_choice = with(
        &in_secteur("SA03", &json!({"finess_juridique": EJ, "groupe": groupe})),
        &json!({
            "as_of": "2023-06-01",
        }),
    );
    let at_choice = decision(&at_choice);
    assert_eq!(at_choice["outcome"], "choice_required", "{at_choice:#}");
    assert_eq!(at_choice["group"]["name"], "GHT DES MONTS", "{at_choice:#}");
}

/// A decision names the source of the facts that it rests on, and of no other.
#[test]
fn a_decision_names_the_sources_that_it_rests_on() {
    let source = json!({"source": "a_file", "dated": "2026-11-20"});
    let sourced = |facts: &[&str]| {
        facts.iter().map(|fact| ((*fact).to_owned(), source.clone())).collect::<serde_json::Map<_, _>>()
    };
    let all = sourced(&["enseigne", "etablissement", "equipements", "repreneur"]);
    let facts = |secteur: &str, structure: Value| {
        let structure = with(&structure, &json!({"evidence": all}));
        let decision = decision(&of_radiologue(secteur, &structure));
        let facts = decision["evidence"].as_array().unwrap().iter();
        facts.map(|one| one["fact"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let rang = "99700000104007";
    let by_name = json!({"enseigne": "SCM DES LILAS", "rpps_rang": rang});
    assert_eq!(facts("SA08", by_name), ["enseigne", "repreneur"]);
    let by_statut = json!({"statut_juridique": "79", "rpps_rang": rang});
    assert_eq!(facts("SA08", by_statut), ["repreneur"]);
    assert_eq!(facts("SA09", json!({"siret": "99990031900016"})), ["etablissement", "repreneur"]);
    assert_eq!(facts("SA04", json!({"finess_geographique": SITE})), ["equipements", "repreneur"]);
}

fn meant(kind: &str, value: &str) -> Value {
    json!({"declared_identifier": {"kind": kind, "value": value}})
}

#[test]
fn a_finess_of_unknown_level_is_that_of_the_answer_and_another_level_is_not() {
    let accepted = |given: &Value, kind: &str, value: &str| {
        let decision = decision(&with(given, &meant(kind, value)));
        decision["declared_identifier_accepted"].clone()
    };
    let hospital = in_secteur("SA01", &json!({"finess_juridique": EJ}));
    assert_eq!(accepted(&hospital, "finess", EJ), true);
    assert_eq!(accepted(&hospital, "finess_juridique", EJ), true);
    assert_eq!(accepted(&hospital, "finess", SITE), false);
    assert_eq!(accepted(&hospital, "finess_geographique", EJ), false);
    let officine = in_secteur("SA33", &json!({"finess_geographique": SITE}));
    assert_eq!(accepted(&officine, "finess", SITE), true);
    assert_eq!(accepted(&officine, "finess_juridique", SITE), false);
    let cabinet = of_radiologue("SA08", &json!({"rpps_rang": "99700000104007"}));
    assert_eq!(accepted(&cabinet, "finess", "99700000104007"), false);
}

#[test]
fn a_number_of_another_kind_is_refused_where_the_wanted_one_is_not_known() {
    let officine = in_secteur("SA33", &json!({"siret": "99990001200017"}));
    let other = decision(&with(&officine, &meant("siret", "99990001200017")));
    assert_eq!(other["outcome"], "blocked", "{other:#}");
    assert_eq!(other["declared_identifier_accepted"], false, "{other:#}");
    assert!(has(&other["warnings"], "wrong_identifier_type"), "{other:#}");
    let right_kind = decision(&with(&officine, &meant("finess_geographique", SITE)));
    assert_eq!(right_kind["declared_identifier_accepted"], Value::Null, "{right_kind:#}");
    assert!(!has(&right_kind["warnings"], "wrong_identifier_type"), "{right_kind:#}");
}

#[test]
fn a_number_is_held_against_a_choice_and_not_against_a_case_that_nothing_covers() {
    let choice = with(
        &in_secteur("SA03", &json!({"finess_juridique": EJ, "finess_geographique": SITE})),
        &json!({"as_of": "2023-06-01"}),
    );
    let offered = decision(&with(&choice, &meant("finess_geographique", SITE)));
    assert_eq!(offered["outcome"], "choice_required", "{offered:#}");
    assert_eq!(offered["declared_identifier_accepted"], true, "{offered:#}");
    let refused = decision(&with(&choice, &meant("siret", "99990001200017")));
    assert_eq!(refused["declared_identifier_accepted"], false, "{refused:#}");
    let uncovered = in_secteur("SA66", &json!({"finess_geographique": SITE}));
    let uncovered = decision(&with(&uncovered, &meant("finess_geographique", SITE)));
    assert_eq!(uncovered["outcome"], "not_covered", "{uncovered:#}");
    assert_eq!(uncovered["declared_identifier_accepted"], Value::Null, "{uncovered:#}");
}

#[test]
fn what_usages_share_is_said_where_there_are_several() {
    for (usages, several) in
        [(json!(["dmp"]), false), (json!(["dmp", "psc"]), true), (json!(["dmp", "psc", "ror"]), true)]
    {
        let decision = decision(&hospital(&json!({"usages": usages})));
        assert_eq!(completed(&decision, "P-OTHER"), several, "{usages}: {decision:#}");
    }
}
