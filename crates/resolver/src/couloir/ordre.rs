//! What is looked at before any couloir: the situation is en cours, the structure is open.

use std::fmt::Write;

use jiff::civil::Date;

use crate::answer::{Identifier, Proposal};
use crate::case::{Origin, Structure, Taker};
use crate::codes::{IdentifierKind, Outcome};
use crate::couloir::decider::Decider;
use crate::draft::Draft;
use crate::life::{Life, State, capital};
use crate::rule::ordre as rules;
use crate::situation::Situation;
use crate::situation::probe::Probe;
use crate::warning::WarningCode;
use aiguilleur_domain::date_fr;

pub(crate) static ENDED: Decider = Decider { rule: &rules::ENDED, applies: is_ended, decide: ended };

pub(crate) static CLOSED: Decider = Decider { rule: &rules::CLOSED, applies: is_closed, decide: closed };

pub(crate) static GONE: Decider = Decider { rule: &rules::GONE, applies: is_gone, decide: gone };

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] = &[&ENDED, &CLOSED, &GONE];

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
    let draft = Draft::new(&rules::ENDED, Outcome::Blocked).warn_with(WarningCode::EndedActivity, message);
    vec![match s.structure {
        Some(structure) if structure_life(s).state() == State::Closed => {
            with_closure(draft, structure, s).with(&rules::CLOSED)
        }
        _ => draft,
    }]
}

fn closed(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&rules::CLOSED, Outcome::Blocked);
    vec![match s.structure {
        Some(structure) => with_closure(draft, structure, s),
        None => draft,
    }]
}

fn gone(s: &Situation<'_>) -> Vec<Draft> {
    let message =
        format!("{} : on ne commande que sur une activité en cours", capital(&structure_life(s).sentence()));
    vec![Draft::new(&rules::GONE, Outcome::Blocked).warn_with(WarningCode::EndedActivity, message)]
}

fn with_closure(draft: Draft, structure: &Structure, s: &Situation<'_>) -> Draft {
    let stated = s.case.origin == Origin::Statement;
    let taker = structure.successor.as_ref().filter(|taker| taker.finess.is_some() || taker.name.is_some());
    let mut message = format!(
        "Structure fermée : {}. On ne commande pas sur son identifiant",
        structure_life(s).sentence()
    );
    if let Some(taker) = taker {
        let name = taker.name.as_deref().unwrap_or("structure sans nom connu");
        let finess = taker.finess.as_ref().map_or_else(String::new, |finess| format!(" (FINESS {finess})"));
        let by = if stated { "la demande" } else { "FINESS" };
        let _ = write!(message, " ; {by} indique un repreneur, {name}{finess}, à confirmer par une personne");
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
            identifier: Some(Identifier::known(IdentifierKind::Finess, finess)),
            condition: if stated {
                "Repreneur indiqué dans la demande, à confirmer par une personne"
            } else {
                "Repreneur indiqué par FINESS, à confirmer par une personne"
            },
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
    }
}
