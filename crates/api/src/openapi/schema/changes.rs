//! What changed between generations.

use aiguilleur_directory::changes::ChangeKind;
use serde_json::Value;

use super::{Named, codes, date, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        ("Changes", page()),
        ("Change", change()),
        ("ChangeSide", side()),
        ("ChangesText", text("Un texte : CSV (RFC 4180) ou Atom (RFC 4287), selon l'adresse.")),
    ]
}

fn kinds() -> Value {
    codes("Le genre de changement.", &ChangeKind::ALL.map(ChangeKind::code))
}

fn page() -> Value {
    let count = object("Combien d'un genre.", &[("kind", kinds()), ("count", number("Combien."))]);
    let published = object(
        "Une publication : ce qu'une génération a changé.",
        &[
            ("generation", text("Son nom.")),
            (
                "since",
                nullable(&text(
                    "La génération comparée ; `null` : il n'y en avait aucune, rien n'est comparé.",
                )),
            ),
            ("counts", list(&count)),
        ],
    );
    object(
        "Une page de changements, de la publication la plus ancienne à la plus récente, par genre puis par identifiant.",
        &[
            ("generation", text("La génération servie : à redonner en `since` la prochaine fois.")),
            ("since", nullable(&text("La génération de départ ; `null` : il n'y en avait aucune."))),
            ("publications", list(&published)),
            ("changes", list(&reference("Change"))),
            ("next", nullable(&text("Le curseur de la page suivante."))),
        ],
    )
}

fn change() -> Value {
    object(
        "Un changement.",
        &[
            ("generation", text("La génération qui l'a apporté.")),
            ("kind", kinds()),
            ("id_nat_pp", nullable(&text("Le professionnel (idNat PP), s'il s'agit d'un professionnel."))),
            ("rpps", nullable(&text("Son RPPS."))),
            ("profession", nullable(&text("Code de sa profession."))),
            (
                "on",
                nullable(&date(
                    "Le jour, si une source le dit ; sinon celui du premier stock qui le montre.",
                )),
            ),
            (
                "source",
                nullable(&text(
                    "D'où vient le jour d'une fin ou d'une fermeture : `absence`, ou un fichier.",
                )),
            ),
            ("before", nullable(&reference("ChangeSide"))),
            ("after", nullable(&reference("ChangeSide"))),
        ],
    )
}

fn side() -> Value {
    object(
        "Une structure, et ce qu'on y fait, avant ou après.",
        &[
            ("id_nat_struct", nullable(&text("idNatStruct."))),
            ("finess_geographique", nullable(&text("FINESS du site."))),
            ("finess_juridique", nullable(&text("FINESS de l'entité juridique."))),
            ("siret", nullable(&text("SIRET."))),
            ("siren", nullable(&text("SIREN."))),
            ("name", nullable(&text("Le nom, quand c'est lui qui change."))),
            ("departement", nullable(&text("Code du département."))),
            ("secteur_activite", nullable(&text("Code du secteur d'activité, d'une situation."))),
            ("mode_exercice", nullable(&text("Code du mode d'exercice, d'une situation."))),
        ],
    )
}
