//! What every handler shares.

use std::sync::Arc;

use aiguilleur_directory::{Host, Snapshot};

/// What every handler shares. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    host: Arc<Host>,
}

impl App {
    /// An application that serves `host`.
    pub const fn new(host: Arc<Host>) -> Self {
        Self { host }
    }

    /// The snapshot that a request reads to its end.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.host.snapshot()
    }

    /// The host.
    pub const fn host(&self) -> &Arc<Host> {
        &self.host
    }
}
