//! An identifier as an answer gives it: its kind, its value and the number that the platform shows.

use serde::Serialize;

use crate::codes::{Confidence, IdentifierKind, Orderer};

/// The identifier to order on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identifier {
    /// What kind of number is wanted.
    pub kind: IdentifierKind,
    /// The number, exactly as the directory writes it; `None` when it is not known or not well formed.
    pub value: Option<String>,
    /// The same behind its type digit, as the IGC-Santé platform and the certificate's subject OU carry it.
    pub id_nat_struct: Option<String>,
}

impl Identifier {
    /// A known number.
    pub fn known(kind: IdentifierKind, value: &str) -> Self {
        Self { kind, value: Some(value.to_owned()), id_nat_struct: id_nat_struct(kind, value) }
    }

    /// The kind that is wanted, of which no usable number is known.
    pub const fn missing(kind: IdentifierKind) -> Self {
        Self { kind, value: None, id_nat_struct: None }
    }

    /// The number when known, else the kind alone.
    pub fn of(kind: IdentifierKind, value: Option<&str>) -> Self {
        value.map_or(Self::missing(kind), |value| Self::known(kind, value))
    }
}

fn id_nat_struct(kind: IdentifierKind, value: &str) -> Option<String> {
    let digit = match kind {
        IdentifierKind::RppsRang => '4',
        IdentifierKind::Siret => '3',
        IdentifierKind::Siren => '2',
        IdentifierKind::FinessGeographique | IdentifierKind::FinessJuridique | IdentifierKind::Finess => '1',
        IdentifierKind::AdeliRang => '0',
        IdentifierKind::Rpps | IdentifierKind::Adeli => return None,
    };
    let mut text = String::with_capacity(value.len() + 1);
    text.push(digit);
    text.push_str(value);
    Some(text)
}

/// An identifier that may be right under a condition that only a person can check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Proposal {
    /// Who would order, when that differs from the decision's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orderer: Option<Orderer>,
    /// The identifier; absent when only the orderer is known.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    /// The name of the site that bears it, to distinguish several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Town of the site that bears it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// Under which condition, in French.
    pub condition: &'static str,
}

impl Proposal {
    /// A number that serves under `condition`.
    pub(crate) fn new(kind: IdentifierKind, value: &str, condition: &'static str) -> Self {
        Self { identifier: Some(Identifier::known(kind, value)), condition, ..Self::default() }
    }

    /// The same, ordered by `orderer`.
    #[must_use]
    pub(crate) fn by(mut self, orderer: Orderer) -> Self {
        self.orderer = Some(orderer);
        self
    }

    /// The number, when there is one.
    pub fn value(&self) -> Option<&str> {
        self.identifier.as_ref()?.value.as_deref()
    }
}

/// What the directory carries where no rule says anything: never an instruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// Number to check, never to order on unchecked.
    #[serde(flatten)]
    pub identifier: Identifier,
    /// Always low.
    pub confidence: Confidence,
}
