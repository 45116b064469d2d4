//! The time of day, real or set by a test; the passing of time itself is tokio's.

use jiff::Timestamp;
use tokio::time::Instant;

/// Where the time of day comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's.
    System,
    /// `at` when tokio's clock showed `since`, and running with it: paused when that one is.
    Anchored {
        /// The time of day at the anchor.
        at: Timestamp,
        /// tokio's time at the anchor.
        since: Instant,
    },
}

impl Clock {
    /// A clock that shows `at` now and then follows tokio's.
    pub fn anchored(at: Timestamp) -> Self {
        Self::Anchored { at, since: Instant::now() }
    }

    /// The time of day.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Anchored { at, since } => at.saturating_add(since.elapsed()).unwrap_or(Timestamp::MAX),
        }
    }
}
