//! Whom a record was matched with, by a number, and what the directory decides for them.

use aiguilleur_directory::{Decided, DecisionRequest, DecisionView, Practitioner, Snapshot, StructureId};
use aiguilleur_domain::{IdNatPp, IdNatStruct, pasted::Value};
use aiguilleur_store::StoreError;

use super::names::{self, Likeness};
use crate::{
    answer::{Comparison, Match},
    record::ClientRecord,
};

/// Practitioners whose names are compared with the client's; a larger structure is compared by its own name.
const MAX_NAMES: usize = 40;

/// Whom a record was matched with.
pub(super) struct Found {
    pub(super) decided: Decided,
    /// By which field.
    pub(super) by: &'static str,
    id: String,
}

/// The person of those identifiers.
pub(super) fn person(
    snapshot: &Snapshot,
    ids: impl Iterator<Item = IdNatPp>,
    request: &DecisionRequest,
    by: &'static str,
) -> Result<Option<Found>, StoreError> {
    for id in ids {
        if let Some(decided) = snapshot.decide_for_professional(id, request)? {
            return Ok(Some(Found { decided, by, id: id.to_string() }));
        }
    }
    Ok(None)
}

/// The structures of the first of those numbers that names any.
pub(super) fn structure(
    snapshot: &Snapshot,
    values: &[Value],
    request: &DecisionRequest,
    by: &'static str,
) -> Result<Option<Found>, StoreError> {
    for id in values.iter().filter_map(|value| value.structure()) {
        if let Some(decided) = snapshot.decide_for_structure(StructureId::Known(id), request)? {
            return Ok(Some(Found { decided, by, id: id.to_string() }));
        }
    }
    Ok(None)
}

impl Found {
    /// The decisions for activities under way in open structures, with their places.
    pub(super) fn active(&self) -> impl Iterator<Item = (usize, &DecisionView)> {
        self.decided.decisions.iter().enumerate().filter(|(_, view)| view.goes_on())
    }

    /// The directory's name.
    pub(super) fn name(&self) -> String {
        match &self.decided.professional {
            Some(person) => format!("{} {}", person.given_name, person.family_name).trim().to_owned(),
            None => self.structure_names().next().unwrap_or_default().to_owned(),
        }
    }

    fn structure_names(&self) -> impl Iterator<Item = &str> {
        let structures = self.decided.decisions.iter().filter_map(|view| view.structure.as_ref());
        structures
            .flat_map(|structure| {
                let legal = structure.legal_entity_name.as_deref().unwrap_or_default();
                [
                    structure.name.as_str(),
                    &structure.raison_sociale,
                    &structure.complement_destinataire,
                    legal,
                ]
            })
            .filter(|name| !name.is_empty())
    }

    /// The client's name against the person's, the structures' and their practitioners'; nothing when the
    /// client has none, or when a large structure's people cannot all be looked at.
    pub(super) fn compare_name(
        &self,
        snapshot: &Snapshot,
        record: &ClientRecord,
    ) -> Result<Option<(Comparison, Likeness)>, StoreError> {
        if record.full_name().is_empty() {
            return Ok(None);
        }
        let mut best: Option<(String, Likeness)> = None;
        let mut comparable = true;
        let mut note = |name: String, likeness| {
            if best.as_ref().is_none_or(|(_, best)| likeness < *best) {
                best = Some((name, likeness));
            }
        };
        match &self.decided.professional {
            Some(person) => {
                note(self.name(), names::person(record, &person.family_name, &person.given_name));
            }
            None => {
                let people = self.practitioners(snapshot)?;
                // A person's name says nothing against a structure of which nobody is known.
                comparable = !people.is_empty() && people.len() <= MAX_NAMES;
                for one in people {
                    let likeness = names::person(record, &one.family_name, &one.given_name);
                    note(format!("{} {}", one.given_name, one.family_name), likeness);
                }
            }
        }
        for name in self.structure_names() {
            note(name.to_owned(), names::structure(record, name));
        }
        let told = best.filter(|(_, likeness)| comparable || *likeness != Likeness::Differs);
        Ok(told.map(|(name, likeness)| (names::comparison(record, &name, likeness), likeness)))
    }

    fn practitioners(&self, snapshot: &Snapshot) -> Result<Vec<Practitioner>, StoreError> {
        let mut people = Vec::new();
        for structure in self.decided.decisions.iter().filter_map(|view| view.structure.as_ref()) {
            let Some(id) = structure.id_nat_struct else { continue };
            if let IdNatStruct::RppsRang(rang) = id
                && let Some(holder) = snapshot.professional_summary(IdNatPp::Rpps(rang.holder()))?
            {
                people.push(Practitioner {
                    id: holder.id_nat_pp.to_string(),
                    family_name: holder.family_name,
                    given_name: holder.given_name,
                    profession: None,
                    mode_exercice: None,
                    status: holder.status,
                });
            }
            people.extend(snapshot.practitioners(&id.to_string(), None, MAX_NAMES + 1)?);
            if people.len() > MAX_NAMES {
                break;
            }
        }
        Ok(people)
    }

    /// How the answer tells it.
    pub(super) fn shown(&self, likeness: Option<Likeness>) -> Match {
        Match {
            by: self.by,
            kind: if self.decided.professional.is_some() { "professional" } else { "structure" },
            id: self.id.clone(),
            name: self.name(),
            score: match likeness {
                Some(Likeness::Same) => 100,
                Some(Likeness::Close) => 95,
                None => 90,
                Some(Likeness::Differs) => 60,
            },
        }
    }
}
