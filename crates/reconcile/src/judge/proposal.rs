//! Which identifier to propose: the decision's, when one decision alone can be meant.

use aiguilleur_directory::{DecisionView, Standing};
use aiguilleur_resolver::{Couloir, Identifier, Outcome};

use super::{
    found::Found,
    place::{self, There},
};
use crate::{answer::DecisionBrief, record::ClientRecord};

/// The identifiers that the decision would have one order on; several where a person must choose.
pub(super) fn of(view: &DecisionView) -> Vec<Identifier> {
    let decision = &view.decision;
    let known = |identifier: &&Identifier| identifier.value.is_some();
    let single = match decision.outcome() {
        Outcome::NotRequired | Outcome::CardSufficient => decision.fallback_identifier(),
        Outcome::Blocked | Outcome::NotCovered => None,
        _ => decision.identifier(),
    };
    if let Some(identifier) = single.filter(known) {
        return vec![identifier.clone()];
    }
    let options = decision.options().iter().filter_map(|option| option.identifier.as_ref());
    options.filter(known).cloned().collect()
}

/// The decision that the record is about: that of its number, else the only one that it can be.
pub(super) fn decision<'f>(
    found: &'f Found,
    standing: Option<&Standing>,
    record: &ClientRecord,
    couloir: Option<Couloir>,
) -> Option<&'f DecisionView> {
    if let Some(index) = standing.and_then(|standing| standing.decision) {
        let view = &found.decided.decisions[index];
        if found.active().any(|(active, _)| active == index) {
            return Some(view);
        }
    }
    let mut views: Vec<&DecisionView> = found.active().map(|(_, view)| view).collect();
    narrow(&mut views, |view| couloir.is_some() && view.decision.couloir() == couloir);
    let city = &record.city;
    narrow(&mut views, |view| {
        view.structure.as_ref().is_some_and(|s| place::is_its_town(city, &s.address) == Some(true))
    });
    narrow(&mut views, |view| {
        let there = view.structure.as_ref().and_then(|structure| place::there(record, &structure.address));
        matches!(there, Some(There::Postcode))
    });
    // Several situations may lead to one and the same identifier.
    let first = views.first()?;
    let identifiers = of(first);
    views.iter().all(|view| of(view) == identifiers).then_some(first)
}

fn narrow(views: &mut Vec<&DecisionView>, keep: impl Fn(&DecisionView) -> bool) {
    if views.len() > 1 && views.iter().any(|view| keep(view)) {
        views.retain(|view| keep(view));
    }
}

/// The one identifier to propose: none where a person must choose.
pub(super) fn single(view: Option<&DecisionView>) -> Option<Identifier> {
    let view = view.filter(|view| view.decision.outcome() != Outcome::ChoiceRequired)?;
    let mut identifiers = of(view);
    if identifiers.len() == 1 { identifiers.pop() } else { None }
}

/// What the answer shows of a decision.
pub(super) fn brief(view: &DecisionView) -> DecisionBrief {
    DecisionBrief {
        couloir: view.decision.couloir(),
        outcome: view.decision.outcome(),
        summary: view.decision.summary().to_owned(),
        structure: view.structure.as_ref().map(|structure| structure.name.clone()).unwrap_or_default(),
        rule: view.decision.rule().rule.id,
    }
}

/// Whether the activities under way lead to several identifiers.
pub(super) fn several(found: &Found) -> bool {
    let mut all = found.active().map(|(_, view)| of(view)).filter(|identifiers| !identifiers.is_empty());
    let first = all.next();
    first.is_some_and(|first| all.any(|other| other != first))
}

/// Every identifier that the activities under way lead to, each once.
pub(super) fn all(found: &Found) -> Vec<Identifier> {
    let mut all = Vec::new();
    for identifier in found.active().flat_map(|(_, view)| of(view)) {
        if !all.contains(&identifier) {
            all.push(identifier);
        }
    }
    all
}
