//! The longest lists of a dictionary as bits in memory: whether a document stands in one is a single look, where a
//! list is walked to the place. Professions, specialties, départements and large towns are such lists.

use rustc_hash::FxHashMap;
use tantivy::{
    DocId, DocSet, InvertedIndexReader, TERMINATED,
    postings::{SegmentPostings, TermInfo},
    schema::IndexRecordOption,
};

use crate::{error::Cause, limits::DENSE};

/// One bit a document.
type Bits = Box<[u64]>;

/// Bits by the place where a list begins on disk, which no two lists share.
#[derive(Default)]
pub(super) struct Dense {
    lists: FxHashMap<usize, Bits>,
}

impl Dense {
    /// Reads the long lists of a dictionary over `documents`.
    pub(super) fn load(dictionary: &InvertedIndexReader, documents: u32) -> Result<Self, Cause> {
        let mut dense = Self::default();
        let mut terms = dictionary.terms().stream()?;
        while terms.advance() {
            let info = terms.value();
            if info.doc_freq > documents / DENSE {
                let postings = dictionary.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                dense.lists.insert(info.postings_range.start, bits(postings, documents));
            }
        }
        Ok(dense)
    }

    pub(super) fn of(&self, info: &TermInfo) -> Option<&[u64]> {
        self.lists.get(&info.postings_range.start).map(AsRef::as_ref)
    }
}

fn bits(mut postings: SegmentPostings, documents: u32) -> Bits {
    let mut bits = vec![0; documents.div_ceil(u64::BITS) as usize];
    let mut doc = postings.doc();
    while doc != TERMINATED {
        bits[(doc / u64::BITS) as usize] |= 1 << (doc % u64::BITS);
        doc = postings.advance();
    }
    bits.into_boxed_slice()
}

/// Asks whether documents, ascending, stand in one list.
pub(super) enum Cursor<'a> {
    Bits(&'a [u64]),
    Walked(SegmentPostings),
}

impl Cursor<'_> {
    pub(super) fn stands_at(&mut self, doc: DocId) -> bool {
        match self {
            Self::Bits(bits) => {
                bits.get((doc / u64::BITS) as usize).is_some_and(|word| word & (1 << (doc % u64::BITS)) != 0)
            }
            Self::Walked(postings) => {
                (if postings.doc() < doc { postings.seek(doc) } else { postings.doc() }) == doc
            }
        }
    }
}
