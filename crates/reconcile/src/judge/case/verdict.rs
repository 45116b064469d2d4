//! The verdict, once everything is heard.

use aiguilleur_directory::{DecisionView, Standing};
use aiguilleur_resolver::{NumberRole, Outcome, Severity};

use super::Hearing;
use crate::{
    answer::Verdict,
    finding::{Finding, FindingCode},
};

impl Hearing<'_> {
    pub(super) fn conclude(
        &mut self,
        matched: bool,
        standing: Option<&Standing>,
        view: Option<&DecisionView>,
    ) {
        let settled = match standing {
            Some(standing) => matches!(standing.role, NumberRole::Recommended | NumberRole::Fallback),
            // Nothing on file: fine where no certificate is needed, or where the certificate itself tells.
            None => {
                self.answer.identifier.is_some()
                    || view.is_some_and(|view| {
                        matches!(view.decision.outcome, Outcome::NotRequired | Outcome::CardSufficient)
                    })
            }
        };
        let worst = self.answer.severity().unwrap_or(Severity::Info);
        if worst == Severity::Info && !settled {
            self.tell(Finding::new(FindingCode::ChoiceRequired, "identifier"));
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
            Some(Severity::Warning) => Verdict::ToReview,
            _ => Verdict::Ok,
        }
    }
}
