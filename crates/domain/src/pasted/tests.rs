//! What people paste, and what is read.

use super::*;

fn kinds(text: &str) -> Vec<(&'static str, &'static str)> {
    Pasted::read(text).readings.iter().map(|r| (r.kind, r.key.code())).collect()
}

fn best(text: &str) -> (String, Vec<Repair>) {
    let pasted = Pasted::read(text);
    let best = pasted.best().unwrap_or_else(|| panic!("{text}: no reading"));
    (format!("{} {}", best.kind, best.canonical), pasted.repairs)
}

#[test]
fn each_form_and_each_repair() {
    for (text, expected, repairs) in [
        ("99700000104", "rpps 99700000104", vec![]),
        ("899700000104", "rpps 99700000104", vec![]),
        (" 997 0000 0104 ", "rpps 99700000104", vec![Repair::Separators]),
        ("997\u{a0}000\u{202f}001.04", "rpps 99700000104", vec![Repair::Separators]),
        ("997OOOOO1O4", "rpps 99700000104", vec![Repair::LetterO]),
        ("9970000Oi04", "rpps 99700000104", vec![Repair::LetterO, Repair::LetterI]),
        ("99700000104,00", "rpps 99700000104", vec![Repair::DecimalPart]),
        ("=\"99700000104\"", "rpps 99700000104", vec![Repair::Wrapping]),
        ("99700000104007", "rpps_rang 99700000104007", vec![]),
        ("499700000104007", "rpps_rang 99700000104007", vec![]),
        ("84059661300017", "siret 84059661300017", vec![]),
        ("710015983", "finess 710015983", vec![]),
        ("1710015983", "finess 710015983", vec![]),
        ("2a0000022", "finess 2A0000022", vec![Repair::Case]),
        // FINESS and SIREN have the same form and the same key: without a type digit the register tells.
        ("2840596613", "siren 840596613", vec![]),
        ("840596613", "finess 840596613", vec![]),
        ("69A005441", "adeli 69A005441", vec![]),
        ("069A00544100", "adeli_rang 69A00544100", vec![]),
        ("10780914", "finess 010780914", vec![Repair::LeadingZeros]),
    ] {
        assert_eq!(best(text), (expected.to_owned(), repairs), "{text}");
    }
}

#[test]
fn the_keys_tell_apart_what_the_form_cannot() {
    assert_eq!(kinds("99700000104007"), [("rpps_rang", "valid"), ("siret", "valid")]);
    assert_eq!(kinds("84059661300017"), [("siret", "valid"), ("rpps_rang", "valid")]);
    assert_eq!(kinds("99700000104006"), [("rpps_rang", "invalid"), ("siret", "invalid")]);
    assert_eq!(kinds("99700000105"), [("rpps", "invalid"), ("adeli_rang", "not_applicable")]);
    let wrong = Pasted::read("710015953");
    let finess = wrong.readings.iter().find(|r| r.kind == "finess").unwrap();
    assert_eq!((finess.key, finess.expected_key), (Key::Invalid, Some(9)));
    assert_eq!(finess.with_expected_key().as_deref(), Some("710015959"));
}

#[test]
fn what_is_lost_is_said() {
    for (text, spoilt) in [
        ("1.23E+13", Spoilt::ScientificNotation),
        ("9,97E+13", Spoilt::ScientificNotation),
        ("", Spoilt::Empty),
        ("dupont rouen", Spoilt::NotAnIdentifier),
        ("99700000104é", Spoilt::NotAnIdentifier),
        (&"1".repeat(200), Spoilt::TooLong),
    ] {
        assert_eq!(Pasted::read(text).spoilt, Some(spoilt), "{text}");
    }
    assert_eq!(Pasted::read("1234567").readings, []);
    assert_eq!(Pasted::read("10000000502004").best().map(|r| r.key), Some(Key::Invalid));
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,120}") {
        let pasted = Pasted::read(&text);
        proptest::prop_assert!(pasted.spoilt.is_none() || pasted.readings.is_empty());
    }

    #[test]
    fn any_rpps_survives_any_spacing(number in 9_970_000_000_u64..9_980_000_000, gap in 1_usize..10) {
        let stem = number.to_string();
        let key = crate::identifier::luhn_key(stem.bytes().map(|b| b - b'0'));
        let rpps = format!("{stem}{key}");
        let spaced = format!("{} {}", &rpps[..gap], &rpps[gap..]);
        let read = Pasted::read(&spaced);
        proptest::prop_assert_eq!(read.best().map(|r| r.canonical.clone()), Some(rpps));
    }
}
