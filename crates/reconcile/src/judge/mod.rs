//! The verdict on one record: matched, compared with the decision, written out.

mod by_name;
mod case;
pub(crate) mod certificate;
mod contact;
mod evidence;
mod found;
mod identifier;
mod kept;
mod names;
mod numbers;
mod place;
mod proposal;

use std::{borrow::Cow, path::PathBuf, sync::Arc};

use aiguilleur_certificate::CertificateRead;
use aiguilleur_directory::{Decided, Snapshot};
use aiguilleur_domain::Date;
use aiguilleur_resolver::Usage;

pub(crate) use case::carried;
use kept::Kept;

use crate::{
    ReconcileError,
    answer::{Candidate, Carried, Reconciled, Verdict},
    finding::{Finding, FindingCode},
    record::{self, ClientRecord, Row, UnreadableRecord},
};

/// Where certificates may come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certificates {
    /// Inline, or files: paths are relative to this folder.
    Folder(PathBuf),
    /// Inline only.
    Inline,
}

/// How records are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day the verdicts are for.
    pub as_of: Date,
    /// Days before expiry that call for attention, in ascending order.
    pub thresholds: Vec<i32>,
    /// Where certificates may come from.
    pub certificates: Certificates,
    /// Usages of a record that states none.
    pub usages: Vec<Usage>,
}

impl Options {
    /// The documented defaults: 90, 60 and 30 days, inline certificates.
    pub fn new(as_of: Date) -> Self {
        Self { as_of, thresholds: vec![30, 60, 90], certificates: Certificates::Inline, usages: Vec::new() }
    }
}

/// Kinds of entity that a record may describe.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sought {
    /// A professional or a structure.
    #[default]
    Any,
    /// A professional.
    Person,
    /// Sites, cabinets and companies.
    Structure,
}

/// Who a record is about, for those who ask nothing else.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identification {
    /// The likeliest first.
    pub candidates: Vec<Candidate>,
    /// Whether the first one is the client: a number or a name and a place say so, and nothing contradicts.
    pub certain: bool,
    /// The steps of work that it cost.
    pub steps: usize,
}

/// The decision that a record was judged by, with all that an order needs of it.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Every decision of the client.
    pub decided: Arc<Decided>,
    /// Index of the record's own.
    pub decision: usize,
    /// Usages that it was taken for.
    pub usages: Vec<Usage>,
}

/// Judges records against one snapshot.
#[derive(Debug, Clone)]
pub struct Judge<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) options: Cow<'a, Options>,
    structures: Kept,
}

impl<'a> Judge<'a> {
    /// A judge who reads `snapshot`.
    pub fn new(snapshot: &'a Snapshot, options: &'a Options) -> Self {
        Self { snapshot, options: Cow::Borrowed(options), structures: Kept::default() }
    }

    /// The same, for those who judge as records come: it keeps its own options.
    pub fn owning(snapshot: &'a Snapshot, options: Options) -> Self {
        Self { snapshot, options: Cow::Owned(options), structures: Kept::default() }
    }

    /// The verdict on a row.
    ///
    /// # Errors
    /// When the directory cannot be read; never because of the record.
    pub fn judge(&self, row: Row) -> Result<Reconciled, ReconcileError> {
        self.choose(row).map(|(answer, _)| answer)
    }

    /// The verdict on a row, and the decision that it rests on where one alone can be meant.
    ///
    /// # Errors
    /// When the directory cannot be read; never because of the record.
    pub fn choose(&self, mut row: Row) -> Result<(Reconciled, Option<Chosen>), ReconcileError> {
        let key = without_keys(&mut row);
        match row {
            Ok(record) if record.is_blank() => {
                let mut answer = blank(record.line);
                answer.client_id = Some(record.client_id).filter(|id| !id.is_empty());
                answer.carried = Carried(record.carried);
                answer.findings.push(Finding::new(FindingCode::EmptyRecord, "record"));
                answer.findings.extend(key);
                Ok((answer, None))
            }
            Ok(record) => {
                let mut hearing = case::Hearing::open(self, &record);
                if let Some(key) = key {
                    hearing.report(key);
                }
                hearing.hold()
            }
            Err(UnreadableRecord { line, client_id, why }) => {
                let mut answer = blank(line);
                answer.client_id = Some(client_id).filter(|id| !id.is_empty());
                answer.findings.push(Finding::new(FindingCode::UnreadableRecord, "record").says(why));
                answer.findings.extend(key);
                Ok((answer, None))
            }
        }
    }

    /// Who the record is about, by the same judgement, without a verdict.
    ///
    /// # Errors
    /// When the directory cannot be read; never because of the record.
    pub fn identify(&self, record: &ClientRecord, sought: Sought) -> Result<Identification, ReconcileError> {
        if record.is_blank() {
            return Ok(Identification::default());
        }
        case::Hearing::open(self, record).identify(sought)
    }

    /// The answer for a certificate that came by itself.
    pub(crate) fn hear_certificate(
        &self,
        record: &ClientRecord,
        certificate: CertificateRead,
    ) -> Result<Reconciled, ReconcileError> {
        case::Hearing::open(self, record).with(certificate).hold().map(|(answer, _)| answer)
    }
}

/// Empties the fields of `row` that hold a private key, so that no report repeats it; says so if there was one.
fn without_keys(row: &mut Row) -> Option<Finding> {
    const MESSAGE: &str =
        "Une colonne porte une clé privée : elle n'est pas reprise. La retirer de ce fichier.";
    let found = match row {
        Ok(record) => record.remove_keys(),
        Err(unreadable) => record::remove_key(&mut unreadable.client_id),
    };
    found.then(|| Finding::new(FindingCode::PrivateKey, "record").says(MESSAGE))
}

fn blank(line: u64) -> Reconciled {
    Reconciled {
        line,
        client_id: None,
        client_key: None,
        verdict: Verdict::Error,
        since: None,
        resolved: Vec::new(),
        matched: None,
        identifier: None,
        proposed: None,
        decision: None,
        findings: Vec::new(),
        comparisons: Vec::new(),
        candidates: Vec::new(),
        certificates: Vec::new(),
        carried: Carried::default(),
    }
}
