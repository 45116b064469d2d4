//! The sorted records: from memory, or merged from runs.

use std::{cmp::Ordering, collections::BinaryHeap};

use super::{
    Slot,
    run::{Run, RunReader},
};
use crate::StoreError;

/// A record's key and value.
pub type KeyValue<'a> = (&'a [u8], &'a [u8]);

/// Records in key order; those of one key in the order they were pushed.
#[derive(Debug)]
pub struct Sorted(Origin);

#[derive(Debug)]
enum Origin {
    Memory { arena: Vec<u8>, slots: std::vec::IntoIter<Slot> },
    Runs { heap: BinaryHeap<Head>, up: Option<Head> },
}

/// A run with a record up. The heap wants the smallest key on top, then the earliest run.
#[derive(Debug)]
struct Head {
    reader: RunReader,
    order: usize,
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        other.reader.key().cmp(self.reader.key()).then(other.order.cmp(&self.order))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Head {}

impl Sorted {
    pub(super) fn in_memory(arena: Vec<u8>, slots: Vec<Slot>) -> Self {
        Self(Origin::Memory { arena, slots: slots.into_iter() })
    }

    pub(super) fn merging(runs: Vec<Run>) -> Result<Self, StoreError> {
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for (order, run) in runs.into_iter().enumerate() {
            let mut reader = RunReader::open(run)?;
            if reader.advance()? {
                heap.push(Head { reader, order });
            }
        }
        Ok(Self(Origin::Runs { heap, up: None }))
    }

    /// The next record, key and value.
    ///
    /// # Errors
    /// When a run cannot be read.
    pub fn next_record(&mut self) -> Result<Option<KeyValue<'_>>, StoreError> {
        match &mut self.0 {
            Origin::Memory { arena, slots } => Ok(slots.next().map(|slot| {
                let value = slot.start + slot.key_len as usize;
                (&arena[slot.start..value], &arena[value..value + slot.value_len as usize])
            })),
            Origin::Runs { heap, up } => {
                if let Some(mut head) = up.take()
                    && head.reader.advance()?
                {
                    heap.push(head);
                }
                *up = heap.pop();
                Ok(up.as_ref().map(|head| (head.reader.key(), head.reader.value())))
            }
        }
    }
}
