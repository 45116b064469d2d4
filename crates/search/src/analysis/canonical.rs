//! Canonical forms of names and towns: the text that the index holds and that ranking compares.

use aiguilleur_domain::name;

use super::lexicon::LEXICON;

/// Stands between a structure's own words and the other forms of its abbreviations.
pub(crate) const ALIASES: char = '|';

/// [`name::fold`], without its decomposition when the text is ASCII, as nearly all of the directory is.
pub(crate) fn fold(text: &str) -> String {
    if !text.is_ascii() {
        return name::fold(text);
    }
    let mut folded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            folded.push(char::from(byte.to_ascii_lowercase()));
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A family or given name: folded, `st` and `ste` written out.
pub(crate) fn person_name(text: &str) -> String {
    let folded = fold(text);
    if folded.split(' ').any(|word| LEXICON.everywhere(word).is_some()) {
        join(folded.split(' ').map(|word| LEXICON.everywhere(word).unwrap_or(word)))
    } else {
        folded
    }
}

/// A town: folded, without cedex, arrondissement and what follows.
pub(crate) fn city(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(' ').enumerate().take_while(|(i, word)| {
        let ends = matches!(*word, "cedex" | "cdx" | "arrondissement" | "arr");
        *i == 0 || !(ends || word.starts_with(|c: char| c.is_ascii_digit()))
    });
    join(words.map(|(_, word)| LEXICON.everywhere(word).unwrap_or(word)))
}

/// The name of a structure: its words with single-word abbreviations written out and initials joined, then,
/// after [`ALIASES`], the other form of longer abbreviations.
pub(crate) fn structure_name(text: &str) -> String {
    let folded = fold(text);
    let words = join_initials(&folded);
    let mut name = join(words.iter().map(|word| LEXICON.in_structure(word)));
    let mut aliases = String::new();
    for (short, long) in LEXICON.long_forms(words.iter().map(String::as_str).chain(name.split(' '))) {
        let other = if contains_words(&name, long) {
            *short
        } else if words.iter().any(|word| word == short) {
            long.as_str()
        } else {
            continue;
        };
        aliases.push(if aliases.is_empty() { ALIASES } else { ' ' });
        aliases.push_str(other);
    }
    name.push_str(&aliases);
    name
}

/// A street: folded, its abbreviations written out.
pub(crate) fn street(text: &str) -> String {
    join(fold(text).split(' ').map(|word| LEXICON.in_street(word)))
}

/// The département of a place: as given, else from the commune, else from the postcode.
pub(crate) fn departement(given: &str, commune: &str, postcode: &str) -> Option<String> {
    let given = given.trim();
    if !given.is_empty() {
        let code = given.to_ascii_uppercase();
        // `076` and `02A` occur; `971` is itself.
        return Some(match code.strip_prefix('0') {
            Some(rest) if rest.len() == 2 => rest.to_owned(),
            _ => code,
        });
    }
    aiguilleur_domain::entity::departement(commune, postcode).map(|code| code.to_string())
}

/// `c h u` is `chu`.
fn join_initials(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_initials = false;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let initial = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
        match words.last_mut() {
            Some(last) if initial && in_initials => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        in_initials = initial;
    }
    words
}

/// Whether `words` stand in `text` one after the other, as whole words.
fn contains_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let bytes = text.as_bytes();
        let end = at + found.len();
        (at == 0 || bytes[at - 1] == b' ') && (end == bytes.len() || bytes[end] == b' ')
    })
}

fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{city, departement, fold, person_name, structure_name};

    #[test]
    fn ascii_and_unicode_fold_alike() {
        for text in ["D'ARC-Elise ", "  LE   GOFF", "", " - ", "O'BRIEN 2", "a\u{0}b\tc"] {
            assert_eq!(fold(text), aiguilleur_domain::name::fold(text), "{text:?}");
        }
    }

    #[test]
    fn towns_lose_what_follows_the_name() {
        for (published, expected) in [
            ("ROUEN CEDEX 1", "rouen"),
            ("PARIS 15E ARRONDISSEMENT", "paris"),
            ("St-Étienne", "saint etienne"),
            ("L’Haÿ-les-Roses", "l hay les roses"),
            ("LYON 3EME", "lyon"),
            ("", ""),
        ] {
            assert_eq!(city(published), expected);
        }
    }

    #[test]
    fn structures_are_found_by_either_form() {
        for (published, expected) in [
            ("PHIE DU MARCHÉ", "pharmacie du marche"),
            ("C.H.U. DE NANTES", "chu de nantes|centre hospitalier universitaire"),
            ("CTRE HOSP. STE-ANNE", "centre hospitalier sainte anne|ch"),
        ] {
            assert_eq!(structure_name(published), expected);
        }
        assert_eq!(person_name("ST-PIERRE"), "saint pierre");
    }

    #[test]
    fn departements() {
        for (given, commune, postcode, expected) in [
            ("", "76540", "76000", Some("76")),
            ("", "2A004", "20000", Some("2A")),
            ("076", "", "", Some("76")),
            ("971", "", "", Some("971")),
            ("", "", "GL", None),
        ] {
            assert_eq!(departement(given, commune, postcode).as_deref(), expected);
        }
    }
}
