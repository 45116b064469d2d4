//! The longest lists of a dictionary as bits in memory: membership is a single lookup, where a
//! list is walked to the place. Professions, specialties, départements and large towns are such lists.

use rustc_hash::FxHashMap;
use tantivy::{
    DocId, DocSet, InvertedIndexReader, TERMINATED,
    postings::{SegmentPostings, TermInfo},
    schema::IndexRecordOption,
};

use crate::{error::Cause, limits::DENSE};

/// One bit a document.
pub(crate) struct Bits(Box<[u64]>);

impl Bits {
    pub(crate) fn none(documents: u32) -> Self {
        Self(vec![0; documents.div_ceil(u64::BITS) as usize].into_boxed_slice())
    }

    pub(crate) fn holds(&self, doc: DocId) -> bool {
        self.0.get((doc / u64::BITS) as usize).is_some_and(|word| word & (1 << (doc % u64::BITS)) != 0)
    }

    pub(crate) fn of(documents: u32, docs: &[DocId]) -> Self {
        let mut bits = Self::none(documents);
        for doc in docs {
            bits.0[(doc / u64::BITS) as usize] |= 1 << (doc % u64::BITS);
        }
        bits
    }

    /// The documents, from `first` on.
    pub(crate) fn from(&self, first: DocId) -> impl Iterator<Item = DocId> + '_ {
        let start = first / u64::BITS;
        let words = (start..).zip(self.0.iter().skip(start as usize));
        words.flat_map(move |(at, word)| {
            let mut left = if at == start { word & (u64::MAX << (first % u64::BITS)) } else { *word };
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < u64::BITS).then_some(at * u64::BITS + bit)
            })
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The documents of both.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
        self
    }

    /// Adds the documents of a list.
    pub(crate) fn add(&mut self, mut postings: SegmentPostings) {
        let mut doc = postings.doc();
        while doc != TERMINATED {
            self.0[(doc / u64::BITS) as usize] |= 1 << (doc % u64::BITS);
            doc = postings.advance();
        }
    }
}

/// Bits by the place where a list begins on disk, which no two lists share.
#[derive(Default)]
pub(crate) struct Dense {
    lists: FxHashMap<usize, Bits>,
}

impl Dense {
    /// Reads the long lists of a dictionary over `documents`.
    pub(crate) fn load(dictionary: &InvertedIndexReader, documents: u32) -> Result<Self, Cause> {
        let mut dense = Self::default();
        let mut terms = dictionary.terms().stream()?;
        while terms.advance() {
            let info = terms.value();
            if info.doc_freq > documents / DENSE {
                let postings = dictionary.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                let mut bits = Bits::none(documents);
                bits.add(postings);
                dense.lists.insert(info.postings_range.start, bits);
            }
        }
        Ok(dense)
    }

    pub(crate) fn of(&self, info: &TermInfo) -> Option<&Bits> {
        self.lists.get(&info.postings_range.start)
    }
}

/// Asks whether documents, ascending, stand in one list.
pub(crate) enum Cursor<'a> {
    Bits(&'a Bits),
    /// Boxed: it carries a whole decoded block of its list.
    Walked(Box<SegmentPostings>),
}

impl Cursor<'_> {
    pub(crate) fn stands_at(&mut self, doc: DocId) -> bool {
        match self {
            Self::Bits(bits) => bits.holds(doc),
            Self::Walked(postings) => {
                (if postings.doc() < doc { postings.seek(doc) } else { postings.doc() }) == doc
            }
        }
    }
}
