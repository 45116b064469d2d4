//! Writing of a table, in key order: blocks into a file, their places into sled.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
};

use super::{
    block::{self, BlockBuilder, PlainBlock},
    blocks::BlocksWriter,
};
use crate::{StoreError, aside::Aside};

/// Places that go to sled in one batch.
const BATCH: usize = 1024;

/// Blocks that may wait to be compressed.
const WAITING: usize = 16;

/// Writes one table. Keys are unique and ascending. Blocks are compressed and written by a thread of its own.
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
    /// A writer of the table `name`, whose blocks go to a new file at `path` and their places to `tree`.
    pub(crate) fn create(name: &'static str, tree: sled::Tree, path: PathBuf) -> Result<Self, StoreError> {
        let (blocks, received) = sync_channel(WAITING);
        let file = BlocksWriter::create(path)?;
        Ok(Self {
            name,
            block: BlockBuilder::default(),
            last_key: Vec::new(),
            records: 0,
            blocks: Some(blocks),
            packing: Aside::begin(move || pack(&tree, file, &received)),
        })
    }

    fn refuse(&self, detail: &str) -> StoreError {
        StoreError::Table { table: self.name.to_owned(), detail: detail.to_owned() }
    }

    /// Appends a record.
    ///
    /// # Errors
    /// When `key` does not follow the last one, is too long, or when sled or the disk refuses.
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

    /// Closes the channel and waits for the thread.
    fn packed(&mut self) -> Result<(), StoreError> {
        self.blocks = None;
        self.packing.end().unwrap_or_else(|| Err(self.refuse("l'écriture s'est arrêtée")))
    }

    /// Ends the table and tells how many records it holds.
    ///
    /// # Errors
    /// When sled or the disk refuses.
    pub fn finish(mut self) -> Result<u64, StoreError> {
        if !self.block.is_empty() {
            self.close_block()?;
        }
        self.packed()?;
        Ok(self.records)
    }
}

/// Compresses blocks as they come, writes them, and tells sled where.
fn pack(tree: &sled::Tree, mut file: BlocksWriter, blocks: &Receiver<PlainBlock>) -> Result<(), StoreError> {
    let (mut batch, mut batched) = (sled::Batch::default(), 0);
    for block in blocks {
        let place = file.append(&block.pack())?;
        batch.insert(block.first_key(), &place.to_bytes());
        batched += 1;
        if batched == BATCH {
            tree.apply_batch(std::mem::take(&mut batch)).map_err(StoreError::sled("écrire"))?;
            batched = 0;
        }
    }
    file.finish()?;
    tree.apply_batch(batch).map_err(StoreError::sled("écrire"))
}
