//! The identifier on file, and those of the certificates: the role of each, and what is wrong with it.

use aiguilleur_certificate::Owner;
use aiguilleur_directory::{DecisionView, Standing};
use aiguilleur_domain::pasted::Value;
use aiguilleur_resolver::{Identifier, NumberRole, Severity};

use super::{Hearing, carried, verdict::is_right_without_rule};
use crate::{
    ReconcileError,
    finding::{Finding, FindingCode},
    judge::{
        certificate,
        found::Found,
        identifier,
        names::Likeness,
        numbers::{self, Number},
        proposal,
    },
};

impl Hearing<'_> {
    /// The role of the identifier on file; of several, the best one.
    pub(super) fn stand(
        &mut self,
        found: Option<&Found>,
    ) -> Result<(Option<Standing>, bool), ReconcileError> {
        let mut all: Vec<(Standing, usize)> = Vec::with_capacity(self.numbers.len());
        for (index, number) in self.numbers.iter().enumerate() {
            let standing =
                self.judge.snapshot.standing(&number.values, found.map(|found| &*found.decided))?;
            all.extend(standing.map(|standing| (standing, index)));
        }
        let best = all.iter().enumerate().min_by_key(|(_, (standing, _))| standing.role).map(|(at, _)| at);
        let best = best.map(|at| all.swap_remove(at));
        if let (Some(found), Some((best, _))) = (found, &best) {
            self.hear_others(found, best, &all)?;
        }
        let settled = best.as_ref().is_some_and(|(standing, _)| standing.role <= NumberRole::Hint);
        let waiting: Vec<Finding> =
            self.numbers.iter_mut().flat_map(|n| std::mem::take(&mut n.findings)).collect();
        for finding in waiting {
            let mild = settled && finding.severity > Severity::Info;
            self.report(if mild { finding.graded(Severity::Info) } else { finding });
        }
        let doubtful = best.as_ref().is_some_and(|(_, index)| self.numbers[*index].doubtful);
        Ok((best.map(|(standing, _)| standing), doubtful))
    }

    /// The numbers beside the right one that are another structure's.
    fn hear_others(
        &mut self,
        found: &Found,
        best: &Standing,
        others: &[(Standing, usize)],
    ) -> Result<(), ReconcileError> {
        if best.role > NumberRole::Hint {
            return Ok(());
        }
        let elsewhere = |(other, _): &&(Standing, usize)| {
            matches!(other.role, NumberRole::Elsewhere | NumberRole::Closed) && other.decision.is_none()
        };
        for (other, _) in others.iter().filter(elsewhere) {
            // Where name and place say whose record it is, the other number is only a stray one.
            let named = found.compare_name(self.judge.snapshot, self.record)?;
            let named = named.is_some_and(|named| named.likeness != Likeness::Differs);
            let sure = named && found.is_there(self.record) == Some(true);
            let finding =
                Finding::new(FindingCode::FieldsDisagree, "identifier").says(identifier::stray(other));
            self.report(if sure { finding.graded(Severity::Info) } else { finding });
        }
        Ok(())
    }

    pub(super) fn hear_identifier(
        &mut self,
        found: Option<&Found>,
        standing: Option<&Standing>,
        view: Option<&DecisionView>,
        doubtful: bool,
    ) {
        let person_of_identifier =
            found.is_some_and(|found| found.by == "identifier" && found.decided.professional.is_some());
        let rpps = |number: &Number| number.values.iter().any(|value| matches!(value, Value::Rpps(_)));
        let named_person = person_of_identifier || self.numbers.iter().any(rpps);
        if let Some(standing) = standing.filter(|s| !(named_person && s.role == NumberRole::Unknown)) {
            self.answer.identifier =
                Some(Identifier::known(numbers::kind(standing.value), &numbers::spelling(standing.value)));
            self.hear_standing(found, standing, view, doubtful);
        } else if named_person {
            let message =
                "Le fichier porte le numéro d'un professionnel là où il faut celui de la structure.";
            let finding = Finding::new(FindingCode::WrongIdentifierType, "identifier").says(message);
            self.report(finding.proposing(self.answer.proposed.clone()));
            if self.names_two_people() {
                let message = "Le RPPS et l'identifiant de cette fiche sont ceux de deux professionnels.";
                self.report(Finding::new(FindingCode::FieldsDisagree, "identifier").says(message));
            }
        } else if self.numbers.iter().any(|number| !number.values.is_empty()) {
            let finding = Finding::new(FindingCode::UnknownIdentifier, "identifier");
            self.report(finding.proposing(self.answer.proposed.clone()));
        } else if self.numbers.is_empty() && self.certificates.is_empty() {
            let any_active = found.is_some_and(|found| found.active().next().is_some());
            if any_active {
                for finding in identifier::missing(view, self.answer.proposed.as_ref()) {
                    self.report(finding);
                }
                if let Some(found) = found.filter(|_| view.is_none()) {
                    self.report(identifier::among(&proposal::all(found)));
                }
            }
        }
    }

    /// Whether the number in the structure's place is another person's than the RPPS on file.
    fn names_two_people(&self) -> bool {
        let own: Vec<_> = self.rpps.people().collect();
        let mut others = self.numbers.iter().flat_map(Number::people).peekable();
        !own.is_empty() && others.peek().is_some() && !others.any(|other| own.contains(&other))
    }

    fn hear_standing(
        &mut self,
        found: Option<&Found>,
        standing: &Standing,
        view: Option<&DecisionView>,
        doubtful: bool,
    ) {
        let proposed = self.answer.proposed.clone();
        let own = found.and_then(|found| found.decided.decisions.get(standing.decision?));
        let over = own.and_then(identifier::over);
        if let Some(finding) = identifier::wrong(standing, proposed.as_ref(), doubtful, over) {
            self.report(match view {
                Some(view) => finding.by(view.decision.rule().rule),
                None => finding,
            });
        } else if doubtful {
            let message = "La clé de ce SIRET est fausse, mais c'est ainsi qu'il est enregistré.";
            self.report(
                Finding::new(FindingCode::Checksum, "identifier").says(message).graded(Severity::Info),
            );
        }
        if let (Some(found), Some(index)) = (found, standing.decision)
            && standing.role <= NumberRole::Hint
        {
            let decided = &found.decided.decisions[index];
            let multiple = proposal::several(found);
            let alone = !multiple && is_right_without_rule(standing, Some(decided));
            for finding in identifier::followed(standing, decided, multiple) {
                let known = alone && finding.code == FindingCode::NotInSeeds;
                self.report(if known { finding.graded(Severity::Info) } else { finding });
            }
        }
        if let Some(finding) = self.said.and_then(|said| identifier::kind_mismatch(said, standing, found)) {
            self.report(finding);
        }
    }

    pub(super) fn hear_certificates(&mut self, found: Option<&Found>) -> Result<(), ReconcileError> {
        let certificates = std::mem::take(&mut self.certificates);
        for read in &certificates {
            let values = carried(read);
            let standing = self.judge.snapshot.standing(&values, found.map(|found| &*found.decided))?;
            let proposed = self.answer.proposed.clone();
            let wrong = standing.as_ref().and_then(|s| identifier::wrong(s, proposed.as_ref(), false, None));
            let mut findings = certificate::identifier(read, standing.as_ref(), proposed.as_ref(), wrong);
            if read.owner == Owner::Structure
                && let (Some(standing), Some(found)) = (&standing, found)
                && self.numbers.is_empty()
                && let Some(index) = standing.decision.filter(|_| standing.role <= NumberRole::Hint)
            {
                findings.extend(identifier::followed(standing, &found.decided.decisions[index], false));
                self.answer.identifier = Some(Identifier::known(
                    numbers::kind(standing.value),
                    &numbers::spelling(standing.value),
                ));
            }
            findings.extend(certificate::alone(read, &self.request.usages, &self.judge.options));
            for finding in findings {
                self.report(finding);
            }
        }
        self.answer.certificates = certificates;
        Ok(())
    }
}
