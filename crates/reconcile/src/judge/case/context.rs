//! What stands around the identifier: whether anything is still under way, the name, the city, the couloir.

use aiguilleur_directory::{DecisionView, Standing};
use aiguilleur_resolver::{NumberRole, Severity};

use super::Hearing;
use crate::{
    ReconcileError,
    answer::{Comparison, Match},
    finding::{Finding, FindingCode},
    judge::{
        found::{Found, Named},
        names::{self, Likeness},
    },
};

impl Hearing<'_> {
    /// Whether anything is still under way.
    pub(super) fn hear_activity(&mut self, found: &Found, standing: Option<&Standing>) {
        let told =
            standing.is_some_and(|standing| matches!(standing.role, NumberRole::Ended | NumberRole::Closed));
        if found.active().next().is_some() || told {
            return;
        }
        let closed =
            found.decided.decisions.iter().any(|view| view.decision.over() == Some(NumberRole::Closed));
        let person = found.decided.professional.is_some();
        self.tell(if closed {
            Finding::new(FindingCode::StructureClosed, "rpps")
                .says("La structure où exerce ce professionnel est fermée.")
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
        self.compare_city(found, view);
        let own = view.and_then(|view| view.decision.couloir);
        if let (Some(stated), Some(own)) = (self.request.couloir, own)
            && stated != own
        {
            let message = format!(
                "Le fichier dit {}, cette activité est du couloir {}.",
                stated.label_fr(),
                own.label_fr()
            );
            self.tell(Finding::new(FindingCode::CouloirMismatch, "couloir").says(message));
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
            self.tell(Finding::new(FindingCode::NameMismatch, "name").says(message));
        }
        if named.swapped {
            self.tell(Finding::new(FindingCode::SwappedColumns, "name"));
        }
        self.answer.comparisons.push(comparison);
    }

    fn compare_city(&mut self, found: &Found, view: Option<&DecisionView>) {
        let known = view.and_then(|view| view.structure.as_ref()).map(|s| s.address.city.as_str());
        let Some(known) = known.filter(|city| !city.is_empty() && !self.record.city.is_empty()) else {
            return;
        };
        let same = names::is_town(&self.record.city, known) || found.is_there(self.record) == Some(true);
        if !same {
            let message = format!("Le fichier dit {}, l'annuaire {known}.", self.record.city);
            let finding = Finding::new(FindingCode::CityMismatch, "city").says(message);
            // A person's number tells who they are wherever they went; a structure that is elsewhere is another.
            let person = found.decided.professional.is_some();
            self.tell(if person { finding } else { finding.graded(Severity::Warning) });
        }
        self.answer.comparisons.push(Comparison {
            field: "city",
            on_file: self.record.city.clone(),
            directory: known.to_owned(),
            verdict: if same { "same" } else { "differs" },
            reason: if same { "même commune" } else { "communes différentes" },
        });
    }
}
