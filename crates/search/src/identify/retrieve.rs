//! Which documents are compared: those that share at least two things with the client, or one in the client's town.

use rustc_hash::FxHashMap;
use tantivy::{DocId, DocSet, TERMINATED};

use super::{
    asked::{PlaceAsked, Reading},
    structure::StructureAsked,
};
use crate::{
    analysis::LEXICON,
    error::SearchError,
    shard::{Automata, Dictionary, Documents, Shard},
};

/// Lists longer than this are only tested for a document, where shorter ones lead to it; names that
/// are written as the directory's need only the rarest of them.
const MAX_WALKED: u64 = 30_000;
const MAX_WALKED_EXACT: u64 = 2_000;
/// Documents compared, those that share most first.
const MAX_COMPARED: usize = 3_000;
/// Structures of a town that are all compared, whatever their names.
const MAX_SCANNED: u64 = 1_500;
/// Documents of a word that lead to structures outside the client's town.
const MAX_ELSEWHERE: u32 = 2_000;
/// From this length on, two slips are looked for.
const MIN_TWO_SLIPS: usize = 6;
const MIN_SLIP: usize = 3;

/// How names are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tolerance {
    Exact,
    Slips,
}

/// The documents of one thing that is on file: a word, or the place.
#[derive(Default)]
struct Slot(Vec<Documents>);

impl Slot {
    fn count(&self) -> u64 {
        self.0.iter().map(|documents| u64::from(documents.count())).sum()
    }
}

/// The people of a shard who share two things with the client, ascending.
pub(super) fn people(
    shard: &Shard,
    readings: &[Reading],
    place: &PlaceAsked,
    automata: &Automata,
    tolerance: Tolerance,
    steps: &mut usize,
) -> Result<Vec<DocId>, SearchError> {
    let Some(first) = readings.first() else { return Ok(Vec::new()) };
    let mut slots = Vec::new();
    for name in [&first.family, &first.given] {
        let all: Vec<&str> = name.text.split(' ').filter(|word| !word.is_empty()).collect();
        let telling: Vec<&str> = all.iter().filter(|word| !LEXICON.is_particle(word)).copied().collect();
        let words = if telling.is_empty() { &all } else { &telling };
        for word in words {
            let mut slot = Slot::default();
            let joined = (all.len() > 1).then_some(name.joined.as_str());
            for text in std::iter::once(*word).chain(joined) {
                of_word(shard, text, automata, tolerance, &mut slot)?;
            }
            slots.push(slot);
        }
    }
    slots.push(of_place(shard, place, automata, tolerance)?);
    slots.retain(|slot| !slot.0.is_empty());
    slots.truncate(16);
    let alone = slots.len() == 1 && place.is_empty();
    let walked = if tolerance == Tolerance::Exact { MAX_WALKED_EXACT } else { MAX_WALKED };
    share(shard, slots, if alone { 1 } else { 2 }, walked, steps)
}

/// The people one of whose names is `word`, or nearly so.
fn of_word(
    shard: &Shard,
    word: &str,
    automata: &Automata,
    tolerance: Tolerance,
    slot: &mut Slot,
) -> Result<(), SearchError> {
    for part in [0, 1] {
        let dictionary = Dictionary::Name(part);
        if tolerance == Tolerance::Exact || word.len() < MIN_SLIP {
            slot.0.extend(shard.documents_of(dictionary, word)?);
        } else {
            let slips = if word.len() >= MIN_TWO_SLIPS { 2 } else { 1 };
            slot.0.extend(shard.documents_near(automata, dictionary, word, slips)?);
            slot.0.extend(shard.documents_by_ear(part, word));
        }
    }
    for variant in LEXICON.given_names(word) {
        slot.0.extend(shard.documents_of(Dictionary::Name(1), variant)?);
    }
    Ok(())
}

/// The documents of the town and the postcode on file.
fn of_place(
    shard: &Shard,
    place: &PlaceAsked,
    automata: &Automata,
    tolerance: Tolerance,
) -> Result<Slot, SearchError> {
    let mut slot = Slot::default();
    if !place.town.is_empty() {
        let town = place.town.as_str();
        for town in std::iter::once(&town).chain(LEXICON.communes_today(town)) {
            slot.0.extend(shard.documents_of(Dictionary::Town, town)?);
        }
        if slot.0.is_empty() {
            let bare = ["le ", "la ", "les ", "l "].iter().find_map(|article| town.strip_prefix(article));
            slot.0.extend(bare.map(|bare| shard.documents_of(Dictionary::Town, bare)).transpose()?.flatten());
        }
        if slot.0.is_empty() || tolerance == Tolerance::Slips {
            let slips = if town.len() > 8 { 2 } else { 1 };
            slot.0.extend(shard.documents_near(automata, Dictionary::Town, town, slips)?);
        }
    }
    if !place.postcode.is_empty() {
        slot.0.extend(shard.documents_of(Dictionary::Code, &format!("p{}", place.postcode))?);
    }
    Ok(slot)
}

/// The documents that stand in at least `least` slots, those in most of them kept when they are many; ascending.
fn share(
    shard: &Shard,
    mut slots: Vec<Slot>,
    least: u32,
    walked: u64,
    steps: &mut usize,
) -> Result<Vec<DocId>, SearchError> {
    slots.sort_by_key(Slot::count);
    let mut masks: FxHashMap<DocId, u16> = FxHashMap::default();
    let mut asked = Vec::new();
    for (bit, slot) in slots.iter().enumerate() {
        // A document in two slots is in another than the longest.
        let last = least > 1 && bit + 1 == slots.len();
        if last || (slot.count() > walked && bit > 0) {
            asked.push((bit, slot));
            continue;
        }
        for documents in &slot.0 {
            let mut postings = shard.walk(documents)?;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                *masks.entry(doc).or_default() |= 1 << bit;
                *steps += 1;
                doc = postings.advance();
            }
        }
    }
    let mut found: Vec<(DocId, u16)> = masks.into_iter().collect();
    found.sort_unstable();
    *steps += found.len() * asked.len();
    for (bit, slot) in asked {
        for documents in &slot.0 {
            let mut cursor = shard.membership(documents)?;
            for (doc, mask) in &mut found {
                if *mask & (1 << bit) == 0 && cursor.stands_at(*doc) {
                    *mask |= 1 << bit;
                }
            }
        }
    }
    found.retain(|(_, mask)| mask.count_ones() >= least);
    if found.len() > MAX_COMPARED {
        found.sort_by_key(|(doc, mask)| (std::cmp::Reverse(mask.count_ones()), *doc));
        found.truncate(MAX_COMPARED);
        found.sort_unstable();
    }
    Ok(found.into_iter().map(|(doc, _)| doc).collect())
}

/// Where structures are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The client's town or postcode.
    Town,
    Departement,
    France,
}

/// The structures of a shard that may be the client, ascending.
pub(super) fn structures(
    shard: &Shard,
    asked: &StructureAsked,
    place: &PlaceAsked,
    automata: &Automata,
    scope: Scope,
    steps: &mut usize,
) -> Result<Vec<DocId>, SearchError> {
    let there = match scope {
        Scope::Town => of_place(shard, place, automata, Tolerance::Exact)?,
        Scope::Departement => {
            let code = place.departement.as_deref().unwrap_or_default();
            Slot(shard.documents_of(Dictionary::Code, &format!("d{code}"))?.into_iter().collect())
        }
        Scope::France => Slot::default(),
    };
    if there.0.is_empty() && scope != Scope::France {
        return Ok(Vec::new());
    }
    if scope == Scope::Town && there.count() <= MAX_SCANNED {
        return share(shard, vec![there], 1, MAX_WALKED, steps);
    }
    let mut words = Slot::default();
    for word in asked.words.iter().filter(|word| !word.common || scope == Scope::Town) {
        let near = scope == Scope::Town && word.text.len() >= 4 && !word.common;
        let found = if near {
            shard.documents_near(automata, Dictionary::Name(0), &word.text, 1)?
        } else {
            shard.documents_of(Dictionary::Name(0), &word.text)?.into_iter().collect()
        };
        words
            .0
            .extend(found.into_iter().filter(|found| scope == Scope::Town || found.count() <= MAX_ELSEWHERE));
    }
    if scope == Scope::France {
        return share(shard, vec![words], 1, MAX_WALKED, steps);
    }
    if scope == Scope::Town {
        for code in asked.categories() {
            words.0.extend(shard.documents_of(Dictionary::Code, code)?);
        }
    }
    share(shard, vec![words, there], 2, MAX_WALKED, steps)
}
