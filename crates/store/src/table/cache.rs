//! The cache of decompressed blocks: one for all tables of a process, bounded in bytes.
//!
//! `quick_cache` evicts by S3-FIFO: a block that is read once leaves before those that are read again, so that a walk
//! over a million people does not evict the FINESS records that their decisions share.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use quick_cache::{Weighter, sync::Cache};

use super::block::Block;

/// Bytes of a process that answers one question.
const SMALL: usize = 16 << 20;

/// Which table, and the number of the block in it.
type Key = (u32, u32);

/// A cache of decompressed blocks. Cheap to clone; clones share what they hold.
#[derive(Clone)]
pub struct BlockCache(Arc<Shared>);

struct Shared {
    blocks: Cache<Key, Arc<Block>, Bytes>,
    /// Tables that were given a number: those of a superseded generation are never confused with the next one's.
    tables: AtomicU32,
}

impl std::fmt::Debug for BlockCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BlockCache").field("bytes", &self.0.blocks.weight()).finish_non_exhaustive()
    }
}

impl Default for BlockCache {
    fn default() -> Self {
        Self::new(SMALL)
    }
}

impl BlockCache {
    /// A cache of at most `bytes`; 0 keeps nothing.
    pub fn new(bytes: usize) -> Self {
        let blocks = Cache::with_weighter(bytes / super::block::TARGET_BYTES, bytes as u64, Bytes);
        Self(Arc::new(Shared { blocks, tables: AtomicU32::new(0) }))
    }

    /// A number for one more table.
    pub(super) fn table(&self) -> u32 {
        self.0.tables.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn get(&self, key: Key) -> Option<Arc<Block>> {
        self.0.blocks.get(&key)
    }

    pub(super) fn put(&self, key: Key, block: &Arc<Block>) {
        self.0.blocks.insert(key, Arc::clone(block));
    }
}

/// Weighs a block by the memory it takes.
#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Arc<Block>> for Bytes {
    fn weight(&self, _: &Key, block: &Arc<Block>) -> u64 {
        // Beside its bytes, what the cache and the allocator keep for an entry.
        const ENTRY: u64 = 128;
        block.bytes().len() as u64 + ENTRY
    }
}
