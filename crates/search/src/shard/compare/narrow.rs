//! Which names and towns may match a text that is written as they are: by their ranks, so that
//! thousands of candidates whose other name is unlike the text cost neither its letters nor a comparison.
//!
//! Not for texts with slips: those resemble names anywhere in their order. Names of several words are left out of
//! it, because a text may name any of them.

use std::ops::Range;

use crate::{
    analysis::{Meaning, Understood},
    ranking::Role,
    shard::{Shard, compare::MIN_CITY_PREFIX, names::Texts},
};

/// Articles that a town's name may have in the directory and lose in a text.
pub(crate) const ARTICLES: [&str; 4] = ["le ", "la ", "les ", "l "];

/// Of each part of a shard, and of its towns, the ranks that may match.
pub(crate) struct Narrow {
    slots: Vec<Vec<Range<u32>>>,
}

impl Narrow {
    pub(crate) fn new(shard: &Shard, query: &Understood, words: &[&str]) -> Self {
        let names = shard.parts.iter().map(|part| names(&part.texts, part.role, query, words));
        let towns = towns(&shard.city.texts, query);
        Self { slots: names.chain([towns]).collect() }
    }

    /// Whether the name of rank `ord` may match, in a slot as [`Shard::parts`] counts, towns last.
    pub(crate) fn may_match(&self, slot: usize, ord: u32) -> bool {
        self.slots[slot].iter().any(|range| range.contains(&ord))
    }
}

fn names(texts: &Texts, role: Role, query: &Understood, words: &[&str]) -> Vec<Range<u32>> {
    let mut ranges = Vec::new();
    for (i, (word, known)) in words.iter().zip(&query.words).enumerate() {
        let initial = word.len() == 1 && role == Role::Given;
        if initial || i + 1 == words.len() {
            ranges.push(texts.beginning_with(word));
        } else {
            ranges.extend(one(texts, word));
        }
        if role == Role::Given {
            ranges.extend(known.variants.iter().filter_map(|variant| one(texts, variant)));
        }
    }
    ranges.extend(query.spans.iter().filter_map(|span| match &span.meaning {
        Meaning::Joined(text) => one(texts, text),
        _ => None,
    }));
    ranges
}

fn towns(texts: &Texts, query: &Understood) -> Vec<Range<u32>> {
    let mut ranges = Vec::new();
    for span in &query.spans {
        let (text, today) = match &span.meaning {
            Meaning::City(text) => (text.as_str(), false),
            Meaning::CityToday(text) => (*text, true),
            _ => continue,
        };
        let begun = !today && span.end == query.words.len() && text.len() >= MIN_CITY_PREFIX;
        for article in std::iter::once("").chain(ARTICLES) {
            let town = format!("{article}{text}");
            if begun {
                ranges.push(texts.beginning_with(&town));
            } else {
                ranges.extend(one(texts, &town));
            }
        }
    }
    ranges
}

fn one(texts: &Texts, name: &str) -> Option<Range<u32>> {
    texts.find(name).map(|ord| ord..ord + 1)
}
