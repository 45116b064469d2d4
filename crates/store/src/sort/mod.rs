//! Sorting of more records than memory holds: batches are sorted in memory, spilled as runs, and merged.

mod batch;
mod merge;
mod run;

use std::path::PathBuf;

use batch::Batch;
pub use merge::{KeyValue, Sorted};
use run::Run;

use crate::{StoreError, aside::Aside};

/// Sorts records by key; equal keys keep the order they were pushed in.
#[derive(Debug)]
pub struct Sorter {
    name: &'static str,
    dir: PathBuf,
    budget: usize,
    batch: Batch,
    /// The run that is being written while the next batch fills, and the batch that it empties.
    spilling: Option<Aside<Result<(Run, Batch), StoreError>>>,
    runs: Vec<Run>,
}

impl Sorter {
    /// A sorter that keeps at most about `budget` bytes in memory, half of them on their way to `dir`.
    pub fn new(name: &'static str, dir: impl Into<PathBuf>, budget: usize) -> Self {
        Self { name, dir: dir.into(), budget, batch: Batch::default(), spilling: None, runs: Vec::new() }
    }

    /// Adds a record.
    ///
    /// # Errors
    /// When a run cannot be spilled, or a key or value is longer than 4 GiB.
    pub fn push(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.batch.push(key, value).ok_or_else(|| StoreError::Table {
            table: self.name.into(),
            detail: "enregistrement trop grand".into(),
        })?;
        if self.batch.bytes() >= self.budget / 2 { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> Result<(), StoreError> {
        let emptied = self.settle()?;
        let mut full = std::mem::replace(&mut self.batch, emptied);
        let path = self.dir.join(format!("{}-{:04}.run", self.name, self.runs.len()));
        self.spilling = Some(Aside::begin(move || Ok((full.spill(path)?, full))));
        Ok(())
    }

    /// Waits for what is being spilled: an empty batch, whose room is used again where there is one.
    fn settle(&mut self) -> Result<Batch, StoreError> {
        let spilled = self.spilling.take().and_then(|mut spilling| spilling.end());
        let Some((run, emptied)) = spilled.transpose()? else { return Ok(Batch::default()) };
        self.runs.push(run);
        Ok(emptied)
    }

    /// Ends the input: the records in order.
    ///
    /// # Errors
    /// When a run cannot be written or read.
    pub fn finish(mut self) -> Result<Sorted, StoreError> {
        drop(self.settle()?);
        if self.runs.is_empty() {
            self.batch.sort();
            return Ok(Sorted::in_memory(self.batch));
        }
        if !self.batch.is_empty() {
            self.spill()?;
        }
        drop(self.settle()?);
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
