//! Reading of a table: by key, or a range of keys in order.

use std::{
    ops::{Bound, Range},
    sync::Arc,
};

use super::{
    block::{self, Block, TARGET_BYTES},
    blocks::Blocks,
    cache::{BlockCache, Next, Stretch},
};
use crate::{Recent, StoreError};

/// One record. It keeps its block alive, so that what is decoded from it borrows instead of copying.
#[derive(Debug, Clone)]
pub struct Record {
    block: Arc<[u8]>,
    key: Range<usize>,
    value: Range<usize>,
}

impl Record {
    /// A record of its own: the key, `of_key` bytes, then the value.
    fn new(bytes: Arc<[u8]>, of_key: usize) -> Self {
        Self { key: 0..of_key, value: of_key..bytes.len(), block: bytes }
    }

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
    blocks: Blocks,
    cache: Option<Arc<BlockCache>>,
    recent: Option<Arc<Recent>>,
}

impl Table {
    pub(crate) const fn new(name: &'static str, tree: sled::Tree, blocks: Blocks) -> Self {
        Self { name, tree: Some(tree), blocks, cache: None, recent: None }
    }

    /// A table that was never written.
    pub(crate) const fn empty(name: &'static str) -> Self {
        Self { name, tree: None, blocks: Blocks::InSled, cache: None, recent: None }
    }

    /// The same table, which keeps some `bytes` of its blocks decompressed, one block at least.
    #[must_use]
    pub fn keeping(self, bytes: usize) -> Self {
        Self { cache: Some(Arc::new(BlockCache::new(bytes / TARGET_BYTES))), ..self }
    }

    /// The same table, which keeps the records lately asked for, at most `bytes` of them.
    #[must_use]
    pub fn remembering(self, bytes: usize) -> Self {
        Self { recent: Some(Arc::new(Recent::new(bytes))), ..self }
    }

    fn damaged(&self) -> StoreError {
        StoreError::Table { table: self.name.to_owned(), detail: "un bloc est illisible".to_owned() }
    }

    fn decode(&self, item: Option<(sled::IVec, sled::IVec)>) -> Result<Option<Stretch>, StoreError> {
        let Some((first, held)) = item else { return Ok(None) };
        if let Some(stretch) = self.cache.as_ref().and_then(|cache| cache.beginning(&first)) {
            return Ok(Some(stretch));
        }
        let block = self.blocks.read(&held, Block::read)?.ok_or_else(|| self.damaged())?;
        let Some(cache) = &self.cache else { return Ok(Some(Stretch { block, next: Next::Unknown })) };
        let stretch = Stretch { block, next: self.after(&first)? };
        cache.keep(&first, &stretch);
        Ok(Some(stretch))
    }

    /// What follows the block that begins with `first`.
    fn after(&self, first: &[u8]) -> Result<Next, StoreError> {
        let following = self.tree.as_ref().and_then(|tree| tree.range::<&[u8], _>(behind(first)).next());
        let following = following.transpose().map_err(StoreError::sled("lire"))?;
        Ok(following.map_or(Next::Nothing, |(key, _)| Next::Block(Arc::from(&*key))))
    }

    /// The block that would hold `key`: the last one whose first key is not above it.
    fn block_of(&self, key: &[u8]) -> Result<Option<Stretch>, StoreError> {
        let Some(tree) = &self.tree else { return Ok(None) };
        if let Some(stretch) = self.cache.as_ref().and_then(|cache| cache.spanning(key)) {
            return Ok(Some(stretch));
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
        let Some(Stretch { block, .. }) = self.block_of(key)? else { return Ok(None) };
        let found = block.find(key).ok_or_else(|| self.damaged())?;
        Ok(found.map(|(key, value)| Record { block: Arc::clone(block.bytes()), key, value }))
    }

    /// The record of `key`, of a table whose blocks are not kept: it alone outlives the look-up.
    fn copy(&self, key: &[u8]) -> Result<Option<Record>, StoreError> {
        let kept = |bytes: &[u8]| Record::new(Arc::from(bytes), key.len());
        if let Some(record) = self.recent.as_ref().and_then(|recent| recent.get(key, kept)) {
            return Ok(Some(record));
        }
        let Some(tree) = &self.tree else { return Ok(None) };
        let last = tree.range(..=key).next_back().transpose().map_err(StoreError::sled("lire"))?;
        let Some((_, held)) = last else { return Ok(None) };
        let found = self.blocks.read(&held, |packed| block::copied(packed, key))?;
        let found = found.ok_or_else(|| self.damaged())?;
        let found = found.map(|(bytes, of_key)| Record::new(bytes, of_key));
        if let (Some(recent), Some(record)) = (&self.recent, &found)
            && recent.admits(key)
        {
            recent.put(key, record.value());
        }
        Ok(found)
    }

    /// The records whose key begins with `prefix`, in key order, from `start` on.
    ///
    /// # Errors
    /// When sled cannot read or a block is damaged.
    pub fn prefix<'a>(&'a self, prefix: &[u8], start: &[u8]) -> Result<Entries<'a>, StoreError> {
        let start = start.max(prefix);
        let stretch = self.block_of(start)?;
        let index = stretch.as_ref().map_or(0, |stretch| stretch.block.lower_bound(start));
        Ok(Entries {
            table: self,
            stretch,
            index,
            start: start.to_vec(),
            following: None,
            prefix: prefix.to_vec(),
        })
    }

    /// Every record, in key order.
    ///
    /// # Errors
    /// As [`Table::prefix`].
    pub fn all(&self) -> Result<Entries<'_>, StoreError> {
        self.prefix(&[], &[])
    }
}

/// The keys behind `key`.
const fn behind(key: &[u8]) -> (Bound<&[u8]>, Bound<&[u8]>) {
    (Bound::Excluded(key), Bound::Unbounded)
}

/// Records in key order.
#[allow(missing_debug_implementations, reason = "sled's iterator has none")]
pub struct Entries<'a> {
    table: &'a Table,
    stretch: Option<Stretch>,
    index: usize,
    start: Vec<u8>,
    /// The blocks behind the first, once one is wanted.
    following: Option<sled::Iter>,
    prefix: Vec<u8>,
}

impl Entries<'_> {
    fn advance(&mut self) -> Result<Option<Record>, StoreError> {
        loop {
            if let Some(Stretch { block, next }) = &self.stretch {
                if self.index < block.len() {
                    let (key, value) = block.record(self.index).ok_or_else(|| self.table.damaged())?;
                    self.index += 1;
                    let record = Record { block: Arc::clone(block.bytes()), key, value };
                    return Ok(record.key().starts_with(&self.prefix).then_some(record));
                }
                if next.ends(&self.prefix) {
                    return Ok(None);
                }
            }
            self.stretch = self.next_block()?;
            self.index = 0;
            if self.stretch.is_none() {
                return Ok(None);
            }
        }
    }

    fn next_block(&mut self) -> Result<Option<Stretch>, StoreError> {
        let Some(tree) = &self.table.tree else { return Ok(None) };
        let following = self.following.get_or_insert_with(|| tree.range::<&[u8], _>(behind(&self.start)));
        let next = following.next().transpose().map_err(StoreError::sled("lire"))?;
        self.table.decode(next)
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Record, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}
