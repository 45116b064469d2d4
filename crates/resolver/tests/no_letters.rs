//! No free text is matched by its letters: what a case says in words is shown, or compared with another text of the
//! same case, and never searched for what it may mean. Structures' names are the one exception, the last evidence
//! after every code, and they are read in one file.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its input must fail")]

use std::path::{Path, PathBuf};

use aiguilleur_resolver::{Case, decide};
use serde_json::{Value, json};

/// What searches letters in a text.
const SEARCHES: [&str; 7] = [
    "name::fold",
    ".contains(\"",
    "starts_with(\"",
    "ends_with(\"",
    "to_lowercase()",
    "eq_ignore_ascii_case(\"",
    ".find(\"",
];

/// The file that reads names.
const NAMES: &str = "naming.rs";

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn letters_are_searched_in_one_file() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 50, "{} files only", files.len());
    let mut faults = Vec::new();
    for path in files.iter().filter(|path| !path.ends_with(NAMES)) {
        let text = std::fs::read_to_string(path).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap();
        for (at, line) in product.lines().enumerate() {
            if SEARCHES.iter().any(|search| line.contains(search)) {
                faults.push(format!("{}:{} {}", path.display(), at + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn answer(body: &Value) -> Value {
    let mut answer =
        serde_json::to_value(decide(&Case::from_json(body.to_string().as_bytes()).unwrap())).unwrap();
    answer["forms"].take();
    answer
}

#[test]
fn words_that_a_case_shows_decide_nothing() {
    let base = json!({"as_of": "2026-11-28", "professional": {"rpps": "99700000104", "profession": "10"},
        "activities": [{"secteur": "SA04", "structure": "s", "fonction": "x"}],
        "structures": {"s": {"denomination": "X", "finess_geographique": "990000523", "statut_juridique": "73"}},
        "admin_technique": {"profil": "x"}, "representant_legal": {"profession": "x"}, "change": "x", "etape": "x"});
    let wanted = answer(&base);
    for word in ["vol", "GIE", "SCM", "pharmacien hospitalier", "associé d'une SEL", "plateau technique"] {
        for path in [
            "/activities/0/fonction",
            "/admin_technique/profil",
            "/representant_legal/profession",
            "/change",
            "/etape",
        ] {
            let mut body = base.clone();
            *body.pointer_mut(path).unwrap() = word.into();
            assert_eq!(answer(&body), wanted, "{path} = {word}");
        }
    }
}

#[test]
fn a_text_outside_its_closed_list_is_refused_with_the_list() {
    for (body, path, listed) in [
        (json!({"incident": "évolution du logiciel"}), "incident", "changement_serveur"),
        (
            json!({"utilisateurs": [{"role": "pharmacien hospitalier"}]}),
            "utilisateurs[0].role",
            "agent_admission",
        ),
        (json!({"professional": {"carte": "carte bleue"}}), "professional.carte", "CPS"),
        (json!({"signataire": "la secrétaire"}), "signataire", "mandataire"),
        (json!({"csr_transmission": "pigeon"}), "csr_transmission", "plateforme_securisee"),
        (json!({"groupement": {"demande": "un certificat commun"}}), "groupement.demande", "un_par_entite"),
        (json!({"declared_orderer": "moi"}), "declared_orderer", "professionnel"),
        (json!({"requested_offer": "GOLD"}), "requested_offer", "SERV"),
        (json!({"context": {"ris_fourni_par": "un ami"}}), "context.ris_fourni_par", "etablissement"),
        (json!({"admin_technique": {"employeur": "un ami"}}), "admin_technique.employeur", "editeur"),
        (json!({"etablissement": {"option": "par batiment"}}), "etablissement.option", "par_site"),
    ] {
        let error = Case::from_json(body.to_string().as_bytes()).unwrap_err();
        assert_eq!(error.path(), Some(path), "{error}");
        assert!(error.to_string().contains(listed), "{error}");
    }
}
