//! The questions other than « which identifier »: the certificate's life, forms, practices, identifiers.

mod certificate;
mod f413;
mod identifier;
mod people;
mod practice;
mod subject;

use jiff::civil::Date;
use serde::Serialize;

use crate::answer::{Level, Outcome};
use crate::case::{Ask, Case};
use crate::draft::Draft;
use crate::form::{Form, Signatory};
use crate::rule::Rule;

pub use subject::{IdNatStructRead, SubjectRead};

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

/// The answer to a question, before it is put in shape.
pub(crate) struct Answered {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) forms: Vec<Form>,
    pub(crate) forms_count: Option<u32>,
}

impl From<Draft> for Answered {
    fn from(draft: Draft) -> Self {
        Self { drafts: vec![draft], forms: Vec::new(), forms_count: None }
    }
}

/// Answers every question but `order`.
pub(crate) fn answer(ask: Ask, case: &Case, today: Date) -> Answered {
    match ask {
        Ask::Order | Ask::F413Count => f413::count(case),
        Ask::AdministrateurTechniqueChange => people::administrator_change(case),
        Ask::MandataireForm => people::mandataires(case),
        Ask::CertificateValidity => certificate::validity(case),
        Ask::CertificateAction => certificate::action(case, today),
        Ask::CertificateSubject => subject::read(case),
        Ask::IdentifierCheck => identifier::check(case),
        Ask::PracticeCheck => practice::check(case),
        Ask::F413Check => f413::check(case),
        Ask::F413Address => f413::address(case),
        Ask::PlatformOrderHelp => practice::platform(case),
    }
}

/// Every rule of these chapters.
pub(crate) static ALL: &[&[&Rule]] =
    &[certificate::ALL, f413::ALL, identifier::ALL, people::ALL, practice::ALL, subject::ALL];
