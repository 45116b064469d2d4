//! A name of the documents of a shard: the dictionary of its words, and the whole name of every document.

use std::{ops::Range, sync::Arc};

use tantivy::{
    DocId, InvertedIndexReader, SegmentReader, columnar::StrColumn, postings::TermInfo, schema::Field,
};

use super::{ranks::Ranks, sounds::Sounds};
use crate::{error::Cause, ranking::Role};

pub(super) struct Part {
    pub(super) role: Role,
    pub(super) terms: Arc<InvertedIndexReader>,
    /// Of each document, the ranks of its names among [`Part::texts`].
    ranks: Ranks,
    pub(super) texts: Texts,
    /// By ear; nothing but for the names of people.
    pub(super) sounds: Sounds,
}

impl Part {
    pub(super) fn open(reader: &SegmentReader, role: Role, field: Field, name: &str) -> Result<Self, Cause> {
        let column = reader.fast_fields().str(name)?;
        let texts = column.as_ref().map(Texts::load).transpose()?.unwrap_or_default();
        let terms = reader.inverted_index(field)?;
        let ranks = column.map(|column| Ranks::load(column.ords())).transpose()?.unwrap_or_default();
        let sounds = match role {
            Role::Family | Role::Given => Sounds::load(&terms)?,
            _ => Sounds::default(),
        };
        Ok(Self { role, terms, ranks, texts, sounds })
    }

    /// Where a word stands, if any name has it.
    pub(super) fn term(&self, word: &str) -> std::io::Result<Option<TermInfo>> {
        self.terms.terms().get(word)
    }

    /// The names of a document; for people, one.
    pub(super) fn names(&self, doc: DocId) -> impl Iterator<Item = u32> {
        self.ranks.of(doc).iter().copied()
    }

    /// The first name of a document.
    pub(super) fn name(&self, doc: DocId) -> Option<u32> {
        self.ranks.of(doc).first().copied()
    }
}

/// The distinct names of a column in their order, in memory: ranking reads thousands of them per query.
#[derive(Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
    /// One bit per name: whether it has several words.
    several: Vec<u64>,
}

impl Texts {
    fn load(column: &StrColumn) -> Result<Self, Cause> {
        let mut texts = Self::default();
        let count = column.num_terms();
        texts.ends.reserve_exact(count);
        texts.several.resize(count.div_ceil(64), 0);
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            let name = std::str::from_utf8(terms.key())?;
            let ord = texts.ends.len();
            if name.contains(' ') {
                texts.several[ord / 64] |= 1 << (ord % 64);
            }
            texts.text.push_str(name);
            texts.ends.push(u32::try_from(texts.text.len())?);
        }
        texts.text.shrink_to_fit();
        Ok(texts)
    }

    pub(super) fn get(&self, ord: u32) -> &str {
        let ord = ord as usize;
        let start = if ord == 0 { 0 } else { self.ends[ord - 1] as usize };
        &self.text[start..self.ends[ord] as usize]
    }

    pub(super) fn has_several_words(&self, ord: u32) -> bool {
        self.several[ord as usize / 64] & (1 << (ord % 64)) != 0
    }

    /// The rank of a name.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        let ord = self.partition(|other| other < name);
        (ord < self.len() && self.get(ord) == name).then_some(ord)
    }

    /// The ranks of the names that begin with `prefix`.
    pub(super) fn beginning_with(&self, prefix: &str) -> Range<u32> {
        let start = self.partition(|name| name < prefix);
        let end = self.partition(|name| name < prefix || name.starts_with(prefix));
        start..end
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// First rank whose name is not `before`.
    fn partition(&self, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.get(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}
