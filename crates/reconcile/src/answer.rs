//! What a client record is answered.

use std::sync::Arc;

use aiguilleur_certificate::CertificateRead;
use aiguilleur_resolver::{Couloir, Identifier, Outcome, Severity};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::finding::{Finding, FindingCode};

/// The verdict on a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The identifier on file is the right one, for an activity under way in an open structure.
    Ok,
    /// No identifier on file and one answer: what is proposed may be written without a person.
    ToComplete,
    /// At least one finding of error severity.
    ToFix,
    /// A person must choose or confirm.
    ToReview,
    /// Nothing in the directory answers to it.
    NotFound,
    /// The record could not be read.
    Error,
}

impl Verdict {
    /// Every verdict, the best first.
    pub const ALL: [Self; 6] =
        [Self::Ok, Self::ToComplete, Self::ToReview, Self::ToFix, Self::NotFound, Self::Error];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::ToComplete => "to_complete",
            Self::ToFix => "to_fix",
            Self::ToReview => "to_review",
            Self::NotFound => "not_found",
            Self::Error => "error",
        }
    }

    /// Whether it needs a person: neither what is right nor what may be written as proposed.
    pub const fn needs_a_person(self) -> bool {
        !matches!(self, Self::Ok | Self::ToComplete)
    }

    /// For people, in French.
    pub const fn label_fr(self) -> &'static str {
        match self {
            Self::Ok => "Juste",
            Self::ToComplete => "À compléter",
            Self::ToFix => "À corriger",
            Self::ToReview => "À examiner",
            Self::NotFound => "Introuvable",
            Self::Error => "Illisible",
        }
    }
}

/// The professional or structure matched with a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// `rpps`, `identifier`, `certificate` or `name`.
    pub by: &'static str,
    /// `professional` or `structure`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// idNat PP or idNatStruct.
    pub id: String,
    /// The directory's name.
    pub name: String,
    /// From 0 to 100: what was compared and agreed, weighted; by name, the probability that it is the client.
    pub score: u8,
    /// By name: how far the next candidate is behind, of 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<u8>,
    /// By name: what agrees, in French.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<&'static str>,
}

/// One field of the record against the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Canonical name of the compared field.
    pub field: &'static str,
    /// As the client has it.
    pub on_file: String,
    /// As the directory has it.
    pub directory: String,
    /// `same`, `close` or `differs`.
    pub verdict: &'static str,
    /// Why, in French.
    pub reason: &'static str,
}

/// The decision that the record was judged by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionBrief {
    /// Couloir whose rules were read.
    pub couloir: Option<Couloir>,
    /// What the decision says to do.
    pub outcome: Outcome,
    /// One French sentence.
    pub summary: String,
    /// Name of the structure.
    pub structure: String,
    /// The rule that decided.
    pub rule: &'static str,
}

/// A person or structure that the record may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// idNat PP or idNatStruct.
    pub id: String,
    /// Name in the directory.
    pub name: String,
    /// Where.
    pub cities: Vec<String>,
    /// Profession, or category.
    pub profession: Option<&'static str>,
    /// From 0 to 100: the probability that it is the client.
    pub score: u8,
    /// What agrees and what does not, in French.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<&'static str>,
    /// What it would order on, where that is one identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders_on: Option<Identifier>,
}

/// The other columns of the client's, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Carried(pub Vec<(Arc<str>, Value)>);

impl Serialize for Carried {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name.as_ref(), value)?;
        }
        map.end()
    }
}

/// The answer to one record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reconciled {
    /// Position of the record: line of a file, rank in an array.
    pub line: u64,
    /// The client's own number.
    pub client_id: Option<String>,
    /// Stable key from one run to the next, when there is no `client_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_key: Option<String>,
    /// One word for the whole record.
    pub verdict: Verdict,
    /// Against the last report: `new`, `unchanged` or `resolved`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<&'static str>,
    /// Findings of the last report that are gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resolved: Vec<FindingCode>,
    /// The professional or structure matched.
    pub matched: Option<Match>,
    /// The identifier on file, in its own spelling, with its kind.
    pub identifier: Option<Identifier>,
    /// The identifier to use instead, or to write where there is none.
    pub proposed: Option<Identifier>,
    /// The decision it was judged by.
    pub decision: Option<DecisionBrief>,
    /// What is wrong, and what is worth knowing; errors first.
    pub findings: Vec<Finding>,
    /// Field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<Comparison>,
    /// Candidates, when several bear the name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// The certificates that came with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<CertificateRead>,
    /// The other columns.
    #[serde(skip_serializing_if = "is_empty")]
    pub carried: Carried,
}

fn is_empty(carried: &Carried) -> bool {
    carried.0.is_empty()
}

impl Reconciled {
    /// The most serious severity found.
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Whether it has such a finding.
    pub fn has(&self, code: FindingCode) -> bool {
        self.findings.iter().any(|finding| finding.code == code)
    }
}
