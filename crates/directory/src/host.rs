//! The host: which snapshot is served now, and the switch to the next without a pause.

use std::sync::Arc;

use aiguilleur_store::DataDir;
use arc_swap::ArcSwap;

use crate::{Clock, DirectoryError, Freshness, Snapshot};

/// Serves one snapshot and swaps it for the next. A request takes one snapshot and keeps it to its end.
#[derive(Debug)]
pub struct Host {
    data: DataDir,
    freshness: Freshness,
    clock: Clock,
    current: ArcSwap<Snapshot>,
}

impl Host {
    /// Opens what `data` serves.
    ///
    /// # Errors
    /// When nothing was published, or it does not open.
    pub fn open(data: DataDir) -> Result<Self, DirectoryError> {
        Self::judging(data, Freshness::default(), Clock::Machine)
    }

    /// The same, telling other ages stale, on the day of `clock`.
    ///
    /// # Errors
    /// As [`Host::open`].
    pub fn judging(data: DataDir, freshness: Freshness, clock: Clock) -> Result<Self, DirectoryError> {
        let snapshot = Snapshot::current(&data)?.for_serving().judged_by(freshness.clone()).at(clock);
        Ok(Self { data, freshness, clock, current: ArcSwap::from_pointee(snapshot) })
    }

    /// The snapshot that is served.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// The data folder.
    pub const fn data(&self) -> &DataDir {
        &self.data
    }

    /// Looks whether another generation was published and serves it if it opens; tells whether it switched.
    ///
    /// # Errors
    /// When the new one does not open; the old one stays served.
    pub fn refresh(&self) -> Result<bool, DirectoryError> {
        let published = self.data.current()?;
        if published.as_ref().is_none_or(|id| id == self.current.load().id()) {
            return Ok(false);
        }
        let next = Snapshot::current(&self.data)?.for_serving();
        let next = next.judged_by(self.freshness.clone()).at(self.clock);
        self.current.store(Arc::new(next));
        Ok(true)
    }
}
