//! A client's certificate: what its subject, its issuer and its dates say. No signature is checked here.

mod der;
mod read;
mod refused;

use aiguilleur_domain::Date;
use aiguilleur_resolver::{Ask, Case, Certificate, IdNatStructRead, SubjectRead, Warning, decide};
use serde::Serialize;

pub(crate) use read::inline;
pub use read::read;
pub use refused::CertificateRefused;

/// Largest text of certificates that is read, in bytes.
pub const MAX_CERTIFICATE: usize = 256 << 10;

/// The issuer's family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuerFamily {
    /// IGC-Santé, gamme élémentaire, organisations: the one that the guides speak of.
    ElementaireOrganisations,
    /// Another authority of IGC-Santé.
    OtherIgcSante,
    /// Anybody else.
    Other,
}

/// A certificate, read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CertificateRead {
    /// The subject's attributes.
    pub subject: SubjectRead,
    /// The identifier of the structure, as the subject's OU carries it.
    pub id_nat_struct: Option<String>,
    /// The same, taken apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<IdNatStructRead>,
    /// CN of the issuer.
    pub issuer: String,
    /// The issuer's family.
    pub issuer_family: IssuerFamily,
    /// Whether a test authority issued it.
    pub test: bool,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// First day of validity.
    pub not_before: Date,
    /// Last day of validity.
    pub not_after: Date,
    /// Days left; negative when expired.
    pub days_left: i32,
    /// What the subject calls for.
    #[serde(skip)]
    pub(crate) warnings: Vec<Warning>,
}

impl CertificateRead {
    /// The « service applicatif ».
    pub fn cn(&self) -> &str {
        self.subject.service_applicatif.as_deref().unwrap_or_default()
    }
}

/// What the resolver reads in a subject: its attributes, the identifier, and what is wrong with them.
fn subject(text: String) -> (SubjectRead, Option<IdNatStructRead>, Vec<Warning>) {
    let case = Case {
        ask: Some(Ask::CertificateSubject),
        certificate: Some(Certificate { subject: Some(text), ..Certificate::default() }),
        ..Case::default()
    };
    let decision = decide(&case).decisions.into_iter().next();
    decision.map_or_else(Default::default, |decision| {
        (decision.reply.subject.unwrap_or_default(), decision.reply.idnatstruct, decision.warnings)
    })
}

fn family(issuer: &str) -> (IssuerFamily, bool) {
    let upper = issuer.trim().to_uppercase();
    let (name, test) = match upper.strip_prefix("TEST ") {
        Some(name) => (name, true),
        None => (upper.as_str(), false),
    };
    let family = match name {
        "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS" => IssuerFamily::ElementaireOrganisations,
        _ if name.contains("IGC-SANTE") => IssuerFamily::OtherIgcSante,
        _ => IssuerFamily::Other,
    };
    (family, test)
}

#[cfg(test)]
mod tests;
