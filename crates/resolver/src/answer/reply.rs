//! What each question is answered.

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeMap;

use crate::answer::form::Signatory;
use crate::answer::identifier::Identifier;
use crate::answer::order::Order;
use crate::codes::{IdentifierKind, Level, Outcome};

/// The answer to a question, beside the outcome, the rule and the warnings that every question is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Who orders, and on which identifier?
    Order(Box<Order>),
    /// Is this identifier well formed?
    Identifier(IdentifierRead),
    /// How is an administrateur technique changed, which form is a mandataire's?
    Form(SignedForm),
    /// Until when is the certificate valid? `None` where nobody says when it was issued.
    Validity(Option<Date>),
    /// What to do with this certificate, by its days left?
    DaysLeft(i32),
    /// What to do with this certificate, after an incident: what comes next.
    Then(Outcome),
    /// What does the subject of this certificate say?
    Subject(Box<SubjectRead>, Option<IdNatStructRead>),
    /// Where does form 413 go?
    Address(&'static str),
    /// How to order on the platform, step by step?
    Steps(&'static [&'static str]),
    /// A form or a practice that is checked, forms that are counted: the warnings and the forms say it all.
    Findings,
}

/// A number, as its form and its key say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentifierRead {
    /// The number.
    pub identifier: Identifier,
    /// `ok`, `fail` or `not_applicable`.
    pub checksum: &'static str,
    /// The key that the rule gives, when the one read is wrong.
    pub expected_key: Option<u8>,
    /// The level, of a FINESS number.
    pub level: Option<Level>,
}

/// A form to fill and who signs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedForm {
    /// The form; `None` where it depends on a card of which nothing is known.
    pub form: Option<&'static str>,
    /// Who signs it.
    pub signed_by: Signatory,
}

impl Reply {
    /// Writes what this question alone is answered.
    pub(super) fn write<M: SerializeMap>(&self, json: &mut M) -> Result<(), M::Error> {
        match self {
            Self::Order(_) | Self::Findings | Self::Validity(None) => Ok(()),
            Self::Form(SignedForm { form, signed_by }) => {
                if let Some(form) = form {
                    json.serialize_entry("form", form)?;
                }
                json.serialize_entry("signed_by", signed_by)
            }
            Self::Then(next) => json.serialize_entry("then", next),
            Self::DaysLeft(days) => json.serialize_entry("days_left", days),
            Self::Validity(Some(end)) => json.serialize_entry("expected_not_after", end),
            Self::Identifier(read) => {
                json.serialize_entry("checksum", read.checksum)?;
                if let Some(key) = read.expected_key {
                    json.serialize_entry("expected_key", &key)?;
                }
                read.level.map_or(Ok(()), |level| json.serialize_entry("level", &level))
            }
            Self::Address(right) => json.serialize_entry("correct", right),
            Self::Subject(subject, unit) => {
                if let Some(unit) = unit {
                    json.serialize_entry("idnatstruct", unit)?;
                }
                json.serialize_entry("subject", subject)
            }
            Self::Steps(steps) => json.serialize_entry("steps", steps),
        }
    }
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
