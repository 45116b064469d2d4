//! Labels around a number: « RPPS : … », « n° FINESS … (ET) ». They are removed, and give the kind.

use std::borrow::Cow;

use crate::name::fold;

/// A text without its labels.
pub(super) struct Unlabelled<'t> {
    pub(super) text: Cow<'t, str>,
    /// The kind that a label says, as [`Reading::kind`](super::Reading::kind) names it.
    pub(super) said: Option<&'static str>,
    pub(super) stripped: bool,
}

/// Words of labels that tell a kind.
const KINDS: [(&str, &str); 10] = [
    ("rppsrang", "rpps_rang"),
    ("rpps", "rpps"),
    ("siret", "siret"),
    ("siren", "siren"),
    ("finess", "finess"),
    ("finesset", "finess"),
    ("finessej", "finess"),
    ("finesseg", "finess"),
    ("adelirang", "adeli_rang"),
    ("adeli", "adeli"),
];

/// Words of labels that tell none.
const OTHERS: [&str; 19] = [
    "n",
    "no",
    "num",
    "numero",
    "identifiant",
    "id",
    "code",
    "idnat",
    "idnatstruct",
    "et",
    "ej",
    "eg",
    "geographique",
    "juridique",
    "etablissement",
    "site",
    "du",
    "de",
    "le",
];

/// Longest text in which labels are looked for: a label, a number, a level.
const MAX_BYTES: usize = 120;

/// Takes the labels off. A text without any known label word is left as it is.
pub(super) fn strip(text: &str) -> Unlabelled<'_> {
    let untouched = || Unlabelled { text: Cow::Borrowed(text), said: None, stripped: false };
    if text.len() > MAX_BYTES || !text.chars().any(char::is_alphabetic) {
        return untouched();
    }
    let mut kept = String::with_capacity(text.len());
    let (mut said, mut rang, mut stripped) = (None, false, false);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if end == 0 {
            kept.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (word, after) = rest.split_at(end);
        let folded = fold(word);
        let kind = KINDS.iter().find(|(label, _)| *label == folded).map(|(_, kind)| *kind);
        rang |= folded == "rang";
        if kind.is_some() || folded == "rang" || OTHERS.contains(&folded.as_str()) {
            said = said.or(kind);
            stripped = true;
            kept.push(' ');
        } else {
            kept.push_str(word);
        }
        rest = after;
    }
    if !stripped {
        return untouched();
    }
    let said = match (said, rang) {
        (Some("rpps") | None, true) => Some("rpps_rang"),
        (Some("adeli"), true) => Some("adeli_rang"),
        (said, _) => said,
    };
    let bare = kept.replace([':', '(', ')', '°', 'º', '#', '=', ';', '[', ']'], " ");
    Unlabelled { text: Cow::Owned(bare), said, stripped }
}

#[cfg(test)]
mod tests {
    use super::super::{Pasted, Repair, Spoilt};

    #[test]
    fn labels_are_dropped_and_tell_the_kind() {
        for (text, expect) in [
            ("RPPS : 99700000104", "rpps 99700000104"),
            ("rpps99700000104", "rpps 99700000104"),
            ("n° FINESS 710015983 (ET)", "finess 710015983"),
            ("FINESS géographique : 710015983", "finess 710015983"),
            ("SIREN 840596613", "siren 840596613"),
            ("N° SIREN: 840 596 613", "siren 840596613"),
            ("RPPS-rang 99700000104007", "rpps_rang 99700000104007"),
            ("SIRET 99700000104007", "siret 99700000104007"),
            ("710015983 ET", "finess 710015983"),
            ("FINESS 2A0000022", "finess 2A0000022"),
        ] {
            let pasted = Pasted::read(text);
            let read = pasted.readings.first().map(|r| format!("{} {}", r.kind, r.canonical));
            assert_eq!(read.as_deref(), Some(expect), "{text}");
            assert!(pasted.repairs.contains(&Repair::Label), "{text}");
        }
        assert!(Pasted::read("SIRET 710015983").repairs.contains(&Repair::OtherLabel));
        assert_eq!(Pasted::read("dupont de rouen 76000").spoilt, Some(Spoilt::NotAnIdentifier));
    }

    #[test]
    fn placeholders_are_no_identifiers() {
        for text in
            ["000000000", "00000000000", "11111111111111", "123456789", "8 0000 0000 000", "12345678901"]
        {
            assert_eq!(Pasted::read(text).spoilt, Some(Spoilt::Placeholder), "{text}");
        }
    }
}
