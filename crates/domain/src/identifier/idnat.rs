//! idNat PP and idNatStruct: an identifier prefixed by the digit of its type (TRE_G08, TRE_G07).

use std::{fmt, str::FromStr};

use super::{Adeli, AdeliRang, FinessEg, FinessEj, IdentifierError, Rpps, RppsRang, Siren, Siret};

/// The national identifier of a person: `8` + RPPS, or `0` + ADELI (TRE_G08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdNatPp {
    /// `0` + ADELI number.
    Adeli(Adeli),
    /// `8` + RPPS number.
    Rpps(Rpps),
}

impl IdNatPp {
    /// The RPPS number, when the person has one.
    pub const fn rpps(self) -> Option<Rpps> {
        match self {
            Self::Rpps(rpps) => Some(rpps),
            Self::Adeli(_) => None,
        }
    }
}

impl FromStr for IdNatPp {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let kind = "idNat PP";
        match text.split_at_checked(1) {
            Some(("8", rest)) => rest.parse().map(Self::Rpps),
            Some(("0", rest)) => rest.parse().map(Self::Adeli),
            Some(_) => Err(IdentifierError::Type { kind }),
            None => Err(IdentifierError::Length { kind, found: text.chars().count(), expected: 12 }),
        }
    }
}

impl fmt::Display for IdNatPp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Adeli(adeli) => write!(f, "0{adeli}"),
            Self::Rpps(rpps) => write!(f, "8{rpps}"),
        }
    }
}

/// The national identifier of a structure, as the Annuaire Santé and a certificate's subject OU carry it
/// (TRE_G07). A type 1 is a FINESS of unknown level: the number alone cannot tell EG from EJ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdNatStruct {
    /// `0` + ADELI-rang: a cabinet whose titulaire has an ADELI number.
    AdeliRang(AdeliRang),
    /// `1` + FINESS, only at ten characters in all; kept as an EG, which is what the RPPS extraction means.
    Finess(FinessEg),
    /// `2` + nine digits of a SIREN.
    Siren(Siren),
    /// `3` + fourteen digits of a SIRET.
    Siret(Siret),
    /// `4` + RPPS-rang: a cabinet.
    RppsRang(RppsRang),
}

impl FromStr for IdNatStruct {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let kind = "idNatStruct";
        match text.split_at_checked(1) {
            Some(("0", rest)) => rest.parse().map(Self::AdeliRang),
            Some(("1", rest)) => rest.parse().map(Self::Finess),
            Some(("2", rest)) => rest.parse().map(Self::Siren),
            Some(("3", rest)) => rest.parse().map(Self::Siret),
            Some(("4", rest)) => rest.parse().map(Self::RppsRang),
            Some(_) => Err(IdentifierError::Type { kind }),
            None => Err(IdentifierError::Length { kind, found: text.chars().count(), expected: 10 }),
        }
    }
}

impl fmt::Display for IdNatStruct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AdeliRang(rang) => write!(f, "0{rang}"),
            Self::Finess(finess) => write!(f, "1{finess}"),
            Self::Siren(siren) => write!(f, "2{siren}"),
            Self::Siret(siret) => write!(f, "3{siret}"),
            Self::RppsRang(rang) => write!(f, "4{rang}"),
        }
    }
}

impl From<FinessEg> for IdNatStruct {
    fn from(finess: FinessEg) -> Self {
        Self::Finess(finess)
    }
}

impl From<FinessEj> for IdNatStruct {
    fn from(finess: FinessEj) -> Self {
        Self::Finess(finess.as_eg())
    }
}

impl From<Siret> for IdNatStruct {
    fn from(siret: Siret) -> Self {
        Self::Siret(siret)
    }
}

impl From<RppsRang> for IdNatStruct {
    fn from(rang: RppsRang) -> Self {
        Self::RppsRang(rang)
    }
}

impl From<AdeliRang> for IdNatStruct {
    fn from(rang: AdeliRang) -> Self {
        Self::AdeliRang(rang)
    }
}

/// The compact form of [`IdNatPp`]: its variant, then its identifier's own compact form.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(remote = "IdNatPp")]
enum CompactPp {
    Adeli(Adeli),
    Rpps(Rpps),
}

/// The compact form of [`IdNatStruct`].
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(remote = "IdNatStruct")]
enum CompactStruct {
    AdeliRang(AdeliRang),
    Finess(FinessEg),
    Siren(Siren),
    Siret(Siret),
    RppsRang(RppsRang),
}

macro_rules! serde_text_or_compact {
    ($name:ident, $compact:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    $compact::serialize(self, serializer)
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    deserializer.deserialize_str(super::text::Text(std::marker::PhantomData))
                } else {
                    $compact::deserialize(deserializer)
                }
            }
        }
    };
}

serde_text_or_compact!(IdNatPp, CompactPp);
serde_text_or_compact!(IdNatStruct, CompactStruct);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_of_the_documents() {
        for good in [
            "1770816478",
            "1010780914",
            "2264403106",
            "318751275100020",
            "499700000104015",
            "499700343942006",
            "069A00544100",
        ] {
            assert_eq!(good.parse::<IdNatStruct>().map(|s| s.to_string()).as_deref(), Ok(good));
        }
        // A technical id of the RPPS without its letter looks like a type 1, but is no FINESS (rpps.md 4.2).
        for bad in ["10000000502004", "1754567860", "10B0039137", "", "é", "9123"] {
            assert!(bad.parse::<IdNatStruct>().is_err(), "{bad}");
        }
    }

    #[test]
    fn people() {
        let person: IdNatPp = "899700000104".parse().unwrap();
        assert_eq!(person.rpps().map(|r| r.to_string()).as_deref(), Some("99700000104"));
        assert_eq!("069A005441".parse::<IdNatPp>().unwrap().to_string(), "069A005441");
        assert!("899700000105".parse::<IdNatPp>().is_err());
    }
}
