//! Where a number stands towards the decisions: the one to order on, another admitted, or a wrong one.

use aiguilleur_directory::{DecisionView, Snapshot, StructureId, view::Status};
use aiguilleur_domain::{IdNatStruct, Siret, pasted::Value};
use aiguilleur_resolver::{Identifier, Outcome, Proposal, WarningCode, scm_evidence};
use aiguilleur_store::StoreError;

use super::{found::Found, numbers};

/// How a number stands, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The identifier to order on.
    Recommended,
    /// No certificate is needed; this is the identifier that would serve.
    Fallback,
    /// One that a person must choose or confirm.
    ToChoose,
    /// Another that the documents admit, under a condition.
    Alternative,
    /// What the directory carries where no rule says anything.
    Hint,
    /// The SIRET of a SCM.
    ScmSiret,
    /// Of an activity that is over.
    Ended,
    /// Of a structure that is closed.
    Closed,
    /// Of the right structure, but another of its numbers.
    WrongType,
    /// Of another structure.
    Elsewhere,
    /// Of nothing that the directory knows.
    Unknown,
}

/// How a number stands, and by which decision.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) role: Role,
    pub(crate) value: Value,
    /// Index among the decisions.
    pub(super) decision: Option<usize>,
    /// The condition of an alternative.
    pub(super) condition: Option<&'static str>,
    /// The structure that bears the number, when it is another.
    pub(super) structure: Option<String>,
    /// Who took a closed structure over.
    pub(super) successor: Option<String>,
}

impl Standing {
    const fn new(role: Role, value: Value, decision: Option<usize>) -> Self {
        Self { role, value, decision, condition: None, structure: None, successor: None }
    }
}

/// The best standing of the readings of a number.
pub(super) fn of(
    snapshot: &Snapshot,
    values: &[Value],
    found: Option<&Found>,
) -> Result<Option<Standing>, StoreError> {
    let decisions = found.map_or(&[][..], |found| &found.decided.decisions);
    let mut best: Option<Standing> = None;
    for value in values {
        for (index, view) in decisions.iter().enumerate() {
            let over = found.is_some_and(|found| found.over.get(index) == Some(&true));
            let Some((role, condition)) = role(*value, view, over) else { continue };
            if best.as_ref().is_none_or(|best| role < best.role) {
                let successor = view.structure.as_ref().and_then(|structure| structure.successor.as_ref());
                best = Some(Standing {
                    condition,
                    successor: successor.map(|successor| successor.finess.clone()),
                    ..Standing::new(role, *value, Some(index))
                });
            }
        }
    }
    match best {
        Some(best) if best.role <= Role::Hint && scm_by_siren(snapshot, best.value)? => {
            Ok(Some(Standing { role: Role::ScmSiret, ..best }))
        }
        Some(best) => Ok(Some(best)),
        None => elsewhere(snapshot, values, found),
    }
}

/// Whether a SIRET belongs to a legal person that FINESS or SIRENE knows as a SCM: the structure that bears
/// the SIRET need not be the one that tells.
fn scm_by_siren(snapshot: &Snapshot, value: Value) -> Result<bool, StoreError> {
    let Value::Siret(siret) = value else { return Ok(false) };
    let entities = snapshot.structures(StructureId::Known(IdNatStruct::Siren(siret.siren())))?;
    Ok(entities.iter().any(|known| scm_evidence(&known.facts(snapshot)).is_some()))
}

fn role(value: Value, view: &DecisionView, over: bool) -> Option<(Role, Option<&'static str>)> {
    let decision = &view.decision;
    let ended = over || view.situation.as_ref().is_some_and(|situation| situation.status == Status::Ended);
    let closed = view.structure.as_ref().is_some_and(|structure| structure.state == "closed");
    let own = owns(view, value);
    let scm = matches!(value, Value::Siret(_))
        && (decision.scm.is_some() || decision.warnings.iter().any(|w| w.code == WarningCode::ScmSiret));
    if own && scm {
        return Some((Role::ScmSiret, None));
    }
    if ended || closed {
        return own.then_some((if ended { Role::Ended } else { Role::Closed }, None));
    }
    if let Some(found) = admitted(value, view) {
        return Some(found);
    }
    let uncovered = decision.outcome == Outcome::NotCovered;
    own.then_some((if uncovered { Role::Hint } else { Role::WrongType }, None))
}

/// How the decision admits the number, if it does.
fn admitted(value: Value, view: &DecisionView) -> Option<(Role, Option<&'static str>)> {
    let decision = &view.decision;
    let is = |identifier: &Option<Identifier>| identifier.as_ref().is_some_and(|i| numbers::is(i, value));
    let among = |list: &[Proposal]| {
        let proposal = list.iter().find(|p| p.identifier.as_ref().is_some_and(|i| numbers::is(i, value)));
        proposal.map(|proposal| proposal.condition)
    };
    let role = match decision.outcome {
        Outcome::Order | Outcome::OrderByStructure if is(&decision.identifier) => Role::Recommended,
        Outcome::NotRequired | Outcome::CardSufficient
            if is(&decision.fallback_identifier) || is(&decision.identifier) =>
        {
            Role::Fallback
        }
        Outcome::ChoiceRequired if is(&decision.identifier) => Role::ToChoose,
        Outcome::NotCovered
            if decision.hint.as_ref().is_some_and(|hint| numbers::is(&hint.identifier, value)) =>
        {
            Role::Hint
        }
        Outcome::ChoiceRequired => {
            return among(&decision.options)
                .or_else(|| among(&decision.alternatives))
                .map(|condition| (Role::ToChoose, Some(condition)));
        }
        Outcome::Blocked => return None,
        _ => {
            return among(&decision.alternatives)
                .or_else(|| among(&decision.options))
                .map(|condition| (Role::Alternative, Some(condition)));
        }
    };
    Some((role, None))
}

/// Whether the number is one of the structure's.
fn owns(view: &DecisionView, value: Value) -> bool {
    let Some(structure) = &view.structure else { return false };
    match value {
        Value::RppsRang(rang) => structure.rpps_rang == Some(rang),
        Value::AdeliRang(rang) => structure.adeli_rang == Some(rang),
        Value::Siret(siret) => structure.siret == Some(siret),
        Value::Siren(siren) => {
            structure.siret.map(Siret::siren) == Some(siren)
                || structure.legal_unit.as_ref().is_some_and(|unit| unit.siren == siren)
        }
        Value::Finess(finess) => {
            structure.finess_geographique == Some(finess)
                || structure.finess_juridique == Some(finess.as_ej())
        }
        Value::Rpps(_) | Value::Adeli(_) => false,
    }
}

/// What the directory holds under a number that no decision speaks of.
fn elsewhere(
    snapshot: &Snapshot,
    values: &[Value],
    found: Option<&Found>,
) -> Result<Option<Standing>, StoreError> {
    for value in values {
        let Some(id) = value.structure() else { continue };
        let structures = snapshot.structures(StructureId::Known(id))?;
        let Some(first) = structures.first() else { continue };
        let is_siret = matches!(value, Value::Siret(_) | Value::Siren(_));
        let scm = is_siret && structures.iter().any(|known| scm_evidence(&known.facts(snapshot)).is_some());
        let holds =
            matches!(value, Value::RppsRang(rang) if found.is_some_and(|f| f.is_person(rang.holder())));
        let role = if scm {
            Role::ScmSiret
        } else if structures.iter().all(|known| known.closure().is_some()) {
            Role::Closed
        } else if holds && structures.iter().all(|known| known.practice_ended) {
            Role::Ended
        } else {
            Role::Elsewhere
        };
        return Ok(Some(Standing {
            structure: Some(first.name().to_owned()),
            successor: first.successor().map(|successor| successor.finess.clone()),
            ..Standing::new(role, *value, None)
        }));
    }
    Ok(values
        .iter()
        .find(|value| value.structure().is_some())
        .map(|v| Standing::new(Role::Unknown, *v, None)))
}
