//! What answers say of a structure beyond what decides: how it is reached, and what optional sources add.

use serde_json::{Value, json};

use super::{date, flag, list, nullable, object, text};

pub(super) fn position() -> Value {
    let degrees = |about: &str| json!({ "type": "number", "description": about });
    object(
        "Où est le site, en degrés (WGS 84).",
        &[("latitude", degrees("Degrés nord.")), ("longitude", degrees("Degrés est."))],
    )
}

pub(super) fn contact() -> Value {
    object(
        "Comment la joindre, selon l'Annuaire Santé ou FINESS.",
        &[
            ("telephones?", list(&text("Un numéro."))),
            ("telecopie?", text("La télécopie.")),
            ("email?", text("L'adresse électronique.")),
        ],
    )
}

pub(super) fn establishment() -> Value {
    object(
        "L'établissement, selon SIRENE.",
        &[
            ("etat", nullable(&text("`A` actif, `F` fermé."))),
            ("since", nullable(&date("Depuis quand il est dans cet état."))),
            ("name?", text("Son enseigne ou son nom usuel.")),
        ],
    )
}

pub(super) fn taker() -> Value {
    object(
        "Un établissement qui a succédé à celui-ci, selon les liens de succession de SIRENE, qui sont incomplets.",
        &[
            ("siret", text("Son SIRET.")),
            ("name", nullable(&text("Son nom."))),
            ("city", nullable(&text("Sa commune."))),
            ("open", nullable(&flag("S'il est ouvert ; `null` si rien ne le dit."))),
            ("on", nullable(&date("Le jour de la succession."))),
            ("transfert_siege", flag("S'il s'agit d'un transfert de siège.")),
        ],
    )
}

pub(super) fn equipment() -> Value {
    object(
        "Un équipement lourd.",
        &[
            ("nature", text("`EML`, ou `AMM` depuis la réforme de 2023.")),
            ("kind", nullable(&text("Le type d'appareil, code de FINESS."))),
            ("from", nullable(&date("Depuis quand il est autorisé."))),
            ("to", nullable(&date("Jusqu'à quand."))),
        ],
    )
}

pub(super) fn issued() -> Value {
    object(
        "Un certificat délivré à la structure.",
        &[
            ("subject", text("Son sujet.")),
            ("issuer", text("Son émetteur.")),
            ("from", nullable(&date("Son premier jour."))),
            ("to", nullable(&date("Son dernier jour."))),
            ("revoked_on", nullable(&date("Le jour de sa révocation."))),
            ("valid", flag("S'il est valide le jour demandé.")),
        ],
    )
}
