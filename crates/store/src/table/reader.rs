//! Reading of a table: by key, or a range of keys in order.

use std::{ops::Range, sync::Arc};

use super::{
    block::{self, Block},
    cache::BlockCache,
};
use crate::StoreError;

/// One record. It keeps its block alive, so that what is decoded from it borrows instead of copying.
#[derive(Debug, Clone)]
pub struct Record {
    block: Arc<[u8]>,
    key: Range<usize>,
    value: Range<usize>,
}

impl Record {
    /// Its key.
    pub fn key(&self) -> &[u8] {
        &self.block[self.key.clone()]
    }

    /// Its value.
    pub fn value(&self) -> &[u8] {
        &self.block[self.value.clone()]
    }
}

/// A table of a sealed generation.
#[derive(Debug, Clone)]
pub struct Table {
    name: &'static str,
    tree: Option<sled::Tree>,
    cache: Option<Arc<BlockCache>>,
}

impl Table {
    pub(crate) const fn new(name: &'static str, tree: Option<sled::Tree>) -> Self {
        Self { name, tree, cache: None }
    }

    /// The same table, which keeps at most `blocks` of its blocks decompressed (some 32 KiB each).
    #[must_use]
    pub fn keeping(self, blocks: usize) -> Self {
        Self { cache: Some(Arc::new(BlockCache::new(blocks))), ..self }
    }

    fn damaged(&self) -> StoreError {
        StoreError::Table { table: self.name.to_owned(), detail: "un bloc est illisible".to_owned() }
    }

    fn decode(&self, item: Option<(sled::IVec, sled::IVec)>) -> Result<Option<Block>, StoreError> {
        let Some((first, packed)) = item else { return Ok(None) };
        let block = Block::read(&packed).ok_or_else(|| self.damaged())?;
        if let Some(cache) = &self.cache {
            cache.keep(&first, &block);
        }
        Ok(Some(block))
    }

    /// The block that would hold `key`: the last one whose first key is not above it.
    fn block_of(&self, key: &[u8]) -> Result<Option<Block>, StoreError> {
        let Some(tree) = &self.tree else { return Ok(None) };
        if let Some(block) = self.cache.as_ref().and_then(|cache| cache.spanning(key)) {
            return Ok(Some(block));
        }
        self.decode(tree.range(..=key).next_back().transpose().map_err(StoreError::sled("lire"))?)
    }

    /// The record of `key`.
    ///
    /// # Errors
    /// When sled cannot read or a block is damaged.
    pub fn get(&self, key: &[u8]) -> Result<Option<Record>, StoreError> {
        if self.cache.is_none() {
            return self.copy(key);
        }
        let Some(block) = self.block_of(key)? else { return Ok(None) };
        let found = block.find(key).ok_or_else(|| self.damaged())?;
        Ok(found.map(|(key, value)| Record { block: Arc::clone(block.bytes()), key, value }))
    }

    /// The record of `key`, of a table whose blocks are not kept: it alone outlives the look-up.
    fn copy(&self, key: &[u8]) -> Result<Option<Record>, StoreError> {
        let Some(tree) = &self.tree else { return Ok(None) };
        let last = tree.range(..=key).next_back().transpose().map_err(StoreError::sled("lire"))?;
        let Some((_, packed)) = last else { return Ok(None) };
        let found = block::copied(&packed, key).ok_or_else(|| self.damaged())?;
        Ok(found.map(|(block, of_key)| Record { key: 0..of_key, value: of_key..block.len(), block }))
    }

    /// The records whose key begins with `prefix`, in key order, from `start` on.
    ///
    /// # Errors
    /// When sled cannot read or a block is damaged.
    pub fn prefix<'a>(&'a self, prefix: &[u8], start: &[u8]) -> Result<Entries<'a>, StoreError> {
        let start = start.max(prefix);
        let block = self.block_of(start)?;
        let index = block.as_ref().map_or(0, |block| block.lower_bound(start));
        let following = self.tree.as_ref().map(|tree| {
            tree.range::<&[u8], _>((std::ops::Bound::Excluded(start), std::ops::Bound::Unbounded))
        });
        Ok(Entries { table: self, block, index, following, prefix: prefix.to_vec() })
    }

    /// Every record, in key order.
    ///
    /// # Errors
    /// As [`Table::prefix`].
    pub fn all(&self) -> Result<Entries<'_>, StoreError> {
        self.prefix(&[], &[])
    }
}

/// Records in key order.
#[allow(missing_debug_implementations, reason = "sled's iterator has none")]
pub struct Entries<'a> {
    table: &'a Table,
    block: Option<Block>,
    index: usize,
    following: Option<sled::Iter>,
    prefix: Vec<u8>,
}

impl Entries<'_> {
    fn advance(&mut self) -> Result<Option<Record>, StoreError> {
        loop {
            if let Some(block) = self.block.as_ref().filter(|block| self.index < block.len()) {
                let (key, value) = block.record(self.index).ok_or_else(|| self.table.damaged())?;
                self.index += 1;
                let record = Record { block: Arc::clone(block.bytes()), key, value };
                return Ok(record.key().starts_with(&self.prefix).then_some(record));
            }
            let next = self.following.as_mut().and_then(Iterator::next).transpose();
            self.block = self.table.decode(next.map_err(StoreError::sled("lire"))?)?;
            self.index = 0;
            if self.block.is_none() {
                return Ok(None);
            }
        }
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Record, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}
