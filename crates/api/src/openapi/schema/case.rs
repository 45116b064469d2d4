//! The facts of a case: `POST /v1/decide`. The resolver's own reading has the last word and names what it
//! refuses; the schema gives the shape.

use aiguilleur_resolver::{Ask, Couloir, Incident, Usage};
use serde_json::{Value, json};

use super::{Named, codes, codes_of, date, flag, list, nullable, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![("Case", case()), ("CaseActivity", activity())]
}

fn facts(about: &str) -> Value {
    json!({ "type": "object", "description": about })
}

fn activity() -> Value {
    object(
        "Une situation d'exercice ; d'autres faits sont admis, un champ inconnu est refusé.",
        &[
            ("id?", nullable(&text("Son nom dans le cas."))),
            ("secteur?", nullable(&text("Secteur d'activité (TRE_R02)."))),
            ("mode?", nullable(&text("Mode d'exercice (TRE_R23)."))),
            ("structure?", nullable(&text("Une clé de `structures`."))),
            ("profession?", nullable(&text("Profession exercée."))),
            ("savoir_faire?", list(&text("Savoir-faire."))),
            ("genre_activite?", nullable(&text("Genre d'activité (TRE_R22) : GENR02 et GENR03 remplacent."))),
            (
                "categorie_professionnelle?",
                nullable(&text("Catégorie professionnelle (TRE_R09) : E étudie.")),
            ),
            ("context?", nullable(&facts("Le système d'information autour de cette seule situation."))),
            ("date_debut?", nullable(&date("Début."))),
            ("date_fin?", nullable(&date("Fin."))),
        ],
    )
}

fn case() -> Value {
    let structures = json!({ "type": "object", "additionalProperties": facts("Une structure."),
        "description": "Les structures que nomment les situations, par clé." });
    object(
        "Les faits d'un cas. Un champ inconnu est refusé par son nom.",
        &[
            ("ask?", nullable(&codes("La question ; `order` par défaut.", &codes_of!(Ask)))),
            ("as_of?", nullable(&date("Le jour de la réponse ; aujourd'hui par défaut."))),
            ("couloir?", nullable(&codes("Le couloir, s'il est connu.", &codes_of!(Couloir)))),
            ("usages?", list(&codes("Un usage.", &codes_of!(Usage)))),
            ("professional?", nullable(&facts("Le professionnel."))),
            ("professionals?", list(&facts("Un professionnel."))),
            ("activities?", nullable(&list(&reference("CaseActivity")))),
            ("structures?", structures),
            ("context?", facts("Le système d'information : RIS, publications, cartes.")),
            ("contrat_ANS?", nullable(&facts("Les contrats avec l'ANS."))),
            ("etablissement?", nullable(&facts("Un établissement qui demande pour lui-même."))),
            ("organisme_gestionnaire?", nullable(&facts("Un organisme gestionnaire."))),
            ("laboratoire?", nullable(&facts("Un laboratoire."))),
            ("groupement?", nullable(&facts("Un groupement."))),
            ("declared_identifier?", nullable(&facts("L'identifiant que l'on pensait employer."))),
            ("certificate?", nullable(&facts("Un certificat existant."))),
            ("f413?", nullable(&facts("Un formulaire 413 à contrôler."))),
            ("incident?", nullable(&codes("Ce qui est arrivé au certificat.", &codes_of!(Incident)))),
            (
                "certificate_requested?",
                nullable(&flag("Si un certificat est voulu alors que la carte suffit.")),
            ),
        ],
    )
}
