//! What the subject of an IGC-Santé certificate says: its attributes, and the identifier in its OU.

use crate::answer::Conclusion;
use crate::answer::reply::{IdNatStructRead, Reply, SubjectRead};
use crate::case::Case;
use crate::codes::{IdentifierKind, Level, Outcome};
use crate::engine::question::answered::Answered;
use crate::finish::guard;
use crate::keys;
use crate::keys::KeyCheck;
use crate::rule::subject as rules;
use crate::warning::{Warning, WarningCode};

/// Reads the subject.
pub(super) fn read(case: &Case) -> Answered {
    let text = case.certificate.as_ref().and_then(|certificate| certificate.subject.as_deref());
    let attributes = attributes(text.unwrap_or_default());
    let value = |name: &str| attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
    let mut said = Conclusion::new(&rules::SUJET, Outcome::Info);
    let subject = SubjectRead {
        country: value("C"),
        departement: value("ST"),
        organisation: value("O"),
        service_applicatif: value("CN"),
    };
    let units: Vec<&str> = attributes.iter().filter(|(n, _)| n == "OU").map(|(_, v)| v.as_str()).collect();
    let unit = units.iter().find(|unit| looks_like_one(unit)).or(units.first());
    let read = unit.map(|unit| read_unit(&mut said, unit));
    if read.is_none() {
        said.outcome = Outcome::Blocked;
        said.push(Warning::with(
            WarningCode::NoIdentifier,
            "Le sujet de ce certificat ne porte pas d'OU : l'identifiant de la structure ne s'y lit pas"
                .to_owned(),
        ));
    }
    said.answering(Reply::Subject(Box::new(subject), read)).into()
}

/// Whether a text can be an idNatStruct: digits, with Corsica's letter.
fn looks_like_one(unit: &str) -> bool {
    unit.len() > 9 && unit.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

fn read_unit(said: &mut Conclusion, unit: &str) -> IdNatStructRead {
    let read = take_apart(unit);
    if let Some(kind) = read.kind {
        let verdict = keys::check(kind, &read.value);
        if !verdict.is_sound() {
            said.push(guard::complaint(kind, &read.value, verdict).1);
        }
    } else if read.checksum == "fail" {
        said.push(Warning::new(WarningCode::Format));
    }
    if matches!(read.kind, Some(IdentifierKind::Finess)) {
        said.push(Warning::new(WarningCode::FinessLevelUnknown));
    }
    if matches!(read.kind, Some(IdentifierKind::AdeliRang)) {
        said.push(Warning::new(WarningCode::AdeliRang));
    }
    read
}

/// Splits an idNatStruct into its type and its identifier (TRE_G07).
fn take_apart(unit: &str) -> IdNatStructRead {
    use IdentifierKind as K;
    let (type_code, value) = unit.split_at_checked(1).unwrap_or(("", unit));
    let (kind, level) = match (type_code, value.len()) {
        ("0", _) => (Some(K::AdeliRang), None),
        // Type 1 also holds internal numbers of thirteen characters, which are no FINESS.
        ("1", 13) => (None, None),
        ("1", _) => (Some(K::Finess), Some(Level::Indeterminate)),
        ("2", _) => (Some(K::Siren), None),
        ("3", _) => (Some(K::Siret), None),
        ("4", _) => (Some(K::RppsRang), None),
        ("5", 9) => (Some(K::FinessJuridique), Some(Level::FinessJuridique)),
        ("6", 9) => (Some(K::FinessGeographique), Some(Level::FinessGeographique)),
        _ => (None, None),
    };
    let verdict = kind.map(|kind| keys::check(kind, value));
    let checksum = match verdict {
        Some(verdict) => verdict.code(),
        None if type_code == "1" => KeyCheck::NotApplicable.code(),
        None => "fail",
    };
    let parts = (kind == Some(K::RppsRang) && value.len() == 14 && value.is_ascii())
        .then(|| (value[..11].to_owned(), value[11..13].to_owned(), value[13..].to_owned()));
    let (rpps, rang, cle) = parts.map_or((None, None, None), |(a, b, c)| (Some(a), Some(b), Some(c)));
    let expected_key = verdict.and_then(KeyCheck::expected);
    IdNatStructRead {
        type_code: type_code.to_owned(),
        value: value.to_owned(),
        kind,
        checksum,
        expected_key,
        rpps,
        rang,
        cle,
        level,
    }
}

/// The attributes of a subject, in either order: `C=FR, O=…`, `CN=…,OU=…`, `/C=FR/O=…`.
fn attributes(subject: &str) -> Vec<(String, String)> {
    let slashes = subject.starts_with('/');
    let mut parts = vec![String::new()];
    let (mut escaped, mut quoted) = (false, false);
    for c in subject.chars() {
        let split = if slashes { c == '/' } else { matches!(c, ',' | '+' | ';' | '\n') };
        match c {
            _ if escaped => {
                escaped = false;
                push(&mut parts, c);
            }
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ if split && !quoted => parts.push(String::new()),
            _ => push(&mut parts, c),
        }
    }
    let named = parts.iter().filter_map(|part| part.split_once('='));
    named.map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim().to_owned())).collect()
}

fn push(parts: &mut [String], c: char) {
    if let Some(last) = parts.last_mut() {
        last.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_read_in_either_order() {
        for subject in [
            r"C=FR, ST=Paris (75), O=SEL A\, B, OU=499700343942006, CN=x",
            r#"CN=x,OU=499700343942006,O="SEL A, B",ST=Paris (75),C=FR"#,
            "/C=FR/ST=Paris (75)/O=SEL A, B/OU=499700343942006/CN=x",
        ] {
            let read = attributes(subject);
            let value = |name: &str| read.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
            assert_eq!(value("O"), Some("SEL A, B"), "{subject}");
            assert_eq!(value("OU"), Some("499700343942006"), "{subject}");
            assert_eq!(value("CN"), Some("x"), "{subject}");
        }
    }

    #[test]
    fn every_type_is_taken_apart() {
        for (unit, type_code, kind, checksum) in [
            ("499700343942006", "4", Some(IdentifierKind::RppsRang), "ok"),
            ("499700343942007", "4", Some(IdentifierKind::RppsRang), "fail"),
            ("318751275100020", "3", Some(IdentifierKind::Siret), "ok"),
            ("2264403106", "2", Some(IdentifierKind::Siren), "ok"),
            ("1710015983", "1", Some(IdentifierKind::Finess), "ok"),
            ("12A0000022", "1", Some(IdentifierKind::Finess), "ok"),
            ("10B0039137", "1", Some(IdentifierKind::Finess), "not_applicable"),
            ("1754567860", "1", Some(IdentifierKind::Finess), "fail"),
            ("10000000502004", "1", None, "not_applicable"),
            ("069A00544100", "0", Some(IdentifierKind::AdeliRang), "not_applicable"),
            ("5710015975", "5", Some(IdentifierKind::FinessJuridique), "ok"),
            ("33333333333", "3", Some(IdentifierKind::Siret), "fail"),
            ("9123", "9", None, "fail"),
            ("", "", None, "fail"),
        ] {
            let read = take_apart(unit);
            assert_eq!(
                (read.type_code.as_str(), read.kind, read.checksum),
                (type_code, kind, checksum),
                "{unit}"
            );
        }
    }
}
