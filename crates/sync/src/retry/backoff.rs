//! Growing delays from the `backoff` crate, which is unmaintained: only this file knows it.

use std::time::Duration;

use backoff::{ExponentialBackoff, backoff::Backoff as _};

use super::RetryPolicy;

/// The delays of one policy, in order.
pub(crate) struct Delays {
    inner: ExponentialBackoff,
    longest: Duration,
}

impl Delays {
    /// `jitter` is the share, 0 to 1, by which a delay may be shorter or longer.
    pub(crate) fn new(policy: &RetryPolicy, jitter: f64) -> Self {
        let inner = ExponentialBackoff {
            current_interval: policy.first,
            initial_interval: policy.first,
            randomization_factor: jitter.clamp(0.0, 1.0),
            multiplier: 2.0,
            max_interval: policy.longest,
            // Attempts and the fetch's deadline bound it: this crate's own clock would not be paused in a test.
            max_elapsed_time: None,
            ..ExponentialBackoff::default()
        };
        Self { inner, longest: policy.longest }
    }

    pub(crate) fn next(&mut self) -> Duration {
        let delay = self.inner.next_backoff().unwrap_or(self.longest);
        // Whole milliseconds: the crate adds a nanosecond of its own.
        Duration::from_millis(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
    }
}
