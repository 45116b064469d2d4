//! Sorting of more records than memory holds: runs are sorted in memory, spilled, and merged.

mod merge;
mod run;

use std::path::PathBuf;

pub use merge::{KeyValue, Sorted};
use run::{Run, RunWriter};

use crate::StoreError;

/// One record's place in the arena. The key's first bytes come first, so that most comparisons never leave
/// this array.
#[derive(Debug, Clone, Copy)]
struct Slot {
    head: u64,
    start: usize,
    key_len: u32,
    value_len: u32,
}

/// Sorts records by key; equal keys keep the order they were pushed in.
#[derive(Debug)]
pub struct Sorter {
    name: &'static str,
    dir: PathBuf,
    budget: usize,
    arena: Vec<u8>,
    slots: Vec<Slot>,
    runs: Vec<Run>,
}

fn head(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let len = key.len().min(8);
    bytes[..len].copy_from_slice(&key[..len]);
    u64::from_be_bytes(bytes)
}

impl Sorter {
    /// A sorter that keeps at most about `budget` bytes in memory and spills to `dir`.
    pub fn new(name: &'static str, dir: impl Into<PathBuf>, budget: usize) -> Self {
        Self { name, dir: dir.into(), budget, arena: Vec::new(), slots: Vec::new(), runs: Vec::new() }
    }

    /// Adds a record.
    ///
    /// # Errors
    /// When a run cannot be spilled, or a key or value is longer than 4 GiB.
    pub fn push(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let too_large =
            || StoreError::Table { table: self.name.into(), detail: "enregistrement trop grand".into() };
        let slot = Slot {
            head: head(key),
            start: self.arena.len(),
            key_len: u32::try_from(key.len()).map_err(|_| too_large())?,
            value_len: u32::try_from(value.len()).map_err(|_| too_large())?,
        };
        self.arena.extend_from_slice(key);
        self.arena.extend_from_slice(value);
        self.slots.push(slot);
        if self.arena.len() + self.slots.len() * size_of::<Slot>() >= self.budget {
            self.spill()
        } else {
            Ok(())
        }
    }

    fn sort_slots(&mut self) {
        let arena = &self.arena;
        // Stable, and already sorted input (publishers often do) costs one pass.
        self.slots.sort_by(|a, b| {
            a.head.cmp(&b.head).then_with(|| {
                arena[a.start..a.start + a.key_len as usize]
                    .cmp(&arena[b.start..b.start + b.key_len as usize])
            })
        });
    }

    fn spill(&mut self) -> Result<(), StoreError> {
        self.sort_slots();
        let path = self.dir.join(format!("{}-{:04}.run", self.name, self.runs.len()));
        let mut writer = RunWriter::create(path)?;
        for slot in &self.slots {
            let value = slot.start + slot.key_len as usize;
            writer
                .push(&self.arena[slot.start..value], &self.arena[value..value + slot.value_len as usize])?;
        }
        self.runs.push(writer.finish()?);
        self.arena.clear();
        self.slots.clear();
        Ok(())
    }

    /// Ends the input: the records in order.
    ///
    /// # Errors
    /// When a run cannot be written or read.
    pub fn finish(mut self) -> Result<Sorted, StoreError> {
        if self.runs.is_empty() {
            self.sort_slots();
            return Ok(Sorted::in_memory(self.arena, self.slots));
        }
        self.spill()?;
        drop((self.arena, self.slots));
        Sorted::merging(self.runs)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(budget: usize, records: &[(Vec<u8>, Vec<u8>)]) {
        let dir = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new("test", dir.path(), budget);
        for (key, value) in records {
            sorter.push(key, value).unwrap();
        }
        let mut sorted = sorter.finish().unwrap();
        let mut found = Vec::new();
        while let Some((key, value)) = sorted.next_record().unwrap() {
            found.push((key.to_vec(), value.to_vec()));
        }
        let mut expected = records.to_vec();
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn spilled_or_not_the_order_is_the_stable_one(
            budget in prop_oneof![Just(1_usize), Just(200), Just(1 << 20)],
            records in prop::collection::vec(
                (prop::collection::vec(0_u8..4, 0..12), prop::collection::vec(any::<u8>(), 0..5)), 0..80),
        ) {
            check(budget, &records);
        }
    }
}
