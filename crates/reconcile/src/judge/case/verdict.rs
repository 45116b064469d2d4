//! The verdict, once everything is compared.

use aiguilleur_directory::{DecisionView, Standing};
use aiguilleur_domain::pasted::Value;
use aiguilleur_resolver::{NumberRole, Outcome, Severity};

use super::Hearing;
use crate::{
    answer::Verdict,
    finding::{Finding, FindingCode},
};

/// Whether the number is right for a client that no rule covers: the one that the directory holds, of an
/// activity under way. A SIREN is of a whole company, and orders nothing.
pub(super) fn is_right_without_rule(standing: &Standing, view: Option<&DecisionView>) -> bool {
    let hint = view.and_then(|view| view.decision.hint());
    standing.role == NumberRole::Hint
        && !matches!(standing.value, Value::Siren(_))
        && hint.is_none_or(|hint| hint.identifier.is(standing.value))
}

impl Hearing<'_> {
    pub(super) fn conclude(
        &mut self,
        matched: bool,
        standing: Option<&Standing>,
        view: Option<&DecisionView>,
    ) {
        let settled = match standing {
            Some(standing) => {
                matches!(standing.role, NumberRole::Recommended | NumberRole::Fallback)
                    || is_right_without_rule(standing, view)
            }
            // Nothing on file: fine where no certificate is needed, or where the certificate itself tells.
            None => {
                self.answer.identifier.is_some()
                    || view.is_some_and(|view| {
                        matches!(view.decision.outcome(), Outcome::NotRequired | Outcome::CardSufficient)
                    })
            }
        };
        let worst = self.answer.severity().unwrap_or(Severity::Info);
        if worst == Severity::Info && !settled {
            self.report(Finding::new(FindingCode::ChoiceRequired, "identifier"));
        }
        self.answer.verdict = self.verdict(matched);
        self.answer.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        if self.answer.verdict == Verdict::Ok {
            // What is right needs no proposal.
            let right = self.answer.identifier.is_some();
            self.answer.proposed.take_if(|_| right);
        }
    }

    fn verdict(&self, matched: bool) -> Verdict {
        let malformed = self.answer.has(FindingCode::Checksum) || self.answer.has(FindingCode::Format);
        match self.answer.severity() {
            _ if !matched && !malformed && self.answer.candidates.is_empty() => Verdict::NotFound,
            Some(Severity::Error) => Verdict::ToFix,
            Some(Severity::Warning) if self.only_lacks_a_number() => Verdict::ToComplete,
            Some(Severity::Warning) => Verdict::ToReview,
            _ => Verdict::Ok,
        }
    }

    /// Whether nothing is wrong but that the file has no number, and there is one answer.
    fn only_lacks_a_number(&self) -> bool {
        let called = self.answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
        self.numbers.is_empty()
            && self.answer.proposed.is_some()
            && called.map(|finding| finding.code).all(|code| code == FindingCode::MissingIdentifier)
    }
}
