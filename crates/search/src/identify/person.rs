//! A person on file against a person of the directory.

use rustc_hash::FxHashMap;

use super::{
    asked::{Name, Reading},
    frequencies::Frequencies,
    weights::{self, Level},
};
use crate::{
    analysis::{Edit, LEXICON, edit, sound},
    error::SearchError,
    shard::Dictionary,
};

/// Shorter words have too many neighbours to be taken for slips of one another.
const MIN_SLIP: usize = 3;
const MIN_TWO_SLIPS: usize = 6;
/// Shorter beginnings say nothing.
const MIN_BEGINNING: usize = 3;
/// Shorter keys are borne by too many unlike words.
const SHORTEST_SOUND: usize = 3;

/// The column of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Family,
    Given,
}

/// How a name on file resembles a name of the directory, both in canonical words.
pub(super) fn level(asked: &Name, known: &str, column: Column) -> Level {
    if asked.is_empty() || known.is_empty() {
        return Level::Absent;
    }
    if asked.text == known {
        return Level::Exact;
    }
    let joined: String = known.split(' ').collect();
    if asked.joined == joined {
        return Level::Joined;
    }
    if let Some(found) = by_words(&asked.text, known, column) {
        return found;
    }
    let (query, word) = (asked.joined.as_str(), joined.as_str());
    let shortest = query.len().min(word.len());
    match edit(query, word, if shortest >= MIN_TWO_SLIPS { 2 } else { 1 }) {
        _ if shortest < MIN_SLIP => Level::Differs,
        Some(Edit::Two) => Level::TwoSlips,
        Some(_) => Level::Slip,
        None if heard(query, word) => Level::Heard,
        None if begins(query, word) => Level::Beginning,
        None => Level::Differs,
    }
}

/// Compounds, initials and usual forms.
fn by_words(asked: &str, known: &str, column: Column) -> Option<Level> {
    let (few, many): (Vec<&str>, Vec<&str>) = (asked.split(' ').collect(), known.split(' ').collect());
    if column == Column::Given {
        let initial = |(a, b): (&&str, &&str)| a == b || (a.len() == 1 && b.starts_with(*a));
        let letters = asked.len() <= 2 && many.len() == asked.len();
        let glued = letters && asked.chars().zip(&many).all(|(letter, word)| word.starts_with(letter));
        if few.len() <= many.len() && (glued || few.iter().zip(&many).all(initial)) && few != many {
            let shown = few.iter().any(|word| word.len() == 1) || glued;
            return Some(if shown { Level::Initial } else { Level::Part });
        }
        let whole: String = many.concat();
        if LEXICON.given_names(asked).contains(&whole) {
            return Some(Level::Variant);
        }
    }
    let telling = |words: &[&str]| words.iter().any(|word| word.len() >= 3 && !LEXICON.is_particle(word));
    let within = |few: &[&str], many: &[&str]| telling(few) && few.iter().all(|word| many.contains(word));
    let (few, many) = (particles_off(&few), particles_off(&many));
    if few == many && !few.is_empty() {
        return Some(Level::Joined);
    }
    (within(&few, &many) || within(&many, &few)).then_some(Level::Part)
}

fn particles_off<'w>(words: &[&'w str]) -> Vec<&'w str> {
    words.iter().filter(|word| !LEXICON.is_particle(word)).copied().collect()
}

fn heard(a: &str, b: &str) -> bool {
    let key = sound(a);
    key.len() >= SHORTEST_SOUND && key == sound(b)
}

/// Whether one begins like the other, cut where a hand or a column stopped.
fn begins(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= MIN_BEGINNING && long.starts_with(short)
}

/// How one document agrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Agreement {
    pub(super) bits: f32,
    pub(super) family: Level,
    pub(super) given: Level,
    pub(super) swapped: bool,
}

/// Compares, remembering what each name of the directory resembled.
pub(super) struct Comparer<'r> {
    readings: &'r [Reading],
    frequencies: &'r Frequencies<'r>,
    seen: FxHashMap<(usize, bool, u32), (Level, f32)>,
}

/// A name of a document: its rank among the distinct names, and its words.
pub(super) type Known<'t> = (u32, &'t str);

impl<'r> Comparer<'r> {
    pub(super) fn new(readings: &'r [Reading], frequencies: &'r Frequencies<'r>) -> Self {
        Self { readings, frequencies, seen: FxHashMap::default() }
    }

    /// A shard has ranks of its own.
    pub(super) fn next_shard(&mut self) {
        self.seen.clear();
    }

    /// The best reading of the client for a person of these names.
    pub(super) fn compare(
        &mut self,
        family: Known<'_>,
        given: Known<'_>,
    ) -> Result<Option<Agreement>, SearchError> {
        let mut best: Option<Agreement> = None;
        for (index, reading) in self.readings.iter().enumerate() {
            let (family_level, family_bits) = self.weigh(index, &reading.family, Column::Family, family)?;
            let (given_level, given_bits) = self.weigh(index, &reading.given, Column::Given, given)?;
            let bits = family_bits + given_bits + reading.cost;
            if best.as_ref().is_none_or(|best| bits > best.bits) {
                let swapped = reading.swapped && family_level.agrees() && given_level.agrees();
                best = Some(Agreement { bits, family: family_level, given: given_level, swapped });
            }
        }
        Ok(best)
    }

    fn weigh(
        &mut self,
        reading: usize,
        asked: &Name,
        column: Column,
        known: Known<'_>,
    ) -> Result<(Level, f32), SearchError> {
        let key = (reading, column == Column::Given, known.0);
        if let Some(seen) = self.seen.get(&key) {
            return Ok(*seen);
        }
        let level = level(asked, known.1, column);
        let bearers = if level.agrees() { self.bearers(level, asked, column, known.1)? } else { 0 };
        let found = (level, weights::of_name(level, bearers, self.frequencies.documents()));
        self.seen.insert(key, found);
        Ok(found)
    }

    /// How many bear the name, or the rarest of the words that both have.
    fn bearers(&self, level: Level, asked: &Name, column: Column, known: &str) -> Result<u32, SearchError> {
        let dictionary = Dictionary::Name(u8::from(column == Column::Given));
        if level != Level::Part {
            return self.frequencies.bearers(dictionary, &known.split(' ').collect::<String>());
        }
        let mut fewest = u32::MAX;
        for word in known.split(' ').filter(|word| asked.text.split(' ').any(|other| other == *word)) {
            fewest = fewest.min(self.frequencies.bearers(dictionary, word)?);
        }
        Ok(fewest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_resemble_each_other_in_many_ways() {
        let name = |text: &str| Name { text: text.to_owned(), joined: text.split(' ').collect() };
        for (asked, known, column, expect) in [
            ("martin", "martin", Column::Family, Level::Exact),
            ("ben elhadj", "benelhadj", Column::Family, Level::Joined),
            ("darc martin", "d arc martin", Column::Family, Level::Joined),
            ("tournelle", "de la tournelle", Column::Family, Level::Joined),
            ("martin", "d arc martin", Column::Family, Level::Part),
            ("vauquelain", "vauquelin", Column::Family, Level::Slip),
            ("vauqelain", "vauquelin", Column::Family, Level::TwoSlips),
            ("renaud", "renault", Column::Family, Level::TwoSlips),
            ("jp", "jean pierre", Column::Given, Level::Initial),
            ("h", "hortense", Column::Given, Level::Initial),
            ("jean", "jean pierre", Column::Given, Level::Part),
            ("chr", "christophe", Column::Given, Level::Beginning),
            ("", "christophe", Column::Given, Level::Absent),
            ("dupont", "vauquelin", Column::Family, Level::Differs),
            ("le", "la", Column::Family, Level::Differs),
        ] {
            assert_eq!(level(&name(asked), known, column), expect, "{asked} {known}");
        }
    }
}
