//! What is looked at before any couloir: the situation is en cours, the structure is open.

use std::fmt::Write;

use jiff::civil::Date;

use crate::answer::{Identifier, IdentifierKind, Outcome, Proposal};
use crate::case::{Structure, Taker};
use crate::citation::{
    O6_REVOCATION, O8_COULOIRS, S002_L86_87, S002_L97_98, S002_L100, S003_L145, S003_L354, S003_L358,
    S003_L370, S003_L387, S003_L391_393, S003_L397, S003_L414_421, S003_L419, S003_L421,
};
use crate::draft::Draft;
use crate::life::{Life, State, capital};
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
        "La situation d'exercice est terminée : une source porte une date de fin, ou le dernier fichier ne la nomme plus",
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
        "La structure est fermée : son site, son entité juridique ou son entreprise l'est dans un registre",
        "Ne pas commander ; un successeur éventuel est à confirmer par une personne",
        &[S003_L419, S003_L387, S003_L145, O6_REVOCATION],
    )
};

/// A structure that nobody names any more is never ordered on.
pub(crate) static GONE: Rule = Rule {
    facts: &["date_fermeture"],
    part: Part::Decides { applies: is_gone, decide: gone },
    ..Rule::completing(
        "R-ORDRE-5",
        Family::Ordre,
        "La structure n'apparaît plus dans les fichiers publiés, ou plus aucune activité n'y est en cours",
        "Ne pas commander : seules les activités en cours comptent ; une absence n'est pas une fermeture",
        &[S003_L387, S003_L354, S003_L370],
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
pub(crate) static RULES: &[&Rule] = &[&ENDED, &CLOSED, &GONE];

fn is_ended(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let life = s.activity.map(|activity| activity.life(s.as_of)).unwrap_or_default();
    let text = stated_end(s).or(life.on()).map(|date| date.to_string());
    let ended = !life.goes_on() || stated_end(s).is_some();
    probe.check(s, "date_fin", text.as_deref().or_else(|| life.ended_source()), "renseignée", ended)
}

/// A date of end is no reason to wait: the webinaire wants none, even of a day to come (S003 L387).
fn stated_end(s: &Situation<'_>) -> Option<Date> {
    s.activity.and_then(|activity| activity.date_fin)
}

fn structure_life(s: &Situation<'_>) -> Life {
    s.structure.map(|structure| structure.life(s.as_of)).unwrap_or_default()
}

fn is_closed(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let life = structure_life(s);
    let date = life.on().map(|date| date.to_string());
    probe.check(s, "date_fermeture", date.as_deref(), "renseignée", life.state() == State::Closed)
}

fn is_gone(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let life = structure_life(s);
    probe.check(s, "date_fermeture", life.ended_source(), "plus nommée", life.state() == State::Ended)
}

fn ended(s: &Situation<'_>) -> Vec<Draft> {
    let life = s.activity.map(|activity| activity.life(s.as_of)).unwrap_or_default();
    let message = match stated_end(s).filter(|_| life.goes_on()) {
        Some(date) => format!(
            "Cette situation d'exercice porte une date de fin, le {} : on ne commande que sur une activité en cours",
            date_fr(date)
        ),
        None => format!("{} : on ne commande que sur une activité en cours", capital(&life.sentence())),
    };
    let draft = Draft::new(&ENDED, Outcome::Blocked).warn_with(WarningCode::EndedActivity, message);
    vec![match s.structure {
        Some(structure) if structure_life(s).state() == State::Closed => {
            with_closure(draft, structure, s).with(&CLOSED)
        }
        _ => draft,
    }]
}

fn closed(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&CLOSED, Outcome::Blocked);
    vec![match s.structure {
        Some(structure) => with_closure(draft, structure, s),
        None => draft,
    }]
}

fn gone(s: &Situation<'_>) -> Vec<Draft> {
    let message =
        format!("{} : on ne commande que sur une activité en cours", capital(&structure_life(s).sentence()));
    vec![Draft::new(&GONE, Outcome::Blocked).warn_with(WarningCode::EndedActivity, message)]
}

fn with_closure(draft: Draft, structure: &Structure, s: &Situation<'_>) -> Draft {
    let taker = structure.successor.as_ref().filter(|taker| taker.finess.is_some() || taker.name.is_some());
    let mut message = format!(
        "Structure fermée : {}. On ne commande pas sur son identifiant",
        structure_life(s).sentence()
    );
    if let Some(taker) = taker {
        let name = taker.name.as_deref().unwrap_or("structure sans nom connu");
        let finess = taker.finess.as_ref().map_or_else(String::new, |finess| format!(" (FINESS {finess})"));
        let _ =
            write!(message, " ; FINESS indique un repreneur, {name}{finess}, à confirmer par une personne");
    }
    if taker.is_none()
        && let Some(first) = structure.takers.first()
    {
        message.push_str(&taken_over(first));
    }
    let draft = draft.warn_with(WarningCode::StructureClosed, message);
    let draft = structure.takers.iter().fold(draft, |draft, taker| draft.option(proposal(taker)));
    match taker.and_then(|taker| taker.finess.as_deref()) {
        Some(finess) => draft.option(Proposal {
            orderer: None,
            identifier: Some(Identifier::known(IdentifierKind::Finess, finess)),
            condition: "Repreneur indiqué par FINESS, à confirmer par une personne",
            ..Proposal::default()
        }),
        None => draft,
    }
}

/// The end of a sentence that names an establishment that took over.
fn taken_over(taker: &Taker) -> String {
    let on = taker.on.map_or_else(String::new, |on| format!(" le {}", date_fr(on)));
    let name = taker.name.as_ref().map_or_else(String::new, |name| format!(", {name}"));
    format!(
        " ; SIRENE lui connaît un successeur{on}{name} (SIRET {}), à confirmer par une personne : ces liens sont \
         incomplets",
        taker.siret
    )
}

/// An establishment that took over, for a person to confirm.
fn proposal(taker: &Taker) -> Proposal {
    Proposal {
        orderer: None,
        identifier: Some(Identifier::known(IdentifierKind::Siret, &taker.siret)),
        condition: "Successeur connu de SIRENE, dont les liens de succession sont incomplets : à confirmer par une personne",
        name: taker.name.clone(),
        town: taker.town.clone(),
        ..Proposal::default()
    }
}
