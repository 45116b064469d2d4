//! Rate limit towards a publisher: governor on tokio's clock, so that a paused test pauses it too.

use std::{ops::Add, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, Reference},
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{InMemoryState, NotKeyed},
};
use tokio::time::Instant;

use crate::config::PublisherConfig;

/// The rate limit of one publisher.
pub(crate) struct Limiter {
    inner: RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Moment>>,
    clock: TokioClock,
}

/// Nanoseconds since the limiter was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Moment(u64);

#[derive(Debug, Clone, Copy)]
struct TokioClock {
    origin: Instant,
}

impl Limiter {
    pub(crate) fn new(publisher: &PublisherConfig) -> Self {
        let quota = Quota::per_minute(publisher.requests_per_minute).allow_burst(publisher.burst);
        let clock = TokioClock { origin: Instant::now() };
        Self { inner: RateLimiter::direct_with_clock(quota, clock), clock }
    }

    /// Takes one request from the allowance, or says how long to wait before asking again.
    pub(crate) fn take(&self) -> Result<(), Duration> {
        self.inner.check().map_err(|refused| refused.wait_time_from(self.clock.now()))
    }
}

impl Clock for TokioClock {
    type Instant = Moment;

    fn now(&self) -> Moment {
        Moment(u64::try_from(self.origin.elapsed().as_nanos()).unwrap_or(u64::MAX))
    }
}

impl Reference for Moment {
    fn duration_since(&self, earlier: Self) -> Nanos {
        self.0.saturating_sub(earlier.0).into()
    }

    fn saturating_sub(&self, duration: Nanos) -> Self {
        Self(self.0.saturating_sub(duration.as_u64()))
    }
}

impl Add<Nanos> for Moment {
    type Output = Self;

    fn add(self, nanos: Nanos) -> Self {
        Self(self.0.saturating_add(nanos.as_u64()))
    }
}
