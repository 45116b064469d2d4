//! FINESS numbers: géographique (EG) and juridique (EJ) share one number space, so the kind is in the type.

use std::{fmt, str::FromStr};

use super::{IdentifierError, key, text::serde_as_text};

const KIND: &str = "FINESS";

/// Nine characters: digits, but for Corsica's `2A` and `2B`; the last one is the Luhn key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Finess([u8; 9]);

/// The digit that replaces the character at `index` in the key's computation: Corsica's A counts 1 and B
/// counts 2 (verified on all 935 Corsican numbers of the national file, `domain/finess.md` 6).
fn key_digit(index: usize, byte: u8) -> Option<u8> {
    match (index, byte) {
        (_, b'0'..=b'9') => Some(byte - b'0'),
        (1, b'A') => Some(1),
        (1, b'B') => Some(2),
        _ => None,
    }
}

/// The key that the first eight characters of a FINESS number call for, when they can begin one.
pub fn finess_key(first_eight: &str) -> Option<u8> {
    let digits: Vec<u8> =
        first_eight.bytes().enumerate().map(|(i, b)| key_digit(i, b)).collect::<Option<_>>()?;
    (digits.len() == 8 && corsican_letter_follows_two(first_eight.as_bytes()))
        .then(|| key::luhn_key(digits.into_iter()))
}

fn corsican_letter_follows_two(chars: &[u8]) -> bool {
    chars[1].is_ascii_digit() || chars[0] == b'2'
}

impl FromStr for Finess {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let chars: [u8; 9] = text.as_bytes().try_into().map_err(|_| IdentifierError::Length {
            kind: KIND,
            found: text.chars().count(),
            expected: 9,
        })?;
        let mut digits = [0; 9];
        for (index, byte) in chars.into_iter().enumerate() {
            digits[index] = key_digit(index, byte)
                .ok_or(IdentifierError::Character { kind: KIND, position: index + 1 })?;
        }
        if !corsican_letter_follows_two(&chars) {
            return Err(IdentifierError::Character { kind: KIND, position: 2 });
        }
        let expected = key::luhn_key(digits[..8].iter().copied());
        if digits[8] == expected {
            Ok(Self(chars))
        } else {
            Err(IdentifierError::Key { kind: KIND, found: digits[8], expected })
        }
    }
}

macro_rules! finess_kind {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Finess);

        impl $name {
            /// Number of characters.
            pub const LEN: usize = 9;

            /// The characters.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0.0).unwrap_or_default()
            }
        }

        impl FromStr for $name {
            type Err = IdentifierError;

            fn from_str(text: &str) -> Result<Self, IdentifierError> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        serde_as_text!($name);
    };
}

finess_kind! {
    /// A FINESS géographique: the number of one site (établissement, ET, EG, EGE).
    FinessEg
}
finess_kind! {
    /// A FINESS juridique: the number of a legal person that holds sites (EJ, PM-EJ).
    FinessEj
}

impl FinessEg {
    /// The same nine characters read as an EJ: for lookups of a number of unknown level.
    #[must_use]
    pub fn as_ej(self) -> FinessEj {
        FinessEj(self.0)
    }
}

impl FinessEj {
    /// The same nine characters read as an EG: for lookups of a number of unknown level.
    #[must_use]
    pub fn as_eg(self) -> FinessEg {
        FinessEg(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_documents() {
        for good in ["710015983", "710015975", "770816478", "010780914", "2A0000022", "990000010"] {
            assert_eq!(good.parse::<FinessEg>().map(|f| f.to_string()).as_deref(), Ok(good));
        }
        let key = "710015953".parse::<FinessEj>();
        assert_eq!(key, Err(IdentifierError::Key { kind: "FINESS", found: 3, expected: 9 }));
        for bad in ["", "71001598", "0B0039137", "7100159833", "2C0000022", "2a0000022", "é1001598"] {
            assert!(bad.parse::<FinessEg>().is_err(), "{bad}");
        }
        assert_eq!(finess_key("2A000002"), Some(2));
        assert_eq!(finess_key("0B003913"), None);
    }
}
