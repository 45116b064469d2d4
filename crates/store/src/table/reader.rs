//! Reading of a table: by key, or a range of keys in order.

use std::{ops::Range, sync::Arc};

use super::{block::Block, blocks::Blocks, cache::BlockCache, index::Index};
use crate::StoreError;

/// One record. It keeps its block alive, so that what is decoded from it borrows instead of copying.
#[derive(Debug, Clone)]
pub struct Record {
    block: Arc<Block>,
    key: Range<usize>,
    value: Range<usize>,
}

impl Record {
    /// Bytes of the key, in table order.
    pub fn key(&self) -> &[u8] {
        &self.block.bytes()[self.key.clone()]
    }

    /// Encoded record, decompressed.
    pub fn value(&self) -> &[u8] {
        &self.block.bytes()[self.value.clone()]
    }
}

/// A table of a sealed generation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Table(Arc<Opened>);

#[derive(Debug)]
struct Opened {
    generation: String,
    name: &'static str,
    index: Arc<Index>,
    /// None for a table that was never written.
    blocks: Option<Blocks>,
    cache: BlockCache,
    /// Its number in the cache.
    number: u32,
}

impl Table {
    pub(crate) fn new(
        (generation, name): (String, &'static str),
        index: Arc<Index>,
        blocks: Option<Blocks>,
        cache: &BlockCache,
    ) -> Self {
        let number = cache.table();
        Self(Arc::new(Opened { generation, name, index, blocks, cache: cache.clone(), number }))
    }

    fn damaged(&self) -> StoreError {
        let Opened { generation, name, .. } = &*self.0;
        StoreError::Damaged { generation: generation.clone(), detail: format!("un bloc de la table {name}") }
    }

    /// The block of that number; `None` behind the last one.
    fn block(&self, number: usize, kept: Kept) -> Result<Option<Arc<Block>>, StoreError> {
        let Opened { index, blocks, cache, .. } = &*self.0;
        let (Some(place), Some(blocks)) = (index.place(number), blocks) else { return Ok(None) };
        let key = (self.0.number, u32::try_from(number).unwrap_or(u32::MAX));
        if let Some(block) = cache.get(key) {
            return Ok(Some(block));
        }
        let packed = blocks.read(place)?.ok_or_else(|| self.damaged())?;
        let block = Arc::new(Block::read(&packed).ok_or_else(|| self.damaged())?);
        if kept == Kept::Yes {
            cache.put(key, &block);
        }
        Ok(Some(block))
    }

    /// The record of `key`.
    ///
    /// # Errors
    /// When the disk refuses or a block is damaged.
    pub fn get(&self, key: &[u8]) -> Result<Option<Record>, StoreError> {
        let Some(number) = self.0.index.block_of(key) else { return Ok(None) };
        let Some(block) = self.block(number, Kept::Yes)? else { return Ok(None) };
        let found = block.find(key).ok_or_else(|| self.damaged())?;
        Ok(found.map(|(key, value)| Record { block, key, value }))
    }

    /// The records whose key begins with `prefix`, in key order, from `start` on.
    ///
    /// # Errors
    /// When the disk refuses or a block is damaged.
    pub fn prefix<'a>(&'a self, prefix: &[u8], start: &[u8]) -> Result<Entries<'a>, StoreError> {
        let start = start.max(prefix);
        let number = self.0.index.block_of(start).unwrap_or(0);
        // A walk over a whole table reads each block once.
        let kept = if prefix.is_empty() { Kept::No } else { Kept::Yes };
        let block = self.block(number, kept)?;
        let at = block.as_ref().map_or(0, |block| block.lower_bound(start));
        Ok(Entries { table: self, number, block, at, prefix: prefix.to_vec(), kept })
    }

    /// Every record, in key order.
    ///
    /// # Errors
    /// As [`Table::prefix`].
    pub fn all(&self) -> Result<Entries<'_>, StoreError> {
        self.prefix(&[], &[])
    }
}

/// Whether a block that is read goes into the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Yes,
    No,
}

/// Records in key order.
#[derive(Debug)]
pub struct Entries<'a> {
    table: &'a Table,
    number: usize,
    block: Option<Arc<Block>>,
    /// The next record of the block.
    at: usize,
    prefix: Vec<u8>,
    kept: Kept,
}

impl Entries<'_> {
    fn advance(&mut self) -> Result<Option<Record>, StoreError> {
        while let Some(block) = &self.block {
            if self.at < block.len() {
                let (key, value) = block.record(self.at).ok_or_else(|| self.table.damaged())?;
                self.at += 1;
                let record = Record { block: Arc::clone(block), key, value };
                return Ok(record.key().starts_with(&self.prefix).then_some(record));
            }
            (self.number, self.at) = (self.number + 1, 0);
            let goes_on = self.table.0.index.begins_with(self.number, &self.prefix);
            self.block = if goes_on { self.table.block(self.number, self.kept)? } else { None };
        }
        Ok(None)
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Record, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}
