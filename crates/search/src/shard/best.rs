//! The best candidates so far, over all shards: what tells that a document need not be compared any more.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::shard::find::{Candidate, Place};

/// As many as reach down to the end of the page, the last of them on top.
pub(super) struct Best {
    most: usize,
    kept: BinaryHeap<(Reverse<i32>, Place)>,
}

impl Best {
    pub(super) fn new(most: usize) -> Self {
        Self { most, kept: BinaryHeap::with_capacity(most + 1) }
    }

    pub(super) fn add(&mut self, candidate: &Candidate) {
        self.kept.push(candidate.order());
        if self.kept.len() > self.most {
            self.kept.pop();
        }
    }

    /// Whether a document of at most this score ranks after all of them, at any `place`.
    pub(super) fn are_before(&self, score: i32, place: impl FnOnce() -> Place) -> bool {
        let Some((Reverse(least), last)) = self.kept.peek().filter(|_| self.kept.len() >= self.most) else {
            return false;
        };
        score < *least || score == *least && place() > *last
    }
}
