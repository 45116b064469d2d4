//! Forms to fill, filled.

use aiguilleur_resolver::{CertificateType, Level, Signatory};
use serde_json::Value;

use super::{Named, codes, codes_of, flag, list, nullable, object, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![("Form", form())]
}

fn form() -> Value {
    let field = object(
        "Un champ.",
        &[
            ("code", text("Son nom stable.")),
            ("section", text("La partie du formulaire.")),
            ("label", text("Le nom du champ.")),
            ("value", nullable(&text("Ce qu'on y écrit."))),
            ("empty", flag("S'il doit rester vide.")),
            ("instruction", text("Comment le remplir.")),
        ],
    );
    let online = object(
        "Un moyen de déclarer la même chose en ligne.",
        &[("name", text("Son nom.")), ("url", text("La page qui le décrit."))],
    );
    object(
        "Un formulaire, rempli.",
        &[
            ("form", text("Son code.")),
            ("title", text("Son titre.")),
            ("case?", text("Le cas du formulaire.")),
            ("statut", nullable(&text("Le statut à cocher."))),
            ("editeur", nullable(&text("L'éditeur."))),
            ("denomination", nullable(&text("La dénomination."))),
            ("finess", nullable(&text("Le FINESS."))),
            ("finess_level", nullable(&codes("Son niveau.", &codes_of!(Level)))),
            ("siret", nullable(&text("Le SIRET."))),
            ("rpps_rang", list(&text("Un RPPS-rang."))),
            ("signatory", nullable(&codes("Qui signe.", &codes_of!(Signatory)))),
            ("certificate_type", nullable(&codes("Le type.", &codes_of!(CertificateType)))),
            ("messaging_domain", nullable(&text("Le domaine de messagerie."))),
            ("usages", list(&text("Un usage."))),
            ("fields", list(&field)),
            ("send_to", nullable(&text("Où l'envoyer."))),
            ("online", list(&online)),
        ],
    )
}
