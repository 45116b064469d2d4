//! What is wrong in a publisher's file, as values: where, which rule, and a sentence. Never an error, and
//! never the personal data that was read.

use std::{fmt, sync::Arc};

use aiguilleur_domain::Code;
use serde::{Serialize, Serializer};

/// The rule that a row or a field breaks. Its code is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rule {
    /// The row does not have as many fields as its header or its type calls for.
    FieldCount,
    /// The row is not in the encoding of its file.
    Encoding,
    /// The row is longer than any real row.
    LineTooLong,
    /// Quotes do not match.
    Quotes,
    /// A required value is absent.
    Missing,
    /// The value does not have the form of its kind.
    Format,
    /// The value does not have the form of its kind, in a way that leaves no doubt on what it was.
    Repaired,
    /// The control key of an identifier is wrong.
    Checksum,
    /// `Identification nationale PP` is not the type digit followed by `Identifiant PP`.
    IdentityMismatch,
    /// `Ancien identifiant de la structure` is not an idNatStruct (type 1 with another length than ten).
    NotAnIdNatStruct,
    /// The record cannot be read as what its place says it is.
    Structure,
    /// The first field of the row names no known record type.
    UnknownRecordType,
    /// The person has more rows in the file than any real person.
    Crowd,
}

impl Rule {
    /// The stable code (`snake_case`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::FieldCount => "field_count",
            Self::Encoding => "encoding",
            Self::LineTooLong => "line_too_long",
            Self::Quotes => "quotes",
            Self::Missing => "missing",
            Self::Format => "format",
            Self::Repaired => "repaired",
            Self::Checksum => "checksum",
            Self::IdentityMismatch => "identity_mismatch",
            Self::NotAnIdNatStruct => "not_an_id_nat_struct",
            Self::Structure => "structure",
            Self::UnknownRecordType => "unknown_record_type",
            Self::Crowd => "crowd",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A place in a publisher's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Location {
    /// The file, and the entry of its archive.
    #[serde(serialize_with = "as_text")]
    pub file: Arc<str>,
    /// One-based line, in the decompressed text. For nested formats, the line where the record starts.
    pub line: u64,
    /// The publisher's name of the column or field; empty when the whole row is concerned.
    pub column: &'static str,
}

fn as_text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// One thing that is wrong, located: a reject when the row is lost, an anomaly when only a field is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// Where.
    #[serde(flatten)]
    pub at: Location,
    /// Stable code of the check that failed.
    pub rule: Rule,
    /// One French sentence, without any personal data.
    pub message: String,
    /// What could still be read of a rejected row, when its columns could be split.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub about: Option<Box<About>>,
}

/// The groups that a rejected row would have been counted in. No identifier, no name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct About {
    /// Code of the profession.
    pub profession: Option<Code>,
    /// Code of the département of the structure.
    pub departement: Option<Code>,
    /// Code of the secteur d'activité.
    pub secteur_activite: Option<Code>,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, ligne {}", self.at.file, self.at.line)?;
        if !self.at.column.is_empty() {
            write!(f, ", « {} »", self.at.column)?;
        }
        write!(f, " : {} [{}]", self.message, self.rule)
    }
}
