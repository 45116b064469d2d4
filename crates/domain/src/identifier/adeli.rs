//! ADELI: the former number of professionals, by département.

use std::{fmt, str::FromStr};

use super::{IdentifierError, KeyStatus, key, text::serde_as_text};

/// An ADELI number: 9 characters, digits or upper-case letters (`69A005441`, `2B…`, `9D…`).
///
/// The key is the Luhn one on all-digit numbers; no rule is published for numbers with a letter, so the key
/// is reported by [`Adeli::key_status`] and never refuses a row (`domain/rpps.md` 4.1: 346 of 346 numeric ones
/// hold).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Adeli([u8; 9]);

impl Adeli {
    /// Number of characters.
    pub const LEN: usize = 9;

    /// The key, or `None` where no rule is known (a letter in the number).
    pub fn key_status(&self) -> Option<KeyStatus> {
        if !self.0.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let expected = key::luhn_key(self.0[..8].iter().map(|b| b - b'0'));
        Some(if self.0[8] - b'0' == expected { KeyStatus::Valid } else { KeyStatus::Invalid { expected } })
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Adeli {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let bytes = text.as_bytes();
        let chars: [u8; 9] = bytes.try_into().map_err(|_| IdentifierError::Length {
            kind: "ADELI",
            found: text.chars().count(),
            expected: Self::LEN,
        })?;
        match chars.iter().position(|b| !b.is_ascii_digit() && !b.is_ascii_uppercase()) {
            Some(index) => Err(IdentifierError::Character { kind: "ADELI", position: index + 1 }),
            None => Ok(Self(chars)),
        }
    }
}

impl fmt::Display for Adeli {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

serde_as_text!(Adeli);
