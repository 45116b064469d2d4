//! What a run says of itself while it works: for a terminal, for the logs, for tests. Decides nothing.

use std::time::Duration;

use crate::{fetch::FailureKind, publisher::SourceName};

/// Something worth telling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The publisher is asked for the file's current version.
    Discovering,
    /// Bytes are coming in.
    Receiving {
        /// Bytes on disk so far, resumed ones included.
        received: u64,
        /// Bytes in all, when the publisher says.
        total: Option<u64>,
    },
    /// What was received is compared with what was published.
    Verifying,
    /// Nothing happens until `delay` has passed.
    Waiting {
        /// Rate limit, or a retry after a failure.
        reason: WaitReason,
        /// How long.
        delay: Duration,
    },
    /// The source is done with, well or not.
    Done,
}

/// Why a run waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// The publisher's own rate limit, as we set it.
    RateLimit,
    /// The last attempt failed so.
    Retry {
        /// Failure before the retry.
        kind: FailureKind,
        /// How many attempts were made.
        attempts: u32,
    },
}

/// Stage of a run, once its sources are fetched and a candidate is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The candidate is compared with what is served.
    Comparing,
    /// The pointer is moved.
    Publishing,
    /// Older generations are removed.
    Pruning,
}

/// Receives the events of a run.
pub trait Observer: Send + Sync {
    /// Called for each event of a source, in order. Must not block.
    fn on_event(&self, source: SourceName, event: &Event);

    /// Called at each stage of a run.
    fn reached(&self, _stage: Stage) {}
}

/// An observer that does not listen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn on_event(&self, _source: SourceName, _event: &Event) {}
}
