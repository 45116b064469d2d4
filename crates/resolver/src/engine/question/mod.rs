//! The questions other than « which identifier »: the certificate's life, forms, practices, identifiers.

pub(crate) mod answered;
mod certificate;
mod f413;
mod f413_check;
mod identifier;
mod people;
mod practice;
mod subject;

use jiff::civil::Date;

use crate::case::{Ask, Case};
use crate::engine::question::answered::Answered;

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
        Ask::F413Check => f413_check::check(case),
        Ask::F413Address => f413::address(case),
        Ask::PlatformOrderHelp => practice::platform(case),
    }
}
