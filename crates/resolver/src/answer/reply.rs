//! What the other questions answer beside an outcome.

use jiff::civil::Date;
use serde::Serialize;

use crate::answer::form::Signatory;
use crate::codes::{IdentifierKind, Level, Outcome};

/// What a question other than `order` is answered beside the outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The form to fill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'static str>,
    /// Who signs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<Signatory>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Outcome>,
    /// Days until the certificate expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i32>,
    /// When it should expire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_not_after: Option<Date>,
    /// `ok`, `fail` or `not_applicable`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checksum: Option<&'static str>,
    /// The key that the rule gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_key: Option<u8>,
    /// The right value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correct: Option<&'static str>,
    /// The level of a FINESS number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The identifier of the structure, read from a certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idnatstruct: Option<IdNatStructRead>,
    /// The attributes of a certificate's subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectRead>,
    /// What to do, step by step.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub steps: &'static [&'static str],
}

/// The attributes of a subject.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SubjectRead {
    /// `C`.
    pub country: Option<String>,
    /// `ST`, « label (code) ».
    pub departement: Option<String>,
    /// `O`, cut at forty characters.
    pub organisation: Option<String>,
    /// `CN`, the « service applicatif ».
    pub service_applicatif: Option<String>,
}

/// The identifier of a structure, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdNatStructRead {
    /// Type digit (TRE_G07).
    #[serde(rename = "type")]
    pub type_code: String,
    /// What follows it.
    pub value: String,
    /// What it is; `None` for a type that names no structure certificates are ordered on.
    pub kind: Option<IdentifierKind>,
    /// `ok`, `fail` or `not_applicable`.
    pub checksum: &'static str,
    /// The key that the rule gives, when the one read is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_key: Option<u8>,
    /// RPPS of the cabinet's titulaire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rpps: Option<String>,
    /// Order number of the cabinet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rang: Option<String>,
    /// Key, as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cle: Option<String>,
    /// Level of a FINESS number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}
