//! A number as a source or a person states it: read once, and kept as written.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use aiguilleur_domain::{Adeli, AdeliRang, FinessEg, FinessEj, Rpps, RppsRang, Siren, Siret};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codes::IdentifierKind;
use crate::keys;
use crate::keys::KeyCheck;

/// A type of numbers that a case may state.
pub trait Numbered: FromStr + fmt::Display + Copy {
    /// What its numbers are.
    const KIND: IdentifierKind;
}

macro_rules! numbered {
    ($($name:ident: $kind:ident),* $(,)?) => {
        $(impl Numbered for $name {
            const KIND: IdentifierKind = IdentifierKind::$kind;
        })*
    };
}

numbered!(
    Rpps: Rpps,
    Adeli: Adeli,
    RppsRang: RppsRang,
    AdeliRang: AdeliRang,
    FinessEg: FinessGeographique,
    FinessEj: FinessJuridique,
    Siren: Siren,
    Siret: Siret,
);

/// A number of one type, or a text that is none, with the reason. It is a text wherever one is wanted, for a faulty
/// number is shown and compared as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    text: String,
    read: Result<T, KeyCheck>,
}

impl<T: Numbered> Stated<T> {
    /// The number, when the text is one.
    pub fn value(&self) -> Option<T> {
        self.read.ok()
    }

    /// Why the text is no number of its type.
    pub fn why(&self) -> Option<KeyCheck> {
        self.read.err()
    }
}

impl<T> Stated<T> {
    /// The text, as it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T> Deref for Stated<T> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<T> fmt::Display for Stated<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T: Numbered> From<T> for Stated<T> {
    fn from(value: T) -> Self {
        Self { text: value.to_string(), read: Ok(value) }
    }
}

impl<T: Numbered> From<String> for Stated<T> {
    fn from(text: String) -> Self {
        let read = text.parse().map_err(|_| keys::check(T::KIND, &text));
        Self { text, read }
    }
}

impl<T: Numbered> From<&str> for Stated<T> {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl<'de, T: Numbered> Deserialize<'de> for Stated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

impl<T> Serialize for Stated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_text_says_why() {
        let right: Stated<RppsRang> = "99700000104007".into();
        assert_eq!((right.value(), right.why()), ("99700000104007".parse().ok(), None));
        let wrong: Stated<RppsRang> = "99700000104006".into();
        assert_eq!((wrong.value(), wrong.why()), (None, Some(KeyCheck::WrongKey { expected: 7 })));
        assert_eq!(wrong.as_str(), "99700000104006");
        // A registered SIRET may fail its key: it is a SIRET all the same.
        let siret: Stated<Siret> = "77742665010015".into();
        assert!(siret.value().is_some() && siret.why().is_none());
        let test: Stated<FinessEg> = "0B0039137".into();
        assert_eq!(test.why(), Some(KeyCheck::NotApplicable), "a test number has no key rule");
        let short: Stated<Rpps> = "9970".into();
        assert_eq!(short.why(), Some(KeyCheck::Malformed { found: 4, expected: 11 }));
    }
}
