//! The twelve callers of a support desk, each with the text that an agent reads to them: the right number, what is
//! missing, the contacts, and nothing harmful.

use aiguilleur_tests::{aiguilleur, compact};
use serde_json::{Value, json};

/// What a caller is read: the sentence, the warnings, what is missing, the contacts, the forms.
fn read_aloud(answer: &Value) -> String {
    let mut lines = Vec::new();
    let texts = |list: &Value, field: &str| -> Vec<String> {
        let items = list.as_array().into_iter().flatten();
        items.filter_map(|item| item[field].as_str().map(str::to_owned)).collect()
    };
    for decision in answer["decisions"].as_array().unwrap() {
        lines.extend(decision["summary"].as_str().map(str::to_owned));
        lines.push(format!("manque : {}", decision["prerequisites_missing"]));
        lines.push(format!("à vérifier : {}", decision["prerequisites_unknown"]));
        lines.extend(texts(&decision["warnings"], "message"));
        lines.extend(texts(&decision["contacts"], "message"));
    }
    lines.extend(texts(&answer["warnings"], "message"));
    lines.extend(texts(&answer["forms"], "title"));
    for form in answer["forms"].as_array().unwrap() {
        lines.extend(texts(&form["online"], "name"));
    }
    lines.join("\n")
}

/// One caller: the facts given, each decision as `outcome identifier`, what must be read, what must not.
struct Caller {
    facts: Value,
    decisions: &'static [&'static str],
    read: &'static [&'static str],
    never: &'static [&'static str],
}

fn check(caller: &Caller) {
    let mut facts = caller.facts.clone();
    facts["as_of"] = "2026-11-28".into();
    let answer = aiguilleur(["decide", "-"]).given(facts.to_string()).run().done().json();
    let found: Vec<String> = answer["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|decision| {
            let identifier = &decision["identifier"];
            let on = if identifier.is_null() { "-".to_owned() } else { compact(identifier) };
            format!("{} {on}", decision["outcome"].as_str().unwrap())
        })
        .collect();
    let text = read_aloud(&answer);
    assert_eq!(found, caller.decisions, "{text}");
    for words in caller.read {
        assert!(text.contains(words), "« {words} » is not read:\n{text}");
    }
    for words in caller.never {
        assert!(!text.contains(words), "« {words} » is read:\n{text}");
    }
}

fn radiologue(secteur: &str, structure: Value) -> Value {
    json!({"professional": {"rpps": "99700000104", "profession": "10", "savoir_faire": ["SM44"]},
        "activities": [{"secteur": secteur, "mode": "L", "structure": "s"}], "structures": {"s": structure}})
}

fn practised(profession: &str, secteur: &str, structure: Value) -> Value {
    json!({"professional": {"rpps": "99700000401", "profession": profession},
        "activities": [{"secteur": secteur, "mode": "L", "structure": "s"}], "structures": {"s": structure}})
}

#[test]
fn a_radiologue_in_a_cabinet_de_groupe() {
    check(&Caller {
        facts: radiologue(
            "SA08",
            json!({"denomination": "CABINET DES TANNEURS", "rpps_rang": "99700000104007"}),
        ),
        decisions: &["order rpps_rang 99700000104007"],
        read: &[
            "Commander sur le RPPS-rang 99700000104007, par le titulaire du cabinet",
            "413",
            "mesHabilitations",
        ],
        never: &["contrat_adhesion", "SIRET"],
    });
}

#[test]
fn a_radiologue_in_a_sel() {
    check(&Caller {
        facts: radiologue(
            "SA09",
            json!({"denomination": "SELARL DU PARC", "siret": "99990031900016", "categorie_juridique": "5485",
                "complement_destinataire": "SCM DES LILAS"}),
        ),
        decisions: &["order siret 99990031900016"],
        read: &["Commander sur le SIRET 99990031900016, par la société d'exercice"],
        never: &["société civile de moyens", "contrat_adhesion"],
    });
}

#[test]
fn a_radiologue_on_a_plateau_technique() {
    let mut facts = radiologue(
        "SA04",
        json!({"denomination": "CLINIQUE DU PARC", "denomination_juridique": "SA DU PARC", "statut_juridique": "73",
            "finess_juridique": "990000671", "finess_geographique": "990000689"}),
    );
    facts["activities"][0]["type_activite_liberale"] = "ACT-LIB-03".into();
    facts["declared_orderer"] = "professionnel".into();
    check(&Caller {
        facts,
        decisions: &["order_by_structure finess_juridique 990000671"],
        read: &["L'établissement commande", "pas le professionnel", "demande faite en libéral est rejetée"],
        never: &["choisir entre", "par le titulaire"],
    });
}

#[test]
fn a_radiologue_in_the_gie_of_the_webinaire() {
    check(&Caller {
        facts: radiologue(
            "SA04",
            json!({"denomination": "GIE AUTUN-MORVAN", "statut_juridique": "76", "siret": "84059661300017",
                "finess_geographique": "710015983", "finess_juridique": "710015975"}),
        ),
        decisions: &["order_by_structure finess_geographique 710015983"],
        read: &["Le GIE commande sur le FINESS géographique 710015983", "contrat_adhesion"],
        never: &["84059661300017"],
    });
}

#[test]
fn an_officine() {
    check(&Caller {
        facts: practised(
            "21",
            "SA33",
            json!({"denomination": "PHARMACIE TEST", "finess_geographique": "990000010",
            "finess_juridique": "990000028", "siret": "99990001200017"}),
        ),
        decisions: &["order finess_geographique 990000010"],
        read: &["Commander sur le FINESS géographique 990000010, par l'officine", "413", "mesHabilitations"],
        never: &["bon de commande", "990000028", "99990001200017", "contrat_adhesion\""],
    });
}

#[test]
fn a_laboratory_of_several_sites() {
    check(&Caller {
        facts: json!({"laboratoire": {"finess_juridique": "990001000", "sites": ["990001018", "990001026"]}}),
        decisions: &["choice_required finess_geographique"],
        read: &["Quel site est le site principal du laboratoire ?", "990001018", "990001026"],
        never: &["sur le FINESS juridique", "ou le FINESS juridique"],
    });
}

#[test]
fn a_medecin_de_ville() {
    check(&Caller {
        facts: practised("10", "SA07", json!({"rpps_rang": "99700000401007"})),
        decisions: &["card_sufficient -"],
        read: &["La carte CPS suffit", "mode AIR", "99700000401007"],
        never: &["Commander sur"],
    });
    let mut operator = practised("10", "SA07", json!({"rpps_rang": "99700000401007"}));
    operator["usages"] = json!(["mssante_operateur"]);
    check(&Caller {
        facts: operator,
        decisions: &["order rpps_rang 99700000401007"],
        read: &["Commander sur le RPPS-rang 99700000401007"],
        never: &["La carte CPS suffit"],
    });
}

#[test]
fn a_centre_de_sante() {
    check(&Caller {
        facts: practised(
            "10",
            "SA05",
            json!({"denomination": "CDS TEST", "finess_geographique": "990000416"}),
        ),
        decisions: &["order_by_structure finess_geographique 990000416"],
        read: &["Le centre de santé commande sur le FINESS géographique 990000416", "contrat_adhesion"],
        never: &["La carte CPS suffit"],
    });
}

#[test]
fn a_public_ehpad_in_a_ght() {
    let facts = practised(
        "60",
        "SA17",
        json!({"denomination": "EHPAD TEST", "denomination_juridique": "CH TEST", "finess_juridique": "990000507",
            "finess_geographique": "990000515", "ej_public": true,
            "groupe": {"id": "G1", "name": "GHT DU NORD", "members": ["990000507", "990000705"]}}),
    );
    let mut dp = facts.clone();
    dp["usages"] = json!(["dp_consultation"]);
    check(&Caller {
        facts,
        decisions: &["order_by_structure finess_juridique 990000507"],
        read: &["L'organisme gestionnaire commande", "GHT DU NORD", "chaque entité juridique"],
        never: &["un seul certificat"],
    });
    check(&Caller {
        facts: dp,
        decisions: &["order_by_structure finess_geographique 990000515"],
        read: &["chaque site doit avoir son contrat", "Quels sites du groupement ont déjà un contrat"],
        never: &[],
    });
}

#[test]
fn a_private_clinic_today() {
    check(&Caller {
        facts: json!({"couloir": "hopital", "etablissement": {"denomination": "CLINIQUE TEST", "nature": "prive",
            "sites": ["990000689", "990000697"], "finess_juridique": "990000671"}}),
        decisions: &["order finess_juridique 990000671"],
        read: &["Commander sur le FINESS juridique 990000671", "depuis décembre 2023", "reste admis"],
        never: &["règle transitoire"],
    });
}

#[test]
fn a_dentiste_a_kine_an_infirmiere_wanting_insi() {
    for profession in ["40", "70", "60"] {
        let mut facts = practised(profession, "SA08", json!({"rpps_rang": "99700000401007"}));
        facts["usages"] = json!(["insi_manu"]);
        check(&Caller {
            facts,
            decisions: &["not_covered -"],
            read: &["Cas non prévu", "à confirmer", "par qui et sur quel identifiant ?", "téléservice INSi"],
            never: &["Commander sur", "La carte CPS suffit"],
        });
    }
}

#[test]
fn a_hospital_pharmacist_for_the_dossier_pharmaceutique() {
    let facts = |role: &str| {
        json!({"usages": ["dp_consultation", "dp_alimentation"], "utilisateurs": [{"role": role, "carte": "CPS"}],
            "etablissement": {"denomination": "CH TEST", "finess_geographique": "990001604",
                "domaine_messagerie": "@exemple.fr"}})
    };
    check(&Caller {
        facts: facts("pharmacien"),
        decisions: &["order finess_geographique 990001604"],
        read: &["Commander sur le FINESS géographique 990001604, par l'établissement"],
        never: &["n'ouvre pas droit"],
    });
    let refused =
        aiguilleur(["decide", "-"]).given(facts("pharmacien hospitalier").to_string()).run().failed();
    assert!(refused.stderr.contains("agent_admission"), "{}", refused.stderr);
}
