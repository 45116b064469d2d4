//! RPPS: the national number of a health professional.

use std::{fmt, str::FromStr};

use super::{IdentifierError, digits, text::serde_as_text};

/// A RPPS number: 11 digits, the last one the Luhn key (ANS, MOS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rpps(u64);

impl Rpps {
    /// Number of digits.
    pub const LEN: usize = 11;

    pub(super) fn from_number(value: u64) -> Result<Self, IdentifierError> {
        digits::check_key::<{ Self::LEN }>("RPPS", value)?;
        Ok(Self(value))
    }

    /// A number whose key was checked when the identifier that holds it was parsed.
    pub(super) const fn checked(value: u64) -> Self {
        Self(value)
    }

    /// The number, for compact storage.
    pub const fn as_u64(self) -> u64 {
        self.0
    }
}

impl FromStr for Rpps {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        Self::from_number(digits::read("RPPS", text, Self::LEN)?)
    }
}

impl fmt::Display for Rpps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:011}", self.0)
    }
}

serde_as_text!(Rpps, number);
