//! Fetches one source to its end: a verified file, the news that nothing changed, or a stated failure.
//!
//! ```text
//! DATA/downloads/<source>/
//!   state.json            the file that is held, its digests and validators; replaced in one rename
//!   download.part         what has come in so far
//!   part.json             which address and validator `download.part` belongs to
//!   <sha256, 16 chars>/   the file under its publisher's name; there only if whole and verified
//! ```
//!
//! Killed at any instruction, a fetch leaves the held file and its state as they were, or both new; what
//! `download.part` holds is taken up again if the publisher still offers the same bytes (`If-Range`).

mod accept;
mod answer;
mod attempt;
mod checksum;
mod container;
mod disk;
mod failure;
mod file_name;
mod folder;
mod outcome;
mod part;
mod receive;
mod request;
mod state;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio::time::{Instant, sleep_until, timeout_at};

pub use checksum::{Algorithm, ChecksumPolicy, ChecksumVerdict, PublishedChecksum};
pub use container::Container;
pub use failure::{Failure, FailureKind, Nature};
pub use outcome::{FetchedFile, Outcome, Unchanged};

use crate::{
    Clock, Config, SyncError,
    http::Clients,
    progress::{Event, Observer, WaitReason},
    publisher::{Source, SourceName, utc_day},
    retry::{Budget, Decision},
};
use attempt::Attempt;
use folder::Folder;

/// Fetches sources, one at a time, into a data folder.
pub struct Fetcher {
    clients: Clients,
    config: Config,
    downloads: PathBuf,
    clock: Clock,
    observer: Arc<dyn Observer>,
}

impl Fetcher {
    /// A fetcher that writes under `data`/downloads.
    ///
    /// # Errors
    /// When the configuration is impossible, or names certificates that cannot be read.
    pub fn new(
        config: Config,
        data: &Path,
        clock: Clock,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, SyncError> {
        let clients = Clients::new(&config)?;
        Ok(Self { clients, downloads: data.join("downloads"), config, clock, observer })
    }

    /// Receives the events of the fetches.
    pub fn observer(&self) -> &dyn Observer {
        self.observer.as_ref()
    }

    /// The file that is held for a source, if it is whole.
    pub fn held(&self, source: SourceName) -> Option<FetchedFile> {
        Folder::of(&self.downloads, source).held().map(|held| held.file)
    }

    /// Fetches one source: discovers it, downloads it if it changed, verifies it, tries again as the policies say.
    pub async fn fetch(&self, source: &Source) -> Outcome {
        let deadline = Instant::now() + self.config.network.per_source;
        let folder = Folder::of(&self.downloads, source.name);
        let outcome = match self.not_due(source, &folder) {
            Some(outcome) => outcome,
            None => self.persevere(source, &folder, deadline).await,
        };
        self.notify(source, &Event::Done);
        self.counted(source, &folder, outcome)
    }

    /// Counts the days on which a source stays what it was.
    fn counted(&self, source: &Source, folder: &Folder, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::NotModified { mut file, how } if how.was_asked() => {
                let counted = folder.count_unchanged(utc_day(self.clock.now()));
                file.unchanged_days = counted.unwrap_or_else(|error| {
                    tracing::warn!(source = %source.name, "the count of unchanged days stays: {error}");
                    file.unchanged_days
                });
                Outcome::NotModified { file, how }
            }
            other => other,
        }
    }

    /// A monthly file of this month needs no question.
    fn not_due(&self, source: &Source, folder: &Folder) -> Option<Outcome> {
        let held = folder.held()?;
        let due = source.cadence.is_due(held.file.dated, utc_day(self.clock.now()));
        (!due).then_some(Outcome::NotModified { file: held.file, how: Unchanged::NotDue })
    }

    async fn persevere(&self, source: &Source, folder: &Folder, deadline: Instant) -> Outcome {
        let mut budget = Budget::new(&self.config.retry);
        let mut attempt = Attempt::new(self, source, folder);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let result = timeout_at(deadline, attempt.run()).await;
            let mut failure = match result {
                Ok(Ok(outcome)) => return with_attempts(outcome, attempts),
                Ok(Err(failure)) => failure,
                Err(_elapsed) => Failure::new(FailureKind::Deadline, "the time for one source is over"),
            };
            failure.attempts = attempts;
            tracing::warn!(source = %source.name, kind = ?failure.kind, attempts, "attempt failed: {}", failure.detail);
            attempt.learn(&failure);
            let wait = match budget.after(&failure) {
                Decision::Wait(delay) if Instant::now() + delay < deadline => delay,
                Decision::Wait(_) | Decision::GiveUp => {
                    return Outcome::Failed { failure, held: folder.held().map(|held| held.file) };
                }
            };
            // The end is fixed before the observer is called, so that a test may advance the clock from the observer.
            let end = Instant::now() + wait;
            let reason = WaitReason::Retry { kind: failure.kind, attempts };
            self.notify(source, &Event::Waiting { reason, delay: wait });
            sleep_until(end).await;
        }
    }

    fn notify(&self, source: &Source, event: &Event) {
        self.observer.on_event(source.name, event);
    }
}

fn with_attempts(outcome: Outcome, made: u32) -> Outcome {
    match outcome {
        Outcome::Fetched { file, .. } => Outcome::Fetched { file, attempts: made },
        other => other,
    }
}
