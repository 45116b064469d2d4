//! Second pass: which identifiers a cleaned text can be, by its form and its key.

use super::Repair;
use crate::{
    Adeli, AdeliRang, FinessEg, IdNatPp, IdNatStruct, IdentifierError, KeyStatus, Rpps, RppsRang, Siren,
    Siret, identifier::finess_key,
};

/// What the control key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// It holds.
    Valid,
    /// It does not: the number was mistyped, or is not of this kind.
    Invalid,
    /// This kind has no key, or none is published.
    NotApplicable,
}

impl Key {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// An identifier that was read, by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// A RPPS number.
    Rpps(Rpps),
    /// An ADELI number.
    Adeli(Adeli),
    /// RPPS number followed by the rang of a cabinet.
    RppsRang(RppsRang),
    /// ADELI number followed by the rang of a cabinet.
    AdeliRang(AdeliRang),
    /// A FINESS number; the form cannot tell EG from EJ.
    Finess(FinessEg),
    /// Nine digits (INSEE).
    Siren(Siren),
    /// Fourteen digits (INSEE).
    Siret(Siret),
}

/// One reading of a pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Stable code of the kind: `rpps`, `adeli`, `rpps_rang`, `adeli_rang`, `finess`, `siren`, `siret`.
    pub kind: &'static str,
    /// The identifier's own spelling, without any idNat type digit.
    pub canonical: String,
    /// What its key says.
    pub key: Key,
    /// The key that would hold, when this one does not.
    pub expected_key: Option<u8>,
    /// Whether the text carried an idNat type digit (`8`, `0`, `1`, `3`, `4`).
    pub typed: bool,
    /// The identifier; `None` when its key refuses it.
    pub value: Option<Value>,
}

impl Value {
    /// The person's national identifier, when this names a person.
    pub const fn person(self) -> Option<IdNatPp> {
        match self {
            Self::Rpps(rpps) => Some(IdNatPp::Rpps(rpps)),
            Self::Adeli(adeli) => Some(IdNatPp::Adeli(adeli)),
            _ => None,
        }
    }

    /// The structure's national identifier, when this names a structure.
    pub fn structure(self) -> Option<IdNatStruct> {
        match self {
            Self::RppsRang(rang) => Some(rang.into()),
            Self::AdeliRang(rang) => Some(rang.into()),
            Self::Finess(finess) => Some(finess.into()),
            Self::Siren(siren) => Some(IdNatStruct::Siren(siren)),
            Self::Siret(siret) => Some(siret.into()),
            Self::Rpps(_) | Self::Adeli(_) => None,
        }
    }
}

fn strict<T: std::str::FromStr<Err = IdentifierError>>(
    kind: &'static str,
    text: &str,
    value: fn(T) -> Value,
) -> Option<Reading> {
    let reading = |key, expected_key, value| Reading {
        kind,
        canonical: text.to_owned(),
        key,
        expected_key,
        typed: false,
        value,
    };
    match text.parse() {
        Ok(parsed) => Some(reading(Key::Valid, None, Some(value(parsed)))),
        Err(IdentifierError::Key { expected, .. }) => Some(reading(Key::Invalid, Some(expected), None)),
        Err(_) => None,
    }
}

fn parsed<T: std::str::FromStr>(
    kind: &'static str,
    text: &str,
    status: fn(&T) -> Option<KeyStatus>,
    value: fn(T) -> Value,
) -> Option<Reading> {
    let parsed: T = text.parse().ok()?;
    let (key, expected_key) = match status(&parsed) {
        None => (Key::NotApplicable, None),
        Some(KeyStatus::Valid) => (Key::Valid, None),
        Some(KeyStatus::Invalid { expected }) => (Key::Invalid, Some(expected)),
    };
    let canonical = text.to_owned();
    Some(Reading { kind, canonical, key, expected_key, typed: false, value: Some(value(parsed)) })
}

fn rpps(text: &str) -> Option<Reading> {
    strict("rpps", text, Value::Rpps)
}

fn rang(text: &str) -> Option<Reading> {
    strict("rpps_rang", text, Value::RppsRang)
}

fn finess(text: &str) -> Option<Reading> {
    strict("finess", text, Value::Finess)
}

fn siret(text: &str) -> Option<Reading> {
    parsed("siret", text, |s: &Siret| Some(s.key_status()), Value::Siret)
}

fn siren(text: &str) -> Option<Reading> {
    parsed("siren", text, |s: &Siren| Some(s.key_status()), Value::Siren)
}

fn adeli(text: &str) -> Option<Reading> {
    parsed("adeli", text, Adeli::key_status, Value::Adeli)
}

fn adeli_rang(text: &str) -> Option<Reading> {
    parsed("adeli_rang", text, |_: &AdeliRang| None, Value::AdeliRang)
}

fn typed(reading: Option<Reading>) -> Option<Reading> {
    reading.map(|reading| Reading { typed: true, ..reading })
}

/// How the RPPS numbers that are given begin, and those of samples and tests.
const RPPS_BEGINS: [&str; 2] = ["10", "997"];

/// The readings of the unchanged `text`, the likeliest first. A RPPS-rang and a SIRET have the same form, a RPPS
/// and an ADELI-rang too, a FINESS, a SIREN and an ADELI too: the keys tell many of them apart.
fn by_form(text: &str) -> Vec<Reading> {
    let rest = text.get(1..).unwrap_or_default();
    let first = text.as_bytes().first().copied().unwrap_or_default();
    let candidates = match (text.len(), first) {
        (9, _) => vec![finess(text), siren(text), adeli(text)],
        (10, b'0') => vec![typed(adeli(rest))],
        (10, b'1') => vec![typed(finess(rest))],
        (10, b'2') => vec![typed(siren(rest))],
        (11, _) => vec![rpps(text), adeli_rang(text)],
        (12, b'8') => vec![typed(rpps(rest))],
        (12, b'0') => vec![typed(adeli_rang(rest))],
        // The Luhn keys hold for both when a SIRET's NIC begins with 00, as nearly all do.
        (14, _) if RPPS_BEGINS.iter().any(|begin| text.starts_with(begin)) => vec![rang(text), siret(text)],
        (14, _) => vec![siret(text), rang(text)],
        (15, b'3') => vec![typed(siret(rest))],
        (15, b'4') => vec![typed(rang(rest))],
        _ => vec![],
    };
    let mut readings: Vec<Reading> = candidates.into_iter().flatten().collect();
    // A FINESS of Corsica looks like an ADELI with a letter: a key that holds goes first. Eleven digits whose
    // RPPS key is false are a mistyped RPPS before they are an ADELI-rang, which has no key to tell for it.
    readings.sort_by_key(|reading| match reading.key {
        Key::Valid => 0,
        Key::NotApplicable if reading.kind != "adeli_rang" => 1,
        Key::Invalid => 2,
        Key::NotApplicable => 3,
    });
    readings
}

/// The readings of a cleaned text. When its length is no identifier's, leading zeros may be missing.
pub(super) fn read(text: &str) -> (Vec<Reading>, Option<Repair>) {
    let readings = by_form(text);
    if !readings.is_empty() {
        return (readings, None);
    }
    // Excel drops the zeros of `010000024` (FINESS, ADELI) and of `00612345600012` (SIRET): one or two.
    // A key is asked of the result, so that a short number is not taken for another.
    for length in [9, 14] {
        let missing = length - text.len().min(length);
        if (1..=2).contains(&missing) {
            let padded = format!("{text:0>length$}");
            let mut valid = by_form(&padded);
            valid.retain(|reading| reading.key == Key::Valid);
            if !valid.is_empty() {
                return (valid, Some(Repair::LeadingZeros));
            }
        }
    }
    (Vec::new(), None)
}

/// The key that would complete a FINESS number, for messages.
impl Reading {
    /// The same number with the key that would hold, when this one does not: a hint after a slip of the keyboard,
    /// never an answer.
    pub fn with_expected_key(&self) -> Option<String> {
        let key = self
            .expected_key
            .or_else(|| (self.kind == "finess").then(|| finess_key(self.canonical.get(..8)?)).flatten())?;
        let stem = self.canonical.get(..self.canonical.len() - 1)?;
        Some(format!("{stem}{key}"))
    }
}
