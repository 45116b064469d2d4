//! Blocks kept decompressed, for whoever reads the same ones again and again: a batch, not a page view.

use std::{
    collections::BTreeMap,
    ops::Bound,
    sync::{PoisonError, RwLock},
};

use super::block::Block;

/// Blocks by their first keys. A key that falls inside a kept block is looked up without asking sled, whose
/// search copies a whole node of its tree each time.
pub(super) struct BlockCache {
    most: usize,
    kept: RwLock<BTreeMap<Box<[u8]>, Block>>,
}

impl std::fmt::Debug for BlockCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BlockCache").field("most", &self.most).finish_non_exhaustive()
    }
}

impl BlockCache {
    /// A cache of at most `blocks` blocks.
    pub(super) fn new(blocks: usize) -> Self {
        Self { most: blocks.max(1), kept: RwLock::default() }
    }

    /// The kept block that spans `key`: a key between its first and its last stands nowhere else.
    pub(super) fn spanning(&self, key: &[u8]) -> Option<Block> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let (_, block) = kept.range::<[u8], _>((Bound::Unbounded, Bound::Included(key))).next_back()?;
        (key <= block.last_key()).then(|| block.clone())
    }

    /// Keeps a block under its first key. Where no room is left everything is let go: what is read again comes
    /// back, and no order of use needs to be kept at each look-up.
    pub(super) fn keep(&self, first: &[u8], block: &Block) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= self.most {
            kept.clear();
        }
        kept.insert(first.into(), block.clone());
    }
}
