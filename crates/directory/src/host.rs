//! The host: which snapshot is served now, and the switch to the next without a pause.

use std::sync::Arc;

use aiguilleur_store::{BlockCache, DataDir};
use arc_swap::ArcSwap;

use crate::{Clock, DirectoryError, Freshness, Snapshot};

/// Bytes of blocks that a server keeps decompressed, unless it is configured otherwise: of a national directory, what
/// FINESS and SIRENE say (some 130 MB) and the people asked for again.
pub const CACHE_BYTES: usize = 192 << 20;

/// How a host serves.
#[derive(Debug, Clone)]
pub struct HostOptions {
    /// From what age data is stale.
    pub freshness: Freshness,
    /// Which day it is.
    pub clock: Clock,
    /// Bytes of blocks that are kept decompressed.
    pub cache_bytes: usize,
    /// Whether the data is that of a demonstration: pages say so.
    pub invented: bool,
}

impl Default for HostOptions {
    fn default() -> Self {
        Self {
            freshness: Freshness::default(),
            clock: Clock::Machine,
            cache_bytes: CACHE_BYTES,
            invented: false,
        }
    }
}

/// Serves one snapshot and swaps it for the next. A request takes one snapshot and keeps it to its end.
#[derive(Debug)]
pub struct Host {
    data: DataDir,
    freshness: Freshness,
    clock: Clock,
    invented: bool,
    /// Shared by a generation and the next, whose blocks replace the old ones as they are read.
    cache: BlockCache,
    current: ArcSwap<Snapshot>,
}

impl Host {
    /// Opens what `data` serves.
    ///
    /// # Errors
    /// When nothing was published, or it does not open.
    pub fn open(data: DataDir) -> Result<Self, DirectoryError> {
        Self::with(data, HostOptions::default())
    }

    /// The same, as configured.
    ///
    /// # Errors
    /// As [`Host::open`].
    pub fn with(data: DataDir, options: HostOptions) -> Result<Self, DirectoryError> {
        let HostOptions { freshness, clock, cache_bytes, invented } = options;
        let cache = BlockCache::new(cache_bytes);
        let snapshot =
            Snapshot::current(&data, &cache)?.judged_by(freshness.clone()).at(clock).invented(invented);
        Ok(Self { data, freshness, clock, invented, cache, current: ArcSwap::from_pointee(snapshot) })
    }

    /// The snapshot that is served.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// The data folder.
    pub const fn data(&self) -> &DataDir {
        &self.data
    }

    /// Looks whether another generation was published and serves it if it opens; returns whether it switched.
    ///
    /// # Errors
    /// When the new one does not open; the old one stays served.
    pub fn refresh(&self) -> Result<bool, DirectoryError> {
        self.current.load().look_who_is_forgotten(&self.data)?;
        let published = self.data.current()?;
        if published.as_ref().is_none_or(|id| id == self.current.load().id()) {
            return Ok(false);
        }
        let next = Snapshot::current(&self.data, &self.cache)?;
        let next = next.judged_by(self.freshness.clone()).at(self.clock).invented(self.invented);
        self.current.store(Arc::new(next));
        Ok(true)
    }
}
