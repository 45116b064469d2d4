//! SIREN and SIRET (INSEE).

use std::{fmt, str::FromStr};

use super::{IdentifierError, KeyStatus, digits, key, text::serde_as_text};

/// La Poste: its establishments need not satisfy the Luhn rule.
const LA_POSTE: u64 = 356_000_000;

/// A SIREN: the 9-digit number of a legal unit. A wrong key is reported, not refused (INSEE assigns, people mistype).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siren(u32);

/// A SIRET: the 14-digit number of an establishment, SIREN and NIC.
///
/// FINESS holds SIRET whose key is wrong (47 of 1,443 in the 2026 extract): a wrong key is a warning, shown
/// by [`Siret::key_status`], never a reason to drop a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siret(u64);

fn status<const N: usize>(value: u64) -> KeyStatus {
    let digits = digits::split::<N>(value);
    let expected = key::luhn_key(digits[..N - 1].iter().copied());
    if digits[N - 1] == expected { KeyStatus::Valid } else { KeyStatus::Invalid { expected } }
}

impl Siren {
    /// Number of digits.
    pub const LEN: usize = 9;

    /// What the key says.
    pub fn key_status(self) -> KeyStatus {
        status::<{ Self::LEN }>(u64::from(self.0))
    }

    fn from_number(value: u64) -> Result<Self, IdentifierError> {
        digits::bounded("SIREN", value, Self::LEN)?;
        Ok(Self(u32::try_from(value).unwrap_or(0)))
    }

    /// The number, for compact storage.
    pub const fn as_u32(self) -> u32 {
        self.0
    }
}

impl Siret {
    /// Number of digits.
    pub const LEN: usize = 14;

    /// The legal unit.
    pub fn siren(self) -> Siren {
        Siren(u32::try_from(self.0 / 100_000).unwrap_or(0))
    }

    /// What the key says. For La Poste a digit sum that is a multiple of five is valid too.
    pub fn key_status(self) -> KeyStatus {
        let luhn = status::<{ Self::LEN }>(self.0);
        let sum: u32 = digits::split::<{ Self::LEN }>(self.0).into_iter().map(u32::from).sum();
        if self.0 / 100_000 == LA_POSTE && sum.is_multiple_of(5) { KeyStatus::Valid } else { luhn }
    }

    fn from_number(value: u64) -> Result<Self, IdentifierError> {
        digits::bounded("SIRET", value, Self::LEN).map(Self)
    }

    /// The number, for compact storage.
    pub const fn as_u64(self) -> u64 {
        self.0
    }
}

impl FromStr for Siren {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        Self::from_number(digits::read("SIREN", text, Self::LEN)?)
    }
}

impl FromStr for Siret {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        Self::from_number(digits::read("SIRET", text, Self::LEN)?)
    }
}

impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

serde_as_text!(Siren, number);
serde_as_text!(Siret, number);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_the_post_office() {
        let valid = |text: &str| text.parse::<Siret>().unwrap().key_status() == KeyStatus::Valid;
        for good in ["84059661300017", "18751275100020", "35600000049837", "35600000009075", "35600000000048"]
        {
            assert!(valid(good), "{good}");
        }
        for bad in ["77742665010015", "47769662900020", "10004071700015", "35600000000049"] {
            assert!(!valid(bad), "{bad}");
        }
        assert_eq!("84059661300017".parse::<Siret>().unwrap().siren(), "840596613".parse().unwrap());
        assert_eq!("264403106".parse::<Siren>().unwrap().key_status(), KeyStatus::Valid);
    }
}
