//! The checks beside the identifier: activity, name, city, couloir.

use aiguilleur_directory::{DecisionView, KnownAddress, Standing};
use aiguilleur_resolver::{NumberRole, Severity};

use super::Hearing;
use crate::{
    ReconcileError,
    answer::{Comparison, Match},
    finding::{Finding, FindingCode},
    judge::{
        contact,
        found::{Found, Named},
        identifier,
        names::{self, Likeness},
        place::{self, There},
    },
};

/// A postcode and a town, as far as they are known.
fn on_file(postcode: &str, city: &str) -> String {
    format!("{postcode} {city}").trim().to_owned()
}

impl Hearing<'_> {
    /// Whether anything is still under way.
    pub(super) fn hear_activity(&mut self, found: &Found, standing: Option<&Standing>) {
        let stated_over =
            standing.is_some_and(|standing| matches!(standing.role, NumberRole::Ended | NumberRole::Closed));
        if found.active().next().is_some() || stated_over {
            return;
        }
        let mut decisions = found.decided.decisions.iter();
        let closed = decisions.find(|view| view.decision.over() == Some(NumberRole::Closed));
        let person = found.decided.professional.is_some();
        self.report(if let Some(closed) = closed {
            let message = identifier::over(closed).map(|over| format!("{over}."));
            let message =
                message.unwrap_or_else(|| "La structure où exerce ce professionnel est fermée.".to_owned());
            Finding::new(FindingCode::StructureClosed, "rpps").says(message)
        } else if person {
            Finding::new(FindingCode::NoActiveActivity, "rpps")
        } else {
            Finding::new(FindingCode::EndedActivity, "identifier")
        });
    }

    /// The name, the city, the couloir.
    pub(super) fn hear_context(
        &mut self,
        found: &Found,
        view: Option<&DecisionView>,
    ) -> Result<(), ReconcileError> {
        let named = found.compare_name(self.judge.snapshot, self.record)?;
        let likeness = named.as_ref().map(|named| named.likeness);
        if let Some(named) = named {
            self.hear_name(&named, found.by);
        }
        let shown = found.shown(likeness);
        self.answer.matched = Some(match &self.sure {
            Some(sure) if found.by == "name" => Match {
                score: sure.score,
                margin: Some(sure.margin),
                evidence: sure.evidence.clone(),
                ..shown
            },
            _ => shown,
        });
        self.compare_place(found, view);
        if contact::is_on_file(self.record) {
            let known = contact::of(self.judge.snapshot, found.id())?;
            self.answer.comparisons.extend(contact::comparisons(self.record, &known));
        }
        let own = view.and_then(|view| view.decision.couloir());
        if let (Some(stated), Some(own)) = (self.request.couloir, own)
            && stated != own
        {
            let message = format!(
                "Le fichier dit {}, cette activité est du couloir {}.",
                stated.label_fr(),
                own.label_fr()
            );
            self.report(Finding::new(FindingCode::CouloirMismatch, "couloir").says(message));
        }
        Ok(())
    }

    fn hear_name(&mut self, named: &Named, by: &'static str) {
        let comparison = names::comparison(self.record, &named.directory, named.likeness);
        // Who was found by the name was found with what differs: the evidence says it.
        if named.likeness == Likeness::Differs && by != "name" {
            let message = format!(
                "Le fichier porte « {} », l'annuaire « {} ».",
                comparison.on_file, comparison.directory
            );
            self.report(Finding::new(FindingCode::NameMismatch, "name").says(message));
        }
        if named.swapped {
            self.report(Finding::new(FindingCode::SwappedColumns, "name"));
        }
        self.answer.comparisons.push(comparison);
    }

    /// The place on file against that of the decision, or of another of their structures that is nearer.
    fn compare_place(&mut self, found: &Found, view: Option<&DecisionView>) {
        let address = view.and_then(|view| view.structure.as_ref()).map(|structure| &structure.address);
        let own = address.and_then(|address| Some((place::there(self.record, address)?, address)));
        // Without a decision nothing says which of several places is meant.
        let Some(own) = own else { return };
        let near = found.nearest(self.record).filter(|(near, _)| *near < own.0);
        let (there, address) = near.unwrap_or(own);
        // A person's number tells who they are wherever they went; a structure that is elsewhere is another.
        let person = found.decided.professional.is_some();
        if let Some(message) = self.of_place(there, address) {
            let finding = Finding::new(FindingCode::CityMismatch, "city").says(message);
            let mild = person || there.is_there() != Some(false);
            self.report(if mild { finding } else { finding.graded(Severity::Warning) });
        }
        let field = if self.record.city.is_empty() { "postcode" } else { "city" };
        let (verdict, reason) = match there {
            There::Town => ("same", "même commune"),
            There::Postcode => ("same", "même code postal"),
            There::Departement => ("close", "autre code postal du même département"),
            There::Namesake => ("differs", "commune de même nom, autre département"),
            There::Elsewhere => ("differs", "lieux différents"),
        };
        self.answer.comparisons.push(Comparison {
            field,
            on_file: on_file(&self.record.postcode, &self.record.city),
            directory: on_file(&address.postcode, &address.city),
            verdict,
            reason,
        });
    }

    /// What there is to say of a place that is not the directory's to the letter.
    fn of_place(&self, there: There, address: &KnownAddress) -> Option<String> {
        let ours = on_file(&self.record.postcode, &self.record.city);
        let theirs = on_file(&address.postcode, &address.city);
        let town = place::is_its_town(&self.record.city, address);
        Some(match there {
            There::Postcode if town == Some(false) => {
                format!(
                    "Le fichier dit {ours}, l'annuaire {theirs} : même code postal, autre nom de commune."
                )
            }
            There::Namesake => format!(
                "Le fichier dit {ours}, l'annuaire {theirs} : commune de même nom, code postal d'un autre département."
            ),
            There::Elsewhere => format!("Le fichier dit {ours}, l'annuaire {theirs}."),
            There::Town | There::Postcode | There::Departement => return None,
        })
    }
}
