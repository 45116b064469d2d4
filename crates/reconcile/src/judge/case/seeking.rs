//! Matches a record: by its RPPS, its identifiers, its certificate, its name in its town.

use aiguilleur_domain::{IdNatStruct, pasted::Pasted};
use aiguilleur_resolver::{IdentifierKind, NumberRole, Severity};

use super::{Hearing, carried};
use crate::{
    ReconcileError,
    answer::Candidate,
    finding::{Finding, FindingCode},
    judge::{
        by_name::{self, ByName, Sure},
        found::{self, Found},
        names::Likeness,
        numbers::Number,
        proposal,
    },
};

/// Candidates that get a decision too.
const MAX_DECIDED: usize = 5;

impl Hearing<'_> {
    /// The professional or structure that the record describes.
    pub(super) fn seek(&mut self) -> Result<Option<Found>, ReconcileError> {
        let snapshot = self.judge.snapshot;
        let request = &self.request;
        let by_rpps = found::person(snapshot, self.rpps.people(), request, "rpps")?;
        if by_rpps.is_some() {
            return Ok(by_rpps);
        }
        let people = self.numbers.iter().flat_map(Number::people);
        if let Some(found) = found::person(snapshot, people, request, "identifier")? {
            return Ok(Some(found));
        }
        if let Some(found) = self.seek_structure()? {
            return self.confirm(found).map(Some);
        }
        self.seek_by_name()
    }

    /// The structure of its numbers or its certificates.
    fn seek_structure(&self) -> Result<Option<Found>, ReconcileError> {
        let (judge, request) = (self.judge, &self.request);
        let on_file = self.numbers.iter().map(|number| (&number.values, "identifier"));
        for (values, by) in on_file.chain([(&self.rpps.values, "rpps")]) {
            // The site, where the number is its legal entity's and there is no other.
            if let Some(found) = found::site_of_entity(judge, values, self.record, request, by)? {
                return Ok(Some(found));
            }
            if let Some(found) = found::structure(judge, values, request, by)? {
                return Ok(Some(found));
            }
        }
        for certificate in &self.certificates {
            let values = carried(certificate);
            if let Some(found) = found::structure(judge, &values, request, "certificate")? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The structure of a number, unless the name and the town say that the client is another one: then that one,
    /// if it is sure, and a contradiction that a person must see otherwise.
    fn confirm(&mut self, found: Found) -> Result<Found, ReconcileError> {
        if found.by == "certificate" {
            return Ok(found);
        }
        let named = found.compare_name(self.judge.snapshot, self.record)?.map(|named| named.likeness);
        let there = found.is_there(self.record);
        let a_person = !self.record.given_name.is_empty();
        let doubted = named == Some(Likeness::Differs) || there == Some(false);
        if !(doubted || a_person && named.is_none()) {
            return Ok(found);
        }
        let by_name = by_name::seek(self.judge.snapshot, self.record, self.sought)?;
        self.steps += by_name.steps;
        let other = self.find(by_name.sure.as_ref())?;
        let Some(other) = other else {
            if doubted {
                self.answer.candidates = by_name.candidates;
                self.doubted = true;
            }
            return Ok(found);
        };
        // Somebody whose number it is: their own decision tells.
        let holder = other.decided.professional.is_some() && self.is_of(&other)?;
        let whole = by_name.sure.as_ref().is_some_and(|sure| sure.whole);
        self.doubted = doubted && !whole;
        if holder || (doubted && whole && !other.is_client_of(&found)) {
            self.take(by_name, false);
            return Ok(other);
        }
        Ok(found)
    }

    /// Whether the number on file is one of theirs.
    fn is_of(&self, person: &Found) -> Result<bool, ReconcileError> {
        for number in &self.numbers {
            let standing = self.judge.snapshot.standing(&number.values, Some(&person.decided))?;
            if standing.is_some_and(|standing| standing.role < NumberRole::Elsewhere) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn seek_by_name(&mut self) -> Result<Option<Found>, ReconcileError> {
        if self.record.full_name().is_empty() {
            return Ok(None);
        }
        let by_name = by_name::seek(self.judge.snapshot, self.record, self.sought)?;
        self.steps += by_name.steps;
        let found = self.find(by_name.sure.as_ref())?;
        if found.is_some() {
            self.take(by_name, true);
            return Ok(found);
        }
        self.report(unsure(&by_name));
        self.answer.candidates = by_name.candidates;
        Ok(None)
    }

    /// Keeps what says who the client is, and says that it was found by its name.
    fn take(&mut self, by_name: ByName, alone: bool) {
        let Some(sure) = by_name.sure else { return };
        if alone {
            let (evidence, finding) =
                (sure.evidence.join(", "), Finding::new(FindingCode::MatchedByName, "name"));
            self.report(if sure.whole {
                finding.says(format!("Retrouvé : {evidence}.")).graded(Severity::Info)
            } else {
                finding.says(format!("Retrouvé, à confirmer : {evidence}."))
            });
        }
        self.answer.candidates = by_name.candidates;
        self.answer.candidates.retain(|candidate| candidate.score > 0);
        self.answer.candidates.truncate(MAX_DECIDED);
        self.doubted |= sure.supposed;
        self.sure = Some(sure);
    }

    fn find(&self, sure: Option<&Sure>) -> Result<Option<Found>, ReconcileError> {
        let Some(sure) = sure else { return Ok(None) };
        self.find_id(&sure.id)
    }

    fn find_id(&self, id: &str) -> Result<Option<Found>, ReconcileError> {
        let (snapshot, request) = (self.judge.snapshot, &self.request);
        if let Ok(id) = id.parse() {
            let found = found::person(snapshot, std::iter::once(id), request, "name")?;
            if found.is_some() {
                return Ok(found);
            }
        }
        let pasted = Pasted::read(id);
        let values: Vec<_> = pasted.readings.iter().filter_map(|reading| reading.value).collect();
        let named = |value: &aiguilleur_domain::pasted::Value| {
            value.structure().is_some_and(|structure: IdNatStruct| structure.to_string() == id)
        };
        let exact: Vec<_> = values.iter().copied().filter(named).collect();
        Ok(found::structure(self.judge, if exact.is_empty() { &values } else { &exact }, request, "name")?)
    }

    /// What each of a few candidates would order on.
    pub(super) fn order_for_candidates(&mut self) -> Result<(), ReconcileError> {
        if self.answer.candidates.len() > MAX_DECIDED {
            return Ok(());
        }
        let candidates = std::mem::take(&mut self.answer.candidates);
        let mut candidates_with_orders = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let found = self.find_id(&candidate.id)?;
            let orders_on = found.and_then(|found| match proposal::all(&found).as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            });
            candidates_with_orders.push(Candidate { orders_on, ..candidate });
        }
        self.answer.candidates = candidates_with_orders;
        Ok(())
    }

    /// The number of another's cabinet is never what to order on.
    pub(super) fn keep_to_own_rang(&mut self, found: Option<&Found>) {
        let Some(person) = found.and_then(|found| found.decided.professional.as_ref()) else { return };
        let (Some(rpps), Some(proposed)) = (person.rpps, &self.answer.proposed) else { return };
        let own = proposed.value.as_deref().is_some_and(|value| value.starts_with(&rpps.to_string()));
        if proposed.kind == IdentifierKind::RppsRang && !own {
            self.answer.proposed = None;
        }
    }

    /// A RPPS that names nobody, or that is a structure's number.
    pub(super) fn hear_unknown_person(&mut self, found: Option<&Found>) {
        if self.rpps.values.is_empty() {
            return;
        }
        if self.rpps.people().next().is_none() {
            let message = "Le champ RPPS porte l'identifiant d'une structure.";
            self.report(Finding::new(FindingCode::WrongIdentifierType, "rpps").says(message));
        } else if found.is_none_or(|found| found.by != "rpps") {
            let message = "Ce numéro est bien formé, mais l'annuaire ne connaît pas ce professionnel.";
            self.report(Finding::new(FindingCode::UnknownIdentifier, "rpps").says(message));
        }
    }
}

/// What is said where nobody is sure to be the client.
fn unsure(by_name: &ByName) -> Finding {
    let homonyms = Finding::new(FindingCode::Homonyms, "name");
    match by_name.candidates.len() {
        0 if by_name.namesakes => Finding::new(FindingCode::UnknownName, "name")
            .says("L'annuaire connaît ce nom, mais personne qui réponde à cette fiche."),
        0 => Finding::new(FindingCode::UnknownName, "name"),
        1 if by_name.by_a_word => homonyms.says("Aucune structure de ce nom : une seule en porte un mot."),
        count if by_name.by_a_word => homonyms.says(format!(
            "Aucune structure de ce nom : {count} en portent un mot, une personne doit y regarder."
        )),
        1 => homonyms.says("Un candidat, sans certitude : à confirmer."),
        count => homonyms.says(format!("{count} candidats possibles : une personne doit choisir.")),
    }
}
