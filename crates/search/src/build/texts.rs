//! The texts of a shard, each kept once.

use std::hash::BuildHasher;

use hashbrown::{HashTable, hash_table::Entry};
use rustc_hash::FxBuildHasher;

/// A text, by its number among those of its shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text(u32);

impl Text {
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Bytes that a text takes beside its own: where it ends, and its place in the table.
const PER_TEXT: usize = size_of::<usize>() + 2 * size_of::<Text>();

#[derive(Default)]
pub(super) struct Texts {
    known: HashTable<Text>,
    /// One text behind another.
    letters: String,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl Texts {
    /// The number of a text, a new one if it is not known.
    pub(super) fn number(&mut self, text: &str) -> Text {
        let Self { known, letters, ends } = self;
        let hash = |text: &str| FxBuildHasher.hash_one(text);
        let is_it = |number: &Text| text_of(letters, ends, number.index()) == text;
        let rehash = |number: &Text| hash(text_of(letters, ends, number.index()));
        match known.entry(hash(text), is_it, rehash) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                // Four thousand million texts are no shard: it is closed long before.
                let number = Text(u32::try_from(ends.len()).unwrap_or(u32::MAX));
                free.insert(number);
                letters.push_str(text);
                ends.push(letters.len());
                number
            }
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// About how many bytes they fill.
    pub(super) const fn bytes(&self) -> usize {
        self.letters.len() + self.ends.len() * PER_TEXT
    }

    /// The texts, in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| text_of(&self.letters, &self.ends, index))
    }
}

fn text_of<'t>(letters: &'t str, ends: &[usize], index: usize) -> &'t str {
    let start = index.checked_sub(1).map_or(0, |before| ends[before]);
    &letters[start..ends[index]]
}
