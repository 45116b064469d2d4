//! Writing of a table, in key order, through sled.

use super::block::{self, BlockBuilder};
use crate::StoreError;

/// Blocks that go to sled in one batch: large enough to spare its per-batch cost, small enough to stay in
/// the cache.
const BATCH_BLOCKS: usize = 64;

/// Writes one table. Keys are unique and ascending.
#[derive(Debug)]
pub struct TableWriter {
    name: &'static str,
    tree: sled::Tree,
    block: BlockBuilder,
    batch: sled::Batch,
    batched: usize,
    last_key: Vec<u8>,
    records: u64,
}

impl TableWriter {
    pub(crate) fn new(name: &'static str, tree: sled::Tree) -> Self {
        Self {
            name,
            tree,
            block: BlockBuilder::default(),
            batch: sled::Batch::default(),
            batched: 0,
            last_key: Vec::new(),
            records: 0,
        }
    }

    fn refuse(&self, detail: &str) -> StoreError {
        StoreError::Table { table: self.name.to_owned(), detail: detail.to_owned() }
    }

    /// Appends a record.
    ///
    /// # Errors
    /// When `key` does not follow the last one, is too long, or when sled refuses.
    pub fn push(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        if self.records > 0 && key <= self.last_key.as_slice() {
            return Err(self.refuse("les clés doivent être uniques et croissantes"));
        }
        if key.len() > block::MAX_KEY || self.block.push(key, value).is_none() {
            return Err(self.refuse("enregistrement trop grand"));
        }
        self.last_key.clear();
        self.last_key.extend_from_slice(key);
        self.records += 1;
        if self.block.is_full() { self.close_block() } else { Ok(()) }
    }

    fn close_block(&mut self) -> Result<(), StoreError> {
        let key = self.block.first_key().to_vec();
        self.batch.insert(key, self.block.finish());
        self.batched += 1;
        if self.batched >= BATCH_BLOCKS { self.apply() } else { Ok(()) }
    }

    fn apply(&mut self) -> Result<(), StoreError> {
        self.batched = 0;
        self.tree.apply_batch(std::mem::take(&mut self.batch)).map_err(StoreError::sled("écrire"))
    }

    /// Ends the table and tells how many records it holds.
    ///
    /// # Errors
    /// When sled refuses.
    pub fn finish(mut self) -> Result<u64, StoreError> {
        if !self.block.is_empty() {
            self.close_block()?;
        }
        self.apply()?;
        Ok(self.records)
    }
}
