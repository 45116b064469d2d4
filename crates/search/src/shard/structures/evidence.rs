//! What a query found in one structure.

use tantivy::DocId;

use crate::{
    manifest::ShardKind,
    ranking::{self, CodeKind, Evidence, Role, WordMatch, WordMatches},
    shard::{
        Shard,
        compare::keep_best,
        find::{Candidate, Place},
        lists::{Cursor, Weighed, bits},
        structures::{PEOPLE_FIRST, StructureSearch},
    },
};

impl StructureSearch<'_> {
    /// What the words found in a record: in its names and town by their text, in the rest by its lists.
    pub(super) fn evidence(&self, doc: DocId, read: &mut [(Weighed, Cursor<'_>)]) -> Evidence {
        let name = self.matcher.structure_name(doc);
        let (town, _) = self.matcher.city(doc);
        let mut words = name.words;
        for (slot, found) in words.iter_mut().zip(town.words) {
            let found =
                found.map(|found| WordMatch { points: found.points + ranking::TOWN_OF_STRUCTURE, ..found });
            keep_best(slot, found);
        }
        let (mut asked, mut of_kind) = (false, false);
        for (list, cursor) in read {
            let kind = list.role == Role::Code(CodeKind::Categorie);
            asked |= kind;
            if !cursor.stands_at(doc) {
                continue;
            }
            of_kind |= kind;
            let group = u8::try_from(list.list.words.trailing_zeros()).unwrap_or_default();
            let found = WordMatch { role: list.role, how: list.how, group, points: list.points };
            for word in bits(list.list.words) {
                keep_best(&mut words[word], Some(found));
            }
        }
        if self.is_address(&words) {
            for found in words.iter_mut().flatten().filter(|found| found.role == Role::Street) {
                found.points += ranking::OF_ADDRESS;
            }
        }
        for word in bits(self.optional) {
            if let Some(found) = &mut words[word] {
                found.points = found.points.min(ranking::SMALL_WORD);
            }
        }
        let named =
            bits(self.required).any(|word| words[word].is_some_and(|found| found.role == Role::Structure));
        for (word, slot) in words.iter_mut().enumerate() {
            if let Some(found) = slot {
                let points = self.weights.of(word, found.points) * PEOPLE_FIRST / 100;
                found.points = u16::try_from(points).unwrap_or(u16::MAX);
            }
        }
        Evidence {
            words,
            optional: self.optional,
            // Words of the name that are the town's too are read as the town.
            family_complete: if named { name.complete } else { name.complete / ranking::BY_TOWN_ALONE },
            given_complete: 0,
            ended: self.shard.is_ended(doc),
            past: false,
            titled: false,
            doctor: false,
            house: if asked && !of_kind { self.shard.house(doc).min(1) } else { self.shard.house(doc) },
            namesakes: 1,
        }
    }

    /// Whether a number and a word of the street were found: the text gives the address.
    fn is_address(&self, words: &WordMatches) -> bool {
        let in_street = |word: &usize| words[*word].is_some_and(|found| found.role == Role::Street);
        let number = |word: &usize| self.words[*word].starts_with(|c: char| c.is_ascii_digit());
        let (numbers, others): (Vec<usize>, Vec<usize>) =
            (0..self.words.len()).filter(in_street).partition(number);
        !numbers.is_empty() && !others.is_empty()
    }

    pub(super) fn candidate(&self, doc: DocId, evidence: Evidence) -> Candidate {
        let place =
            Place { kind: ShardKind::Structures, rank: self.shard.rank(doc), shard: self.number, doc };
        Candidate { place, score: ranking::score(&evidence), evidence }
    }
}

/// The words that found something.
pub(crate) fn found(evidence: &Evidence) -> u16 {
    evidence.words.iter().enumerate().fold(0, |mask, (word, found)| mask | u16::from(found.is_some()) << word)
}

impl Shard {
    /// How much a structure is a main establishment rather than an annex, and how short its name is, in points.
    pub(crate) fn promise(&self, doc: DocId) -> u32 {
        let part = &self.parts[0];
        let words = part.names(doc).map(|ord| part.texts.own_words(ord)).min().unwrap_or(1).max(1);
        let short = u32::from(ranking::COMPLETE) / u32::from(words);
        let house = ranking::house(self.house(doc)) + 200;
        let ended = if self.is_ended(doc) { 0 } else { ranking::ENDED.unsigned_abs() };
        short + house.unsigned_abs() + ended
    }
}
