//! The hearing of one record: its facts are read, its match is sought, each field is compared, the verdict falls.

mod context;
mod identification;
mod identity;
mod reading;
mod seeking;
mod verdict;

use aiguilleur_certificate::CertificateRead;
use aiguilleur_directory::DecisionRequest;
use aiguilleur_domain::pasted::{self, Pasted};
use aiguilleur_resolver::{IdentifierKind, NumberRole};

use super::{Chosen, Judge, Sought, blank, by_name::Sure, found::Found, numbers::Number, proposal};
use crate::{
    ReconcileError,
    answer::{Carried, Reconciled},
    finding::{Finding, FindingCode},
    record::ClientRecord,
};

/// One record being heard.
pub(super) struct Hearing<'a> {
    judge: &'a Judge<'a>,
    record: &'a ClientRecord,
    answer: Reconciled,
    request: DecisionRequest,
    said: Option<IdentifierKind>,
    rpps: Number,
    /// The identifiers on file, each with its role once known.
    numbers: Vec<Number>,
    certificates: Vec<CertificateRead>,
    /// Evidence for the match by name.
    sure: Option<Sure>,
    /// Whether the name or the town says that the number is another client's.
    doubted: bool,
    sought: Sought,
    /// The index's work so far.
    steps: usize,
}

impl<'a> Hearing<'a> {
    pub(super) fn open(judge: &'a Judge<'a>, record: &'a ClientRecord) -> Self {
        let mut answer = blank(record.line);
        answer.client_id = Some(record.client_id.clone()).filter(|id| !id.is_empty());
        answer.client_key = answer.client_id.is_none().then(|| record.key().to_owned());
        answer.carried = Carried(record.carried.clone());
        let request = DecisionRequest { as_of: Some(judge.options.as_of), ..DecisionRequest::default() };
        let mut hearing = Self {
            judge,
            record,
            answer,
            request,
            said: None,
            rpps: Number::default(),
            numbers: Vec::new(),
            certificates: Vec::new(),
            sure: None,
            doubted: false,
            sought: Sought::Any,
            steps: 0,
        };
        hearing.read_words();
        hearing.read_numbers();
        hearing.read_certificates();
        hearing
    }

    /// The same, with a certificate that is read already.
    pub(super) fn with(mut self, certificate: CertificateRead) -> Self {
        self.certificates.push(certificate);
        self
    }

    /// The verdict, and the decision that it rests on.
    pub(super) fn hold(mut self) -> Result<(Reconciled, Option<Chosen>), ReconcileError> {
        let found = self.seek()?;
        let place = self.weigh(found.as_ref())?;
        let Self { answer, request, .. } = self;
        let chosen = found.zip(place).map(|(found, decision)| Chosen {
            decided: found.decided,
            decision,
            usages: request.usages,
        });
        Ok((answer, chosen))
    }

    /// Compares the record with its match; the index of the decision that it is about.
    fn weigh(&mut self, found: Option<&Found>) -> Result<Option<usize>, ReconcileError> {
        self.hear_unknown_person(found);
        let (standing, doubtful) = self.stand(found)?;
        let couloir = self.request.couloir;
        let view = found.and_then(|f| proposal::decision(f, standing.as_ref(), self.record, couloir));
        self.answer.proposed = proposal::single(view);
        if let Some(standing) = standing.as_ref().filter(|standing| standing.role > NumberRole::Hint) {
            // What is on file is wrong: it is never what to use instead.
            self.answer.proposed.take_if(|proposed| proposed.is(standing.value));
        }
        self.keep_to_own_rang(found);
        if self.doubted {
            self.answer.proposed = None;
        }
        self.hear_identifier(found, standing.as_ref(), view, doubtful);
        if let Some(found) = found {
            self.hear_activity(found, standing.as_ref());
            self.hear_context(found, view)?;
        }
        self.hear_certificates(found)?;
        self.answer.decision = view.map(proposal::brief);
        self.order_for_candidates()?;
        self.conclude(found.is_some(), standing.as_ref(), view);
        let decisions = found.map(|found| found.decided.decisions.as_slice()).unwrap_or_default();
        Ok(view.and_then(|view| decisions.iter().position(|known| std::ptr::eq(known, view))))
    }

    pub(super) fn report(&mut self, finding: Finding) {
        let twin = |known: &Finding| known.code == finding.code && known.message == finding.message;
        if !self.answer.findings.iter().any(twin) {
            self.answer.findings.push(finding);
        }
    }
}

fn unknown_value(field: &'static str, message: &'static str) -> Finding {
    Finding::new(FindingCode::UnknownValue, field).says(message)
}

/// The identifier that a certificate carries, as values.
pub(crate) fn carried(read: &CertificateRead) -> Vec<pasted::Value> {
    let text = read.id_nat_struct.as_deref().unwrap_or_default();
    let readings = Pasted::read(text).readings;
    readings
        .into_iter()
        .filter_map(|reading| reading.value)
        .filter(|value| value.structure().is_some())
        .collect()
}
