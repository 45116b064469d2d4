//! Whether a number is well formed, by its kind: the keys are the domain's, the verdicts are a case's.

use aiguilleur_domain::identifier::finess_key;
use aiguilleur_domain::{
    Adeli, AdeliRang, FinessEg, IdentifierError, KeyStatus, Rpps, RppsRang, Siren, Siret,
};

use crate::codes::IdentifierKind;

/// What the form and the key of a number say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyCheck {
    /// Well formed, right key.
    Valid,
    /// Well formed, no key rule.
    NotApplicable,
    /// Well formed, wrong key.
    WrongKey {
        /// The key that the rule gives.
        expected: u8,
    },
    /// Not the form of this kind.
    Malformed {
        /// Characters found.
        found: usize,
        /// Characters expected.
        expected: usize,
    },
    /// One digit over and over: what people type where a number is wanted and none is known.
    Placeholder,
}

impl KeyCheck {
    /// `ok`, `fail` or `not_applicable`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "ok",
            Self::NotApplicable => "not_applicable",
            Self::WrongKey { .. } | Self::Malformed { .. } | Self::Placeholder => "fail",
        }
    }

    /// The key that the rule gives, when the one read is wrong.
    pub const fn expected(self) -> Option<u8> {
        match self {
            Self::WrongKey { expected } => Some(expected),
            _ => None,
        }
    }

    /// Whether nothing is wrong.
    pub const fn is_sound(self) -> bool {
        matches!(self, Self::Valid | Self::NotApplicable)
    }
}

/// Checks `value` as a number of `kind`.
pub fn check(kind: IdentifierKind, value: &str) -> KeyCheck {
    use IdentifierKind as K;
    if value.len() > 1 && value.bytes().all(|byte| value.as_bytes()[0] == byte) {
        return KeyCheck::Placeholder;
    }
    match kind {
        K::RppsRang => strict(&value.parse::<RppsRang>().map(drop), value, RppsRang::LEN),
        K::Rpps => strict(&value.parse::<Rpps>().map(drop), value, Rpps::LEN),
        K::FinessGeographique | K::FinessJuridique | K::Finess => finess(value),
        K::Siret => lenient(value.parse::<Siret>().ok().map(Siret::key_status), value, Siret::LEN),
        K::Siren => lenient(value.parse::<Siren>().ok().map(Siren::key_status), value, Siren::LEN),
        K::AdeliRang => unkeyed(value.parse::<AdeliRang>().is_ok(), value, AdeliRang::LEN),
        K::Adeli => unkeyed(value.parse::<Adeli>().is_ok(), value, Adeli::LEN),
    }
}

fn strict(parsed: &Result<(), IdentifierError>, value: &str, len: usize) -> KeyCheck {
    match parsed {
        Ok(()) => KeyCheck::Valid,
        Err(IdentifierError::Key { expected, .. }) => KeyCheck::WrongKey { expected: *expected },
        Err(_) => malformed(value, len),
    }
}

fn finess(value: &str) -> KeyCheck {
    let parsed = value.parse::<FinessEg>().map(drop);
    match strict(&parsed, value, FinessEg::LEN) {
        // Test numbers such as 0B0039137 have a letter that no key rule covers.
        KeyCheck::Malformed { .. } if is_test_finess(value) => KeyCheck::NotApplicable,
        verdict => verdict,
    }
}

fn is_test_finess(value: &str) -> bool {
    let bytes = value.as_bytes();
    bytes.len() == FinessEg::LEN
        && bytes[1].is_ascii_uppercase()
        && bytes.iter().enumerate().all(|(index, byte)| index == 1 || byte.is_ascii_digit())
        && value.get(..8).and_then(finess_key).is_none()
}

fn lenient(status: Option<KeyStatus>, value: &str, len: usize) -> KeyCheck {
    match status {
        Some(KeyStatus::Valid) => KeyCheck::Valid,
        Some(KeyStatus::Invalid { expected }) => KeyCheck::WrongKey { expected },
        None => malformed(value, len),
    }
}

fn unkeyed(parsed: bool, value: &str, len: usize) -> KeyCheck {
    if parsed { KeyCheck::NotApplicable } else { malformed(value, len) }
}

fn malformed(value: &str, expected: usize) -> KeyCheck {
    KeyCheck::Malformed { found: value.chars().count(), expected }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_documents() {
        use IdentifierKind as K;
        for (kind, value, verdict) in [
            (K::RppsRang, "10003926135546", KeyCheck::WrongKey { expected: 4 }),
            (K::RppsRang, "9970000010400", KeyCheck::Malformed { found: 13, expected: 14 }),
            (K::RppsRang, "99700000104007", KeyCheck::Valid),
            (K::FinessGeographique, "710015953", KeyCheck::WrongKey { expected: 9 }),
            (K::FinessJuridique, "710015975", KeyCheck::Valid),
            (K::Finess, "2A0000022", KeyCheck::Valid),
            (K::Finess, "2B0000022", KeyCheck::WrongKey { expected: 0 }),
            (K::Finess, "0B0039137", KeyCheck::NotApplicable),
            (K::Finess, "71001598", KeyCheck::Malformed { found: 8, expected: 9 }),
            (K::Siret, "77742665010015", KeyCheck::WrongKey { expected: 8 }),
            (K::Siret, "35600000049837", KeyCheck::Valid),
            (K::Siren, "264403106", KeyCheck::Valid),
            (K::AdeliRang, "99999999900", KeyCheck::NotApplicable),
            (K::Finess, "000000000", KeyCheck::Placeholder),
            (K::Siret, "99999999999999", KeyCheck::Placeholder),
            (K::Rpps, "99700000104", KeyCheck::Valid),
            (K::Adeli, "69A005441", KeyCheck::NotApplicable),
        ] {
            assert_eq!(check(kind, value), verdict, "{kind} {value}");
        }
    }
}
