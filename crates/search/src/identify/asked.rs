//! What a client's file says of a client, in the words of the index: every reading of a name is kept.

use crate::analysis::{self, LEXICON, fold};

/// A client as the file names it: texts as they came.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// A whole name, of a person or a structure.
    pub name: &'a str,
    /// Nom de famille, as on file.
    pub family_name: &'a str,
    /// Prénom, as on file.
    pub given_name: &'a str,
    /// Ville, as on file.
    pub town: &'a str,
    /// Code postal, as on file.
    pub postcode: &'a str,
}

/// A name in canonical words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Name {
    pub(super) text: String,
    /// Its words in one, particles included.
    pub(super) joined: String,
}

/// One way to read who a person is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) family: Name,
    pub(super) given: Name,
    /// What this reading costs, in bits.
    pub(super) cost: f32,
    pub(super) swapped: bool,
}

/// Words between a birth name and a married one.
const MARRIED: &[&str] =
    &["nee", "ne", "epouse", "ep", "epse", "epx", "veuve", "vve", "divorcee", "dit", "dite", "usage"];
/// Words of a whole name that are tried as family and given name.
const MAX_CUT: usize = 6;

impl Name {
    fn of(words: &[&str]) -> Self {
        Self { text: words.join(" "), joined: words.concat() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The names of a text: what is in parentheses, or follows « née » or « épouse », is another name.
fn alternatives(text: &str) -> Vec<Vec<String>> {
    let mut names: Vec<Vec<String>> = vec![Vec::new()];
    for part in text.split(['(', ')']) {
        let folded = analysis::person_name(part);
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            if MARRIED.contains(&word) {
                names.push(Vec::new());
            } else if !LEXICON.is_title(word)
                && let Some(name) = names.last_mut()
            {
                name.push(word.to_owned());
            }
        }
        names.push(Vec::new());
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Every reading of a client as a person.
pub(super) fn people(asked: &Asked<'_>) -> Vec<Reading> {
    let (families, givens) = (alternatives(asked.family_name), alternatives(asked.given_name));
    let mut readings = Vec::new();
    match (families.as_slice(), givens.as_slice()) {
        ([], []) => whole(&alternatives(asked.name), &mut readings),
        ([only], []) | ([], [only]) if only.len() > 1 => whole(std::slice::from_ref(only), &mut readings),
        (families, givens) => {
            let none = [Vec::new()];
            let families = if families.is_empty() { &none[..] } else { families };
            let givens = if givens.is_empty() { &none[..] } else { givens };
            for (i, family) in families.iter().enumerate() {
                for given in givens.iter().take(2) {
                    two(family, given, if i == 0 { 0.0 } else { super::weights::REREAD }, &mut readings);
                }
            }
        }
    }
    readings
}

/// A family and a given name, as their columns say and exchanged.
fn two(family: &[String], given: &[String], cost: f32, readings: &mut Vec<Reading>) {
    let family: Vec<&str> = family.iter().map(String::as_str).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let (family, given) = (Name::of(&family), Name::of(&given));
    let swapped = super::weights::SWAPPED + cost;
    readings.push(Reading { family: family.clone(), given: given.clone(), cost, swapped: false });
    readings.push(Reading { family: given, given: family, cost: swapped, swapped: true });
}

/// Whole names, cut between family and given name wherever they may be; « A (B) G » and « B ép. A G » give each
/// family name the given name that one of them carries.
fn whole(names: &[Vec<String>], readings: &mut Vec<Reading>) {
    let all: Vec<&str> = names.iter().flat_map(|name| words(name)).collect();
    let mut texts: Vec<Vec<&str>> = vec![all];
    if names.len() > 1 {
        texts.extend(names.iter().map(|name| words(name)));
        if let (Some(first), Some(last)) = (names.first(), names.last()) {
            texts.push(words(first).into_iter().chain(words(last)).collect());
        }
    }
    for (i, words) in texts.iter().enumerate() {
        let cost = if i == 0 { 0.0 } else { super::weights::REREAD };
        for at in 0..=words.len().min(MAX_CUT) {
            let (first, rest) = words.split_at(at);
            let (first, rest) = (Name::of(first), Name::of(rest));
            readings.push(Reading { family: first.clone(), given: rest.clone(), cost, swapped: false });
            readings.push(Reading { family: rest, given: first, cost, swapped: false });
        }
    }
    readings.retain(|reading| !reading.family.is_empty());
    dedup(readings);
}

fn words(name: &[String]) -> Vec<&str> {
    name.iter().map(String::as_str).collect()
}

fn dedup(readings: &mut Vec<Reading>) {
    let mut at = 0;
    while at < readings.len() {
        let twin = |other: &Reading| other.family == readings[at].family && other.given == readings[at].given;
        if readings[..at].iter().any(twin) {
            readings.remove(at);
        } else {
            at += 1;
        }
    }
}

/// The place on file.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceAsked {
    /// In canonical words; empty when the file has none.
    pub(super) town: String,
    pub(super) postcode: String,
    pub(super) departement: Option<String>,
}

impl PlaceAsked {
    pub(super) fn read(asked: &Asked<'_>) -> Self {
        let folded = fold(asked.town);
        let mut postcode: String = asked.postcode.chars().filter(char::is_ascii_alphanumeric).collect();
        // « 76000 Rouen » in one column.
        let digits = |text: &str| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (first, rest) = folded.split_once(' ').unwrap_or((folded.as_str(), ""));
        let mut town = analysis::city(asked.town);
        if digits(first) {
            if postcode.is_empty() {
                first.clone_into(&mut postcode);
            }
            town = analysis::city(rest);
        }
        if postcode.len() == 4 && postcode.bytes().all(|byte| byte.is_ascii_digit()) {
            postcode.insert(0, '0');
        }
        if postcode.is_empty() {
            postcode = analysis::arrondissement_of(&folded).map_or_else(String::new, |code| code.to_string());
        }
        let departement = (postcode.len() == 5).then(|| analysis::departement("", "", &postcode)).flatten();
        Self { town, postcode, departement }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.town.is_empty() && self.postcode.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, family_name: &str, given_name: &str) -> Vec<(String, String)> {
        let asked = Asked { name, family_name, given_name, ..Asked::default() };
        people(&asked).into_iter().map(|reading| (reading.family.text, reading.given.text)).collect()
    }

    #[test]
    fn names_are_cut_swapped_and_read_by_birth_and_by_marriage() {
        let is = |readings: &[(String, String)], family: &str, given: &str| {
            readings.iter().any(|(f, g)| f == family && g == given)
        };
        assert!(is(&read("", "Hortense", "Vauquelin"), "vauquelin", "hortense"));
        assert!(is(&read("Dr D'Arc Élise", "", ""), "d arc", "elise"));
        for name in ["GAILLARD (BOURGOIN) Géraldine", "BOURGOIN ép. GAILLARD Géraldine"] {
            assert!(is(&read(name, "", ""), "gaillard", "geraldine"), "{name}");
        }
        assert!(is(&read("", "GAILLARD née BOURGOIN", "Géraldine"), "bourgoin", "geraldine"));
        assert!(is(&read("", "GAILLARD Géraldine", ""), "gaillard", "geraldine"));
    }

    #[test]
    fn places() {
        for (town, postcode, expect) in [
            ("Paris 16e", "", ("paris", "75016")),
            ("76000 Rouen Cedex", "", ("rouen", "76000")),
            ("Bourg-en-Bresse", "1000", ("bourg en bresse", "01000")),
            ("", "", ("", "")),
        ] {
            let place = PlaceAsked::read(&Asked { town, postcode, ..Asked::default() });
            assert_eq!((place.town.as_str(), place.postcode.as_str()), expect, "{town}");
        }
    }
}
