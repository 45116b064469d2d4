//! Whom a record is about: by its RPPS, its identifiers, its certificate, its name.

use aiguilleur_domain::pasted::Pasted;

use super::{Hearing, carried};
use crate::{
    ReconcileError,
    finding::{Finding, FindingCode},
    judge::{
        by_name,
        found::{self, Found},
        numbers::Number,
    },
};

/// Homonyms that an answer names.
const MAX_CANDIDATES: usize = 10;

impl Hearing<'_> {
    /// Whom the record is about: by its RPPS, its identifiers, its certificate, its name.
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
        let on_file = self.numbers.iter().map(|number| (&number.values, "identifier"));
        for (values, by) in on_file.chain([(&self.rpps.values, "rpps")]) {
            if let Some(found) = found::structure(snapshot, values, request, by)? {
                return Ok(Some(found));
            }
        }
        for certificate in &self.certificates {
            let values = carried(certificate);
            if let Some(found) = found::structure(snapshot, &values, request, "certificate")? {
                return Ok(Some(found));
            }
        }
        self.seek_by_name()
    }

    fn seek_by_name(&mut self) -> Result<Option<Found>, ReconcileError> {
        let snapshot = self.judge.snapshot;
        let by_name = by_name::seek(snapshot, self.record)?;
        let bearers = by_name.bearers;
        let homonyms = Finding::new(FindingCode::Homonyms, "name")
            .says(format!("{bearers} personnes ou structures portent ce nom : une personne doit choisir."));
        match by_name.candidates.as_slice() {
            [] if self.record.full_name().is_empty() => Ok(None),
            [] => {
                self.tell(match bearers {
                    0 => Finding::new(FindingCode::UnknownName, "name"),
                    _ => Finding::new(FindingCode::UnknownName, "name")
                        .says("L'annuaire connaît ce nom, mais pas dans cette ville ou cette profession."),
                });
                Ok(None)
            }
            [only] => {
                let pasted = Pasted::read(&only.id);
                let people = pasted.readings.iter().filter_map(|reading| reading.value?.person());
                let mut found = found::person(snapshot, people, &self.request, "name")?;
                if found.is_none() {
                    let values: Vec<_> = pasted.readings.iter().filter_map(|reading| reading.value).collect();
                    found = found::structure(snapshot, &values, &self.request, "name")?;
                }
                self.tell(if bearers > 1 {
                    homonyms
                } else {
                    Finding::new(FindingCode::MatchedByName, "name")
                });
                self.answer.candidates = by_name.candidates;
                Ok(found)
            }
            _ => {
                self.tell(homonyms);
                self.answer.candidates = by_name.candidates;
                self.answer.candidates.truncate(MAX_CANDIDATES);
                Ok(None)
            }
        }
    }

    /// A RPPS that names nobody, or that is a structure's number.
    pub(super) fn hear_unknown_person(&mut self, found: Option<&Found>) {
        if self.rpps.values.is_empty() {
            return;
        }
        if self.rpps.people().next().is_none() {
            let message = "Le champ RPPS porte l'identifiant d'une structure.";
            self.tell(Finding::new(FindingCode::WrongIdentifierType, "rpps").says(message));
        } else if found.is_none_or(|found| found.by != "rpps") {
            let message = "Ce numéro est bien formé, mais l'annuaire ne connaît pas ce professionnel.";
            self.tell(Finding::new(FindingCode::UnknownIdentifier, "rpps").says(message));
        }
    }
}
