//! One run: discover, fetch, build aside, compare, then publish or call a person.
//!
//! ```text
//! lock ── fetch all ──┬─ same input as the last build ── nothing is rebuilt
//!                     └─ build a candidate ── guards ──┬─ passed ── publish
//!                                                      └─ tripped ─ keep it, wait for approve | reject
//! ```
//!
//! What was done is in the [`Ledger`]: a run killed after its build takes the candidate up where it was left,
//! and an input that a person refused, or rolled back from, is not built again.

mod decide;
mod directory;
mod folder;
mod keep;
mod ledger;
mod report;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use decide::{approve, reject};
pub use directory::{Directory, DirectoryFailure};
pub use folder::DataFolder;
pub use ledger::{Entry, Inputs, Ledger, State};
pub use report::{RunReport, Verdict};

use crate::{
    Clock, Config, SyncError,
    fetch::{FetchedFile, Fetcher, Outcome},
    guard::{Changes, Inspection, inspect},
    publisher::{SourceName, utc_day},
    schedule::{LastRun, RunLock},
};

/// Whether a run may publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It publishes what passes the guards.
    Publish,
    /// It does everything but publish, and keeps no candidate.
    DryRun,
}

/// What runs are made with.
pub struct Worker {
    /// The configuration.
    pub config: Config,
    /// The data folder.
    pub data: PathBuf,
    /// Fetches; made with the same configuration and folder.
    pub fetcher: Fetcher,
    /// Builds and publishes.
    pub directory: Arc<dyn Directory>,
    /// The time of day.
    pub clock: Clock,
}

impl Worker {
    /// Runs once, to its end.
    ///
    /// # Errors
    /// When another run is under way, or when we cannot do our work; what was served stays served.
    pub async fn run_once(&self, mode: Mode) -> Result<RunReport, SyncError> {
        let started = self.clock.now();
        let _alone = RunLock::take(&self.data, started)?;
        LastRun { started, ended: None }.write(&self.data)?;
        let outcomes = self.fetch_all().await;
        let done = self.conclude(&outcomes, mode).await;
        let ended = self.clock.now();
        // A run that failed has ended too: it comes again at its time, not at once.
        LastRun { started, ended: Some(ended) }.write(&self.data)?;
        let (verdict, inspection, generation) = done?;
        let report = RunReport { started, ended, verdict, generation, inspection, outcomes };
        report.write(&self.data)?;
        Ok(report)
    }

    /// One source after the other: publishers are not asked in parallel.
    async fn fetch_all(&self) -> BTreeMap<SourceName, Outcome> {
        let mut outcomes = BTreeMap::new();
        for source in self.config.sources() {
            outcomes.insert(source.name, self.fetcher.fetch(&source).await);
        }
        outcomes
    }

    async fn conclude(
        &self,
        outcomes: &BTreeMap<SourceName, Outcome>,
        mode: Mode,
    ) -> Result<Done, SyncError> {
        let files: Vec<FetchedFile> =
            outcomes.values().filter_map(|outcome| outcome.file().cloned()).collect();
        let missing: Vec<SourceName> =
            outcomes.iter().filter(|(_, outcome)| outcome.file().is_none()).map(|(name, _)| *name).collect();
        if !missing.is_empty() || files.is_empty() {
            // A directory without one of its sources would answer wrongly, not less.
            return Ok((Verdict::Incomplete { missing }, None, None));
        }
        let inputs = Inputs::of(&files, self.directory.version());
        let last = Ledger::read(&self.data)?.last.filter(|entry| entry.inputs == inputs);
        let last = match last {
            Some(entry) if entry.state != State::Rejected && !self.directory.holds(&entry.generation)? => {
                None
            }
            other => other,
        };
        match last {
            None => self.build(inputs, files, mode).await,
            Some(entry) => match &entry.state {
                State::Built => self.judge(entry, mode).await,
                State::Published => Ok((Verdict::Unchanged, None, Some(entry.generation))),
                State::Rejected => Ok((Verdict::RejectedBefore, None, None)),
                State::Awaiting { inspection } => {
                    let inspection = Some(inspection.clone());
                    Ok((Verdict::AwaitingApproval, inspection, Some(entry.generation)))
                }
            },
        }
    }

    async fn build(&self, inputs: Inputs, files: Vec<FetchedFile>, mode: Mode) -> Result<Done, SyncError> {
        self.drop_superseded(mode)?;
        let based_on = self.directory.served()?;
        let paths = files.into_iter().map(|file| file.path).collect();
        let generation = self.blocking(move |directory| directory.build(paths)).await?;
        let entry = Entry { inputs, generation, based_on, state: State::Built };
        if mode == Mode::Publish {
            Ledger::write(&self.data, &entry)?;
        }
        self.judge(entry, mode).await
    }

    /// A candidate that still waits is of yesterday's input: today's takes its place.
    fn drop_superseded(&self, mode: Mode) -> Result<(), SyncError> {
        match Ledger::read(&self.data)?.last {
            Some(Entry { generation, state: State::Awaiting { .. } | State::Built, .. })
                if mode == Mode::Publish =>
            {
                tracing::info!(%generation, "the waiting candidate is superseded");
                Ok(self.directory.discard(&generation)?)
            }
            _ => Ok(()),
        }
    }

    async fn judge(&self, entry: Entry, mode: Mode) -> Result<Done, SyncError> {
        let inspection = self.inspected(&entry).await?;
        let generation = entry.generation.clone();
        if mode == Mode::DryRun {
            self.directory.discard(&generation)?;
            return Ok((Verdict::DryRun { passed: inspection.passed() }, Some(inspection), None));
        }
        if !inspection.passed() {
            let state = State::Awaiting { inspection: inspection.clone() };
            Ledger::write(&self.data, &Entry { state, ..entry })?;
            return Ok((Verdict::AwaitingApproval, Some(inspection), Some(generation)));
        }
        self.publish(entry).await?;
        Ok((Verdict::Published, Some(inspection), Some(generation)))
    }

    async fn publish(&self, entry: Entry) -> Result<(), SyncError> {
        let generation = entry.generation.clone();
        self.blocking(move |directory| directory.publish(&generation)).await?;
        Ledger::write(&self.data, &Entry { state: State::Published, ..entry })
    }

    async fn inspected(&self, entry: &Entry) -> Result<Inspection, SyncError> {
        let (generation, based_on) = (entry.generation.clone(), entry.based_on.clone());
        let (previous, candidate, changes) = self
            .blocking(move |directory| {
                let candidate = directory.census(&generation)?;
                let Some(served) = based_on else { return Ok((None, candidate, Changes::default())) };
                let changes = directory.changes(&served, &generation)?;
                Ok((Some(directory.census(&served)?), candidate, changes))
            })
            .await?;
        let today = utc_day(self.clock.now());
        Ok(inspect(previous.as_ref(), &candidate, &changes, &self.config.guards, today))
    }

    /// Building is an hour of computing: never on the thread that serves time-outs.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Directory) -> Result<T, DirectoryFailure> + Send + 'static,
    ) -> Result<T, SyncError> {
        let directory = Arc::clone(&self.directory);
        let done = tokio::task::spawn_blocking(move || work(directory.as_ref())).await;
        Ok(done.map_err(DirectoryFailure::new)??)
    }
}

/// The verdict of a run, what the guards found, and the generation it is about.
type Done = (Verdict, Option<Inspection>, Option<String>);

/// Replaces a small file of the data folder in one rename.
fn replace(path: &Path, json: &impl serde::Serialize) -> Result<(), SyncError> {
    let aside = path.with_extension("json.next");
    let bytes = serde_json::to_vec_pretty(json).map_err(|e| SyncError::io("écrire", path)(e.into()))?;
    let mut file = std::fs::File::create(&aside).map_err(SyncError::io("créer", &aside))?;
    std::io::Write::write_all(&mut file, &bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&aside, path))
        .map_err(SyncError::io("écrire", path))
}
