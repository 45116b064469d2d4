//! What is looked at before any couloir: the situation is en cours, the structure is open.

use std::fmt::Write;

use crate::answer::{Identifier, IdentifierKind, Outcome, Proposal};
use crate::case::Structure;
use crate::citation::{
    O6_REVOCATION, O8_COULOIRS, S002_L86_87, S002_L97_98, S002_L100, S003_L145, S003_L354, S003_L358,
    S003_L370, S003_L387, S003_L391_393, S003_L397, S003_L414_421, S003_L419, S003_L421,
};
use crate::draft::Draft;
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;
use crate::warning::{WarningCode, date_fr};

/// An ended situation is never ordered on.
pub(crate) static ENDED: Rule = Rule {
    facts: &["date_fin"],
    part: Part::Decides { applies: is_ended, decide: ended },
    ..Rule::completing(
        "R-ORDRE-1",
        Family::Ordre,
        "Une date de fin d'activité est renseignée",
        "Ne pas commander : seules les activités en cours comptent",
        &[S003_L387, S003_L354, S003_L370],
    )
};

/// A closed structure is never ordered on.
pub(crate) static CLOSED: Rule = Rule {
    facts: &["date_fermeture"],
    part: Part::Decides { applies: is_closed, decide: closed },
    ..Rule::completing(
        "R-ORDRE-4",
        Family::Ordre,
        "La structure est fermée",
        "Ne pas commander ; un successeur éventuel est à confirmer par une personne",
        &[S003_L419, S003_L387, S003_L145, O6_REVOCATION],
    )
};

/// The secteur and the structure decide, never the fonction.
pub(crate) static SECTEUR: Rule = Rule::completing(
    "R-ORDRE-2",
    Family::Ordre,
    "Pour chaque situation en cours",
    "Lire la structure et son secteur d'activité, jamais la seule fonction ; une décision par situation",
    &[S002_L100, S003_L391_393, S003_L397, S003_L414_421, S003_L421, O8_COULOIRS],
);

/// How the identifier is found.
pub(crate) static LOOKUP: Rule = Rule::completing(
    "R-RAD-LOOKUP",
    Family::Radiologie,
    "L'identifiant n'est pas connu",
    "Chercher le professionnel dans l'Annuaire Santé, choisir le lieu d'exercice, y lire la structure",
    &[S002_L86_87, S003_L358, S002_L97_98, S003_L145],
);

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Rule] = &[&ENDED, &CLOSED];

fn is_ended(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let end = s.activity.and_then(|a| a.date_fin);
    let text = end.map(|date| date.to_string());
    probe.check(s, "date_fin", text.as_deref(), "renseignée", end.is_some())
}

fn structure_is_closed(structure: &Structure) -> bool {
    structure.date_fermeture.is_some() || structure.fermee == Some(true)
}

fn is_closed(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let date = s.structure.and_then(|structure| structure.date_fermeture).map(|date| date.to_string());
    let closed = s.structure.is_some_and(structure_is_closed);
    probe.check(s, "date_fermeture", date.as_deref(), "renseignée", closed)
}

fn ended(s: &Situation<'_>) -> Vec<Draft> {
    let message = match s.activity.and_then(|a| a.date_fin) {
        Some(date) => format!(
            "Cette situation d'exercice porte une date de fin, le {} : on ne commande que sur une activité en cours",
            date_fr(date)
        ),
        None => WarningCode::EndedActivity.label_fr().to_owned(),
    };
    let draft = Draft::new(&ENDED, Outcome::Blocked).warn_with(WarningCode::EndedActivity, message);
    let closed = s.structure.filter(|structure| structure_is_closed(structure));
    vec![match closed {
        Some(structure) => with_closure(draft, structure).with(&CLOSED),
        None => draft,
    }]
}

fn closed(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&CLOSED, Outcome::Blocked);
    vec![match s.structure {
        Some(structure) => with_closure(draft, structure),
        None => draft,
    }]
}

fn with_closure(draft: Draft, structure: &Structure) -> Draft {
    let since =
        structure.date_fermeture.map_or_else(String::new, |date| format!(" depuis le {}", date_fr(date)));
    let taker = structure.successor.as_ref().filter(|taker| taker.finess.is_some() || taker.name.is_some());
    let mut message = format!("Cette structure est fermée{since} : on ne commande pas sur son identifiant");
    if let Some(taker) = taker {
        let name = taker.name.as_deref().unwrap_or("structure sans nom connu");
        let finess = taker.finess.as_ref().map_or_else(String::new, |finess| format!(" (FINESS {finess})"));
        let _ =
            write!(message, " ; FINESS indique un repreneur, {name}{finess}, à confirmer par une personne");
    }
    let draft = draft.warn_with(WarningCode::StructureClosed, message);
    match taker.and_then(|taker| taker.finess.as_deref()) {
        Some(finess) => draft.option(Proposal {
            orderer: None,
            identifier: Some(Identifier::known(IdentifierKind::Finess, finess)),
            condition: "Repreneur indiqué par FINESS, à confirmer par une personne",
        }),
        None => draft,
    }
}
