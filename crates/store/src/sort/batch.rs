//! Records in memory, put in order by an array of their places.

use std::{cmp::Ordering, path::PathBuf};

use super::run::{Run, RunWriter};
use crate::StoreError;

/// A key's first bytes as a number that orders as they do, zeros behind a shorter key.
pub(super) type Head = u128;

/// How many bytes of a key its head holds: an idNat PP whole, and of a composed key all but its end.
const HEAD_BYTES: usize = size_of::<Head>();

pub(super) fn head(key: &[u8]) -> Head {
    let mut bytes = [0; HEAD_BYTES];
    let len = key.len().min(HEAD_BYTES);
    bytes[..len].copy_from_slice(&key[..len]);
    Head::from_be_bytes(bytes)
}

/// The order of two keys of equal heads: what their heads do not tell.
pub(super) fn beyond_heads(a: &[u8], b: &[u8]) -> Ordering {
    match (a.get(HEAD_BYTES..), b.get(HEAD_BYTES..)) {
        (Some(a), Some(b)) => a.cmp(b),
        // One ends within its head: what the other has more of are zeros.
        _ => a.len().cmp(&b.len()),
    }
}

/// One record's place in the arena. The key's head comes first, so that most comparisons never leave the array.
#[derive(Debug, Clone, Copy)]
struct Slot {
    head: Head,
    start: usize,
    key_len: u32,
    value_len: u32,
}

/// Records, one after the other, and their places.
#[derive(Debug, Default)]
pub(super) struct Batch {
    arena: Vec<u8>,
    slots: Vec<Slot>,
}

impl Batch {
    /// Adds a record; `None` when its key or value is longer than 4 GiB.
    pub(super) fn push(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        let key_len = u32::try_from(key.len()).ok()?;
        let value_len = u32::try_from(value.len()).ok()?;
        self.slots.push(Slot { head: head(key), start: self.arena.len(), key_len, value_len });
        self.arena.extend_from_slice(key);
        self.arena.extend_from_slice(value);
        Some(())
    }

    /// Bytes of memory that it fills.
    pub(super) const fn bytes(&self) -> usize {
        self.arena.len() + self.slots.len() * size_of::<Slot>()
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Sorts by key. Stable, and input that is sorted already (publishers' often is) costs one pass.
    pub(super) fn sort(&mut self) {
        let arena = &self.arena;
        let key = |slot: &Slot| &arena[slot.start..slot.start + slot.key_len as usize];
        self.slots.sort_by(|a, b| a.head.cmp(&b.head).then_with(|| beyond_heads(key(a), key(b))));
    }

    /// The record at `index`, in the order of the last sort.
    pub(super) fn record(&self, index: usize) -> Option<(&[u8], &[u8])> {
        let slot = self.slots.get(index)?;
        let value = slot.start + slot.key_len as usize;
        Some((&self.arena[slot.start..value], &self.arena[value..value + slot.value_len as usize]))
    }

    /// Writes the records as a sorted run and forgets them, keeping their room for others.
    pub(super) fn spill(&mut self, path: PathBuf) -> Result<Run, StoreError> {
        self.sort();
        let mut writer = RunWriter::create(path)?;
        for (key, value) in (0..self.slots.len()).filter_map(|index| self.record(index)) {
            writer.push(key, value)?;
        }
        self.arena.clear();
        self.slots.clear();
        writer.finish()
    }
}
