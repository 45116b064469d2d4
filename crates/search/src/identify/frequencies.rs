//! Document frequencies of words, which weight an agreement.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::{
    error::SearchError,
    shard::{Dictionary, Shard},
};

/// Of fewer documents, shares say nothing: names are as rare as among so many.
const FEWEST: u32 = 2_000;

/// Counts over the shards of one kind, each looked up once.
pub(super) struct Frequencies<'s> {
    shards: Vec<&'s Shard>,
    documents: u32,
    seen: RefCell<FxHashMap<(Dictionary, String), u32>>,
}

impl<'s> Frequencies<'s> {
    pub(super) fn new(shards: Vec<&'s Shard>) -> Self {
        let documents: u32 = shards.iter().map(|shard| shard.size()).sum();
        Self { shards, documents: documents.max(FEWEST), seen: RefCell::default() }
    }

    /// How many documents there are.
    pub(super) const fn documents(&self) -> u32 {
        self.documents
    }

    pub(super) fn shards(&self) -> &[&'s Shard] {
        &self.shards
    }

    /// How many documents have `word`.
    pub(super) fn bearers(&self, dictionary: Dictionary, word: &str) -> Result<u32, SearchError> {
        let key = (dictionary, word.to_owned());
        if let Some(seen) = self.seen.borrow().get(&key) {
            return Ok(*seen);
        }
        let mut count = 0;
        for shard in &self.shards {
            count += shard.documents_of(dictionary, word)?.map_or(0, |documents| documents.count());
        }
        self.seen.borrow_mut().insert(key, count);
        Ok(count)
    }
}
