//! What stands around the identifier: whether anything is still under way, the name, the city, the couloir.

use aiguilleur_directory::{DecisionView, Standing};
use aiguilleur_resolver::NumberRole;

use super::Hearing;
use crate::{
    ReconcileError,
    answer::Comparison,
    finding::{Finding, FindingCode},
    judge::{
        found::Found,
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
        let likeness = named.as_ref().map(|(_, likeness)| *likeness);
        if let Some((comparison, likeness)) = named {
            if likeness == Likeness::Differs {
                let message = format!(
                    "Le fichier porte « {} », l'annuaire « {} ».",
                    comparison.on_file, comparison.directory
                );
                self.tell(Finding::new(FindingCode::NameMismatch, "name").says(message));
            }
            self.answer.comparisons.push(comparison);
        }
        self.answer.matched = Some(match self.answer.candidates.as_slice() {
            [only] if found.by == "name" => {
                crate::answer::Match { score: only.score, ..found.shown(likeness) }
            }
            _ => found.shown(likeness),
        });
        self.compare_city(view);
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

    fn compare_city(&mut self, view: Option<&DecisionView>) {
        let known = view.and_then(|view| view.structure.as_ref()).map(|s| s.address.city.as_str());
        let Some(known) = known.filter(|city| !city.is_empty() && !self.record.city.is_empty()) else {
            return;
        };
        let (on_file, directory) = (names::city(&self.record.city), names::city(known));
        // Cedex offices and arrondissements are written in many ways.
        let same = on_file == directory || on_file.starts_with(&directory) || directory.starts_with(&on_file);
        if !same {
            let message = format!("Le fichier dit {}, l'annuaire {known}.", self.record.city);
            self.tell(Finding::new(FindingCode::CityMismatch, "city").says(message));
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
