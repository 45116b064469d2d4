//! Writing of a table, in key order, through sled.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::block::{self, BlockBuilder, PlainBlock};
use crate::{StoreError, aside::Aside};

/// Blocks that go to sled in one batch: large enough to spare its per-batch cost, small enough to stay in
/// the cache.
const BATCH_BLOCKS: usize = 64;

/// Blocks that may wait to be compressed.
const WAITING: usize = 16;

/// Writes one table. Keys are unique and ascending. Blocks are compressed and handed to sled by a thread of its own.
#[derive(Debug)]
pub struct TableWriter {
    name: &'static str,
    block: BlockBuilder,
    last_key: Vec<u8>,
    records: u64,
    /// Before the thread, which ends when nothing more can come.
    blocks: Option<SyncSender<PlainBlock>>,
    packing: Aside<Result<(), StoreError>>,
}

impl TableWriter {
    pub(crate) fn new(name: &'static str, tree: sled::Tree) -> Self {
        let (blocks, received) = sync_channel(WAITING);
        Self {
            name,
            block: BlockBuilder::default(),
            last_key: Vec::new(),
            records: 0,
            blocks: Some(blocks),
            packing: Aside::begin(move || pack(&tree, &received)),
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
        let block = self.block.close();
        let sent = self.blocks.as_ref().is_some_and(|blocks| blocks.send(block).is_ok());
        if sent { Ok(()) } else { self.packed() }
    }

    /// Waits for the thread, which has stopped or is told that nothing more comes.
    fn packed(&mut self) -> Result<(), StoreError> {
        self.blocks = None;
        self.packing.end().unwrap_or_else(|| Err(self.refuse("l'écriture s'est arrêtée")))
    }

    /// Ends the table and tells how many records it holds.
    ///
    /// # Errors
    /// When sled refuses.
    pub fn finish(mut self) -> Result<u64, StoreError> {
        if !self.block.is_empty() {
            self.close_block()?;
        }
        self.packed()?;
        Ok(self.records)
    }
}

/// Compresses blocks as they come and hands them to sled.
fn pack(tree: &sled::Tree, blocks: &Receiver<PlainBlock>) -> Result<(), StoreError> {
    let (mut batch, mut batched) = (sled::Batch::default(), 0);
    for block in blocks {
        batch.insert(block.first_key(), block.pack());
        batched += 1;
        if batched == BATCH_BLOCKS {
            tree.apply_batch(std::mem::take(&mut batch)).map_err(StoreError::sled("écrire"))?;
            batched = 0;
        }
    }
    tree.apply_batch(batch).map_err(StoreError::sled("écrire"))
}
