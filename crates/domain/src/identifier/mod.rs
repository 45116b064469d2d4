//! The identifiers of people and structures, each parsed once, by its type.
//!
//! Forms and keys: MOS and TRE_G07/TRE_G08 (ANS), FINESS XSD, INSEE. Parsing here is strict: what people
//! paste is repaired elsewhere, visibly, before it comes here.

mod adeli;
mod digits;
mod finess;
mod idnat;
mod key;
mod rang;
mod rpps;
mod sirene;
mod text;

pub use adeli::Adeli;
pub use finess::{FinessEg, FinessEj, finess_key};
pub use idnat::{IdNatPp, IdNatStruct};
pub use key::{KeyStatus, luhn_key, luhn_valid};
pub use rang::{AdeliRang, RppsRang};
pub use rpps::Rpps;
pub use sirene::{Siren, Siret};

/// Why a text is not the identifier it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// The number of characters is not the one of this kind.
    #[error("{kind}: {found} characters where {expected} are expected")]
    Length {
        /// The kind that was expected, as the field names it.
        kind: &'static str,
        /// Characters found.
        found: usize,
        /// Characters expected.
        expected: usize,
    },
    /// A character that cannot occur at this place.
    #[error("{kind}: unexpected character at position {position}")]
    Character {
        /// The kind that was expected.
        kind: &'static str,
        /// One-based position of the character.
        position: usize,
    },
    /// The control key does not match.
    #[error("{kind}: control key {found} where {expected} is expected")]
    Key {
        /// The kind that was expected.
        kind: &'static str,
        /// The key read.
        found: u8,
        /// The key computed.
        expected: u8,
    },
    /// The type digit of an idNat is not one that this product knows.
    #[error("{kind}: unknown type digit")]
    Type {
        /// `idNat PP` or `idNatStruct`.
        kind: &'static str,
    },
}

impl IdentifierError {
    /// The stable code of the rule that failed, as rejects and answers carry it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Key { .. } => "checksum",
            Self::Length { .. } | Self::Character { .. } | Self::Type { .. } => "format",
        }
    }
}
