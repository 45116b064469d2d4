//! The role of a number in decisions: the lookups here, the judgement in the resolver.

use aiguilleur_domain::{IdNatStruct, Siret, pasted::Value};
use aiguilleur_resolver::{Decision, NumberRole, State, role, scm_evidence};
use aiguilleur_store::StoreError;

use super::{Decided, DecisionView};
use crate::{Snapshot, StructureId, view::StructureView};

/// The role of a number, and the decision that gives it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Role in that decision.
    pub role: NumberRole,
    /// The number.
    pub value: Value,
    /// Index among the decisions.
    pub decision: Option<usize>,
    /// The condition of an alternative.
    pub condition: Option<&'static str>,
    /// The structure that bears the number, when it is another.
    pub structure: Option<String>,
    /// Who took a closed structure over.
    pub successor: Option<String>,
}

impl Standing {
    const fn new(role: NumberRole, value: Value, decision: Option<usize>) -> Self {
        Self { role, value, decision, condition: None, structure: None, successor: None }
    }
}

impl DecisionView {
    /// Whether the decision is about something that goes on.
    pub fn goes_on(&self) -> bool {
        self.decision.over().is_none()
    }

    /// The decision, and whether its structure bears `value`.
    pub(crate) fn held_against(&self, value: Value) -> (&Decision, bool) {
        (&self.decision, self.structure.as_ref().is_some_and(|structure| structure.bears(value)))
    }
}

impl StructureView {
    /// Whether the number is one of the structure's.
    pub fn bears(&self, value: Value) -> bool {
        match value {
            Value::RppsRang(rang) => self.rpps_rang == Some(rang),
            Value::AdeliRang(rang) => self.adeli_rang == Some(rang),
            Value::Siret(siret) => self.siret == Some(siret),
            Value::Siren(siren) => {
                self.siret.map(Siret::siren) == Some(siren)
                    || self.legal_unit.as_ref().is_some_and(|unit| unit.siren == siren)
            }
            Value::Finess(finess) => {
                self.finess_geographique == Some(finess) || self.finess_juridique == Some(finess.as_ej())
            }
            Value::Rpps(_) | Value::Adeli(_) => false,
        }
    }
}

impl Snapshot {
    /// The best role of the readings of a number in `decided`, else what bears it elsewhere.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn standing(
        &self,
        values: &[Value],
        decided: Option<&Decided>,
    ) -> Result<Option<Standing>, StoreError> {
        let decisions = decided.map_or(&[][..], |decided| &decided.decisions);
        let mut best: Option<Standing> = None;
        for value in values {
            for (index, view) in decisions.iter().enumerate() {
                let (decision, owns) = view.held_against(*value);
                let Some((role, condition)) = role(*value, decision, owns) else { continue };
                if best.as_ref().is_none_or(|best| role < best.role) {
                    let taker = view.structure.as_ref().and_then(|structure| structure.successor.as_ref());
                    let successor = taker.map(|taker| taker.finess.clone());
                    best =
                        Some(Standing { condition, successor, ..Standing::new(role, *value, Some(index)) });
                }
            }
        }
        match best {
            Some(best) if best.role <= NumberRole::Hint && self.is_scm_siret(best.value)? => {
                Ok(Some(Standing { role: NumberRole::ScmSiret, ..best }))
            }
            Some(best) => Ok(Some(best)),
            None => self.elsewhere(values, decided),
        }
    }

    /// Whether a SIRET belongs to a legal person that FINESS or SIRENE knows as a SCM: the structure that bears the
    /// SIRET need not be the one that tells.
    pub(crate) fn is_scm_siret(&self, value: Value) -> Result<bool, StoreError> {
        let Value::Siret(siret) = value else { return Ok(false) };
        let entities = self.structures(StructureId::Known(IdNatStruct::Siren(siret.siren())))?;
        Ok(entities.iter().any(|known| scm_evidence(&known.facts(self)).is_some()))
    }

    /// What the directory holds under a number that no decision speaks of.
    fn elsewhere(&self, values: &[Value], decided: Option<&Decided>) -> Result<Option<Standing>, StoreError> {
        let day = self.today();
        let person = decided.and_then(|decided| decided.professional.as_ref()).and_then(|it| it.rpps);
        for value in values {
            let Some(id) = value.structure() else { continue };
            let structures = self.structures(StructureId::Known(id))?;
            let Some(first) = structures.first() else { continue };
            let is_siret = matches!(value, Value::Siret(_) | Value::Siren(_));
            let scm = is_siret && structures.iter().any(|known| scm_evidence(&known.facts(self)).is_some());
            let all = |state| structures.iter().all(|known| known.life(day).state() == state);
            let holds = matches!(value, Value::RppsRang(rang) if person == Some(rang.holder()));
            let role = match () {
                () if scm => NumberRole::ScmSiret,
                () if all(State::Closed) => NumberRole::Closed,
                () if holds && all(State::Ended) => NumberRole::Ended,
                () => NumberRole::Elsewhere,
            };
            return Ok(Some(Standing {
                structure: Some(first.name().to_owned()),
                successor: first.successor().map(|successor| successor.finess.clone()),
                ..Standing::new(role, *value, None)
            }));
        }
        let first = values.iter().find(|value| value.structure().is_some());
        let Some(value) = first.copied() else { return Ok(None) };
        let role = if self.is_scm_siret(value)? { NumberRole::ScmSiret } else { NumberRole::Unknown };
        Ok(Some(Standing::new(role, value, None)))
    }
}
