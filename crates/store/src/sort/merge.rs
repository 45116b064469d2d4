//! The sorted records: from memory, or merged from runs.

use std::{
    cmp::Ordering,
    collections::{BinaryHeap, binary_heap::PeekMut},
};

use super::{
    batch::{Batch, beyond_heads},
    run::{Run, RunReader},
};
use crate::StoreError;

/// A record's key and value.
pub type KeyValue<'a> = (&'a [u8], &'a [u8]);

/// Records in key order; those of one key in the order they were pushed.
#[derive(Debug)]
pub struct Sorted {
    origin: Origin,
    begun: bool,
}

#[derive(Debug)]
enum Origin {
    Memory { batch: Batch, index: usize },
    Runs(BinaryHeap<Open>),
}

/// A run with a record up. The heap wants the smallest key on top, then the earliest run.
#[derive(Debug)]
struct Open {
    reader: RunReader,
    order: usize,
}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (&other.reader, &self.reader);
        let keys = a.head().cmp(&b.head()).then_with(|| beyond_heads(a.key(), b.key()));
        keys.then(other.order.cmp(&self.order))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Open {}

impl Sorted {
    pub(super) const fn in_memory(batch: Batch) -> Self {
        Self { origin: Origin::Memory { batch, index: 0 }, begun: false }
    }

    pub(super) fn merging(runs: Vec<Run>) -> Result<Self, StoreError> {
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for (order, run) in runs.into_iter().enumerate() {
            let mut reader = RunReader::open(run)?;
            if reader.advance()? {
                heap.push(Open { reader, order });
            }
        }
        Ok(Self { origin: Origin::Runs(heap), begun: false })
    }

    /// Brings the next record up, the first one at first.
    ///
    /// # Errors
    /// When a run cannot be read.
    pub fn advance(&mut self) -> Result<(), StoreError> {
        if !std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        match &mut self.origin {
            Origin::Memory { index, .. } => *index += 1,
            Origin::Runs(heap) => {
                // A run that still has the smallest key stays where it is.
                if let Some(mut top) = heap.peek_mut()
                    && !top.reader.advance()?
                {
                    PeekMut::pop(top);
                }
            }
        }
        Ok(())
    }

    /// The record that is up, key and value; nothing at the end.
    pub fn up(&self) -> Option<KeyValue<'_>> {
        match &self.origin {
            Origin::Memory { batch, index } => batch.record(*index),
            Origin::Runs(heap) => heap.peek().map(|open| (open.reader.key(), open.reader.value())),
        }
    }

    /// Brings the next record up and shows it.
    ///
    /// # Errors
    /// As [`Sorted::advance`].
    pub fn next_record(&mut self) -> Result<Option<KeyValue<'_>>, StoreError> {
        self.advance()?;
        Ok(self.up())
    }
}
