//! RPPS-rang and ADELI-rang: the number of a cabinet.

use std::{fmt, str::FromStr};

use super::{Adeli, IdentifierError, Rpps, digits, text::serde_as_text};

/// A RPPS-rang: the RPPS of the cabinet's titulaire (11), an order number (2) and the Luhn key (1).
///
/// Both keys hold, its own and that of the RPPS inside (472 of 472 in the sample): that tells it from a SIRET.
/// It names one cabinet, not one person: in a fifth of the rows the RPPS inside is somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RppsRang(u64);

impl RppsRang {
    /// Number of digits.
    pub const LEN: usize = 14;

    fn from_number(value: u64) -> Result<Self, IdentifierError> {
        digits::check_key::<{ Self::LEN }>("RPPS-rang", value)?;
        Rpps::from_number(value / 1000)?;
        Ok(Self(value))
    }

    /// The RPPS of the cabinet's titulaire.
    pub fn holder(self) -> Rpps {
        Rpps::checked(self.0 / 1000)
    }

    /// The order number of the cabinet, 0 to 99.
    pub fn order(self) -> u8 {
        u8::try_from(self.0 / 10 % 100).unwrap_or(0)
    }

    /// The number, for compact storage.
    pub const fn as_u64(self) -> u64 {
        self.0
    }
}

impl FromStr for RppsRang {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        Self::from_number(digits::read("RPPS-rang", text, Self::LEN)?)
    }
}

impl fmt::Display for RppsRang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

/// An ADELI-rang: the ADELI number of the titulaire (9) and a rang (2); it has no key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AdeliRang {
    holder: Adeli,
    rang: [u8; 2],
}

impl AdeliRang {
    /// Number of characters.
    pub const LEN: usize = 11;

    /// The ADELI number of the cabinet's titulaire.
    pub const fn holder(&self) -> Adeli {
        self.holder
    }
}

impl FromStr for AdeliRang {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let kind = "ADELI-rang";
        let (holder, rang) = text.split_at_checked(Adeli::LEN).unwrap_or((text, ""));
        let rang: [u8; 2] = rang.as_bytes().try_into().map_err(|_| IdentifierError::Length {
            kind,
            found: text.chars().count(),
            expected: Self::LEN,
        })?;
        match rang.iter().position(|b| !b.is_ascii_digit() && !b.is_ascii_uppercase()) {
            Some(index) => Err(IdentifierError::Character { kind, position: Adeli::LEN + index + 1 }),
            None => Ok(Self { holder: holder.parse()?, rang }),
        }
    }
}

impl fmt::Display for AdeliRang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.holder, char::from(self.rang[0]), char::from(self.rang[1]))
    }
}

serde_as_text!(RppsRang, number);
serde_as_text!(AdeliRang);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rangs_of_the_documents() {
        for good in ["99700000104049", "99700234190004", "99700343942006", "99700000104007"] {
            assert_eq!(good.parse::<RppsRang>().map(|r| r.to_string()).as_deref(), Ok(good));
        }
        let rang: RppsRang = "99700343942006".parse().unwrap();
        assert_eq!(rang.holder().to_string(), "99700343942");
        assert_eq!(rang.order(), 0);
        // The radiologie guide's own example, whose key is wrong.
        let guide = "10003926135546".parse::<RppsRang>();
        assert_eq!(guide, Err(IdentifierError::Key { kind: "RPPS-rang", found: 6, expected: 4 }));
        let adeli: AdeliRang = "69A00544100".parse().unwrap();
        assert_eq!((adeli.to_string().as_str(), adeli.holder().as_str()), ("69A00544100", "69A005441"));
        assert!("69A0054410".parse::<AdeliRang>().is_err());
        assert!("69A00544é0".parse::<AdeliRang>().is_err());
    }
}
