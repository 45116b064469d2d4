//! Who a record is about, and nothing else: for services that match, and order nothing.

use aiguilleur_domain::IdNatPp;

use super::Hearing;
use crate::{
    ReconcileError,
    answer::Candidate,
    judge::{Identification, Sought, found::Found, names::Likeness},
};

/// How far the next candidate must be behind, of 100, where a name alone was compared.
const CLEAR: u8 = 90;

fn is_sought(id: &str, sought: Sought) -> bool {
    let person = id.parse::<IdNatPp>().is_ok();
    match sought {
        Sought::Any => true,
        Sought::Person => person,
        Sought::Structure => !person,
    }
}

impl Hearing<'_> {
    pub(in crate::judge) fn identify(mut self, sought: Sought) -> Result<Identification, ReconcileError> {
        self.sought = sought;
        let found = self.seek()?.filter(|found| is_sought(found.id(), sought));
        let mut candidates = std::mem::take(&mut self.answer.candidates);
        candidates.retain(|candidate| is_sought(&candidate.id, sought));
        let mut certain = false;
        if let Some(found) = found {
            certain = self.is_certain(&found)?;
            let known = candidates.iter().position(|candidate| candidate.id == found.id());
            let first = match known {
                Some(at) => candidates.remove(at),
                None => self.candidate(&found)?,
            };
            candidates.insert(0, first);
        }
        Ok(Identification { candidates, certain, steps: self.steps })
    }

    /// Whether nothing is left to confirm.
    fn is_certain(&self, found: &Found) -> Result<bool, ReconcileError> {
        if let Some(sure) = self.sure.as_ref().filter(|_| found.by == "name") {
            let numbered = !self.rpps.values.is_empty() || !self.numbers.is_empty();
            let alone = sure.spelt && sure.margin >= CLEAR;
            // A number that led nowhere may be a slip, or somebody else's.
            return Ok(!numbered && !self.doubted && (sure.whole || alone));
        }
        let named = found.compare_name(self.judge.snapshot, self.record)?;
        let other = named.is_some_and(|named| named.likeness == Likeness::Differs);
        Ok(!other && !self.doubted && found.is_there(self.record) != Some(false))
    }

    fn candidate(&self, found: &Found) -> Result<Candidate, ReconcileError> {
        let named = found.compare_name(self.judge.snapshot, self.record)?;
        let shown = found.shown(named.map(|named| named.likeness));
        let profession = found.decided.professional.as_ref().map(|person| &person.profession);
        Ok(Candidate {
            id: shown.id,
            name: shown.name,
            cities: found.cities(),
            profession: profession.and_then(|view| view.as_ref()?.label),
            score: shown.score,
            evidence: vec!["même numéro"],
            orders_on: None,
        })
    }
}
