//! Who has a name that begins as typed, asked of one document after the other.

use std::ops::Range;

use tantivy::DocId;

use crate::{
    analysis::ALIASES,
    shard::{Shard, names::Part},
};

/// The names that begin with a text, as ranges of ranks: asking costs no text, but for names of several words.
pub(crate) struct Beginning<'a> {
    typed: &'a str,
    parts: Vec<Range<u32>>,
    city: Range<u32>,
}

impl<'a> Beginning<'a> {
    pub(crate) fn new(shard: &Shard, typed: &'a str) -> Self {
        let parts = shard.parts.iter().map(|part| part.texts.beginning_with(typed)).collect();
        Self { typed, parts, city: shard.city.texts.beginning_with(typed) }
    }

    pub(crate) fn stands_in(&self, shard: &Shard, doc: DocId) -> bool {
        let part = |(part, range): (&Part, &Range<u32>)| {
            let begins = |ord| part.texts.has_several_words(ord) && self.begins_inside(part.texts.get(ord));
            part.names(doc).any(|ord| range.contains(&ord) || begins(ord))
        };
        shard.parts.iter().zip(&self.parts).any(part)
            || shard.city.names(doc).any(|ord| self.city.contains(&ord))
    }

    /// Whether some word of `name` begins so, or all of them in one.
    fn begins_inside(&self, name: &str) -> bool {
        let mut words = name.split([' ', ALIASES]);
        words.any(|word| word.starts_with(self.typed))
            || name.bytes().filter(|b| *b != b' ').take(self.typed.len()).eq(self.typed.bytes())
    }
}
