//! Why nothing is answered, as OperationOutcome.

use serde_json::{Value, json};

/// A request that is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{details}")]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The code of FHIR's issue-type.
    pub code: &'static str,
    /// In French.
    pub details: String,
}

impl Refusal {
    pub(crate) fn invalid(details: String) -> Self {
        Self { status: 400, code: "invalid", details }
    }

    pub(crate) fn not_supported(details: String) -> Self {
        Self { status: 400, code: "not-supported", details }
    }

    pub(crate) fn not_found(reference: &str) -> Self {
        Self {
            status: 404,
            code: "not-found",
            details: format!("Ressource absente de l'annuaire : {reference}"),
        }
    }

    pub(crate) fn gone() -> Self {
        let details = "Cette page n'existe plus : les données ont été renouvelées ; reprendre la recherche.";
        Self { status: 410, code: "expired", details: details.to_owned() }
    }
}

impl From<aiguilleur_directory::StoreError> for Failure {
    fn from(error: aiguilleur_directory::StoreError) -> Self {
        Self::Directory(error.into())
    }
}

/// Why there is no answer: the caller's doing, or ours.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The request cannot be answered.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The directory cannot be read.
    #[error(transparent)]
    Directory(#[from] aiguilleur_directory::DirectoryError),
}

/// An OperationOutcome of one error.
pub fn outcome(code: &str, details: &str) -> Value {
    issue("error", code, details)
}

/// An OperationOutcome of one remark on an answer.
pub(crate) fn remark(details: &str) -> Value {
    issue("warning", "incomplete", details)
}

fn issue(severity: &str, code: &str, details: &str) -> Value {
    json!({
        "resourceType": "OperationOutcome",
        "issue": [{
            "severity": severity, "code": code, "details": { "text": details }, "diagnostics": details,
        }],
    })
}
