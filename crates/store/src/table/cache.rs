//! Blocks kept decompressed, for whoever reads the same ones again and again.

use std::{
    collections::BTreeMap,
    ops::Bound,
    sync::{Arc, PoisonError, RwLock},
};

use super::block::Block;

/// What follows a block.
#[derive(Debug, Clone)]
pub(super) enum Next {
    /// Nobody has looked.
    Unknown,
    /// No other block.
    Nothing,
    /// A block that begins with that key.
    Block(Arc<[u8]>),
}

impl Next {
    /// Whether `key`, which is not below the block's first, can stand nowhere but in it.
    fn is_beyond(&self, key: &[u8]) -> bool {
        match self {
            Self::Unknown => false,
            Self::Nothing => true,
            Self::Block(first) => key < &first[..],
        }
    }

    /// Whether no key that begins with `prefix` stands behind the block.
    pub(super) fn ends(&self, prefix: &[u8]) -> bool {
        match self {
            Self::Unknown => false,
            Self::Nothing => true,
            Self::Block(first) => !first.starts_with(prefix),
        }
    }
}

/// A block and what follows it.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) block: Block,
    pub(super) next: Next,
}

/// Blocks by their first keys. A key that falls between the first keys of a kept block and of the next is looked up
/// without asking sled, whose search copies a whole node of its tree each time.
pub(super) struct BlockCache {
    most: usize,
    kept: RwLock<BTreeMap<Box<[u8]>, Stretch>>,
}

impl std::fmt::Debug for BlockCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BlockCache").field("most", &self.most).finish_non_exhaustive()
    }
}

impl BlockCache {
    /// A cache of at most `blocks` blocks, and of one at least.
    pub(super) fn new(blocks: usize) -> Self {
        Self { most: blocks.max(1), kept: RwLock::default() }
    }

    /// The kept block in which `key` stands if it stands anywhere.
    pub(super) fn spanning(&self, key: &[u8]) -> Option<Stretch> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let (_, stretch) = kept.range::<[u8], _>((Bound::Unbounded, Bound::Included(key))).next_back()?;
        stretch.next.is_beyond(key).then(|| stretch.clone())
    }

    /// The kept block whose first key is `first`.
    pub(super) fn beginning(&self, first: &[u8]) -> Option<Stretch> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).get(first).cloned()
    }

    /// Keeps a block under its first key. Where no room is left everything is let go: what is read again comes
    /// back, and no order of use needs to be kept at each look-up.
    pub(super) fn keep(&self, first: &[u8], stretch: &Stretch) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= self.most {
            kept.clear();
        }
        kept.insert(first.into(), stretch.clone());
    }
}
