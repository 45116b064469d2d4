//! Blocks kept decompressed, for whoever reads the same ones again and again: a batch, not a page view.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, PoisonError},
};

use super::block::Block;

/// One place for each block, told by its first key; the last block read in a place stays there.
pub(super) struct BlockCache {
    places: Vec<Mutex<Option<(sled::IVec, Block)>>>,
}

impl std::fmt::Debug for BlockCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BlockCache").field("places", &self.places.len()).finish()
    }
}

impl BlockCache {
    /// A cache of at most `blocks` blocks.
    pub(super) fn new(blocks: usize) -> Self {
        Self { places: (0..blocks.max(1)).map(|_| Mutex::new(None)).collect() }
    }

    /// The block of that first key, from memory or from `packed`; `None` when its bytes are not one.
    pub(super) fn block(&self, key: sled::IVec, packed: &[u8]) -> Option<Block> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % self.places.len() as u64).unwrap_or(0);
        // What a panicking thread left there is a whole block or none.
        let mut kept = self.places[place].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, block)) = kept.as_ref().filter(|(known, _)| *known == key) {
            return Some(block.clone());
        }
        let block = Block::read(packed)?;
        *kept = Some((key, block.clone()));
        Some(block)
    }
}
