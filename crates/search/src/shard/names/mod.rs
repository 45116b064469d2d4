//! A name of the documents of a shard: the dictionary of its words, and the whole name of every document.

mod dictionary;
mod homonyms;
mod ranks;
mod sounds;

pub(crate) use self::{
    dictionary::{Automata, near},
    sounds::SHORTEST_SOUND,
};
use self::{ranks::Ranks, sounds::Sounds};

use std::{ops::Range, sync::Arc};

use tantivy::{
    DocId, InvertedIndexReader, SegmentReader, columnar::StrColumn, postings::TermInfo, schema::Field,
};

use crate::{
    analysis::{ALIASES, LEXICON, letters},
    error::Cause,
    ranking::Role,
};

/// Above any number of words that is counted.
const ALIASED: u8 = 0x80;

pub(crate) struct Part {
    pub(crate) role: Role,
    pub(crate) terms: Arc<InvertedIndexReader>,
    /// Of each document, the ranks of its names among [`Part::texts`].
    ranks: Ranks,
    pub(crate) texts: Texts,
    /// By ear; nothing but for the names of people.
    pub(crate) sounds: Sounds,
}

impl Part {
    pub(crate) fn open(reader: &SegmentReader, role: Role, field: Field, name: &str) -> Result<Self, Cause> {
        let column = reader.fast_fields().str(name)?;
        let texts = column.as_ref().map(|column| Texts::load(column, role)).transpose()?.unwrap_or_default();
        let terms = reader.inverted_index(field)?;
        let ranks = column.map(|column| Ranks::load(column.ords())).transpose()?.unwrap_or_default();
        let sounds = match role {
            Role::Family | Role::Given | Role::Structure => Sounds::load(&terms)?,
            _ => Sounds::default(),
        };
        Ok(Self { role, terms, ranks, texts, sounds })
    }

    /// Dictionary entry of a word, if any name has it.
    pub(crate) fn term(&self, word: &str) -> std::io::Result<Option<TermInfo>> {
        self.terms.terms().get(word)
    }

    /// The names of a document; for people, one.
    pub(crate) fn names(&self, doc: DocId) -> impl Iterator<Item = u32> {
        self.ranks.of(doc).iter().copied()
    }

    /// The first name of a document.
    pub(crate) fn name(&self, doc: DocId) -> Option<u32> {
        self.ranks.of(doc).first().copied()
    }
}

/// The distinct names of a column in their order, in memory: ranking reads thousands of them per query.
#[derive(Default)]
pub(crate) struct Texts {
    text: String,
    ends: Vec<u32>,
    /// Of each name, how many words it has; [`ALIASED`] when other forms stand behind them.
    words: Vec<u8>,
    /// Of each name, its letters: most names that resemble nothing are ruled out without being read.
    letters: Vec<u32>,
}

impl Texts {
    fn load(column: &StrColumn, role: Role) -> Result<Self, Cause> {
        let mut texts = Self::default();
        let count = column.num_terms();
        texts.ends.reserve_exact(count);
        texts.words.reserve_exact(count);
        texts.letters.reserve_exact(count);
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            let name = std::str::from_utf8(terms.key())?;
            texts.words.push(words(name, role));
            texts.letters.push(letters(name));
            texts.text.push_str(name);
            texts.ends.push(u32::try_from(texts.text.len())?);
        }
        texts.text.shrink_to_fit();
        Ok(texts)
    }

    pub(crate) fn get(&self, ord: u32) -> &str {
        let ord = ord as usize;
        let start = if ord == 0 { 0 } else { self.ends[ord - 1] as usize };
        &self.text[start..self.ends[ord] as usize]
    }

    pub(crate) fn has_several_words(&self, ord: u32) -> bool {
        self.words[ord as usize] > 1
    }

    /// How many words a name has, other forms of its abbreviations not counted.
    pub(crate) fn own_words(&self, ord: u32) -> u8 {
        self.words[ord as usize] & !ALIASED
    }

    pub(crate) fn letters(&self, ord: u32) -> u32 {
        self.letters[ord as usize]
    }

    /// The rank of a name.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        let ord = self.partition(0..self.len(), |other| other < name);
        (ord < self.len() && self.get(ord) == name).then_some(ord)
    }

    /// The ranks of the names that begin with `prefix`.
    pub(crate) fn beginning_with(&self, prefix: &str) -> Range<u32> {
        let start = self.partition(0..self.len(), |name| name < prefix);
        // Few names begin alike: their end is near.
        let mut step = 1;
        while start + step < self.len() && self.get(start + step).starts_with(prefix) {
            step *= 2;
        }
        let near = start + step / 2..self.len().min(start + step);
        start..self.partition(near, |name| name.starts_with(prefix))
    }

    /// The ranks of the names that hold one of two texts: all names are one text here, which is read at once.
    pub(crate) fn holding(&self, texts: [&str; 2]) -> Vec<u32> {
        let mut found = Vec::new();
        for text in texts.iter().filter(|text| !text.is_empty()) {
            let finder = memchr::memmem::Finder::new(text.as_bytes());
            let (mut from, mut rank) = (0, 0);
            while let Some(at) = finder.find(&self.text.as_bytes()[from..]).map(|at| from + at) {
                rank += self.ends[rank..].partition_point(|end| *end as usize <= at);
                let Some(end) = self.ends.get(rank).map(|end| *end as usize) else { break };
                if at + text.len() <= end {
                    found.extend(u32::try_from(rank));
                    from = end;
                } else {
                    // It begins in one name and ends in the next: it is in neither.
                    from = at + 1;
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// First rank in a range whose name is not `before`.
    fn partition(&self, range: Range<u32>, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (range.start, range.end);
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

fn words(name: &str, role: Role) -> u8 {
    let (own, aliased) = name.split_once(ALIASES).map_or((name, 0), |(own, _)| (own, ALIASED));
    let counted = |word: &&str| role != Role::Structure || LEXICON.is_telling(word);
    let count = own.split(' ').take(usize::from(ALIASED) - 1).filter(counted).count();
    u8::try_from(count).unwrap_or(0) | aliased
}
