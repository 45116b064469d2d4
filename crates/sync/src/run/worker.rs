//! The worker: one run, from the publishers to what is served. Does not know when to run.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use super::{
    Build, Built, Directory, DirectoryFailure, Entry, Inputs, Ledger, RunReport, State, Verdict, inspected,
};
use crate::{
    Clock, Config, SyncError,
    fetch::{FetchedFile, Fetcher, Outcome},
    guard::Inspection,
    progress::Stage,
    publisher::{SourceName, utc_day},
    schedule::{LastRun, RunLock},
};

/// Whether a run may publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It publishes what passes the guards.
    Publish,
    /// It does everything but publish, and keeps no candidate. Downloads are kept for the next run.
    DryRun,
}

/// What runs are made with.
pub struct Worker {
    /// The configuration.
    pub config: Config,
    /// The data folder.
    pub data: PathBuf,
    /// Fetches; made with the same configuration and folder. Its observer hears of the run too.
    pub fetcher: Fetcher,
    /// Builds and publishes.
    pub directory: Arc<dyn Directory>,
    /// The time of day.
    pub clock: Clock,
}

/// The verdict of a run, what the guards found, and the generation it is about.
type Done = (Verdict, Option<Inspection>, Option<String>);

impl Worker {
    /// Runs once, to its end.
    ///
    /// # Errors
    /// When another run is under way, or when we cannot do our work; what was served stays served.
    pub async fn run_once(&self, mode: Mode) -> Result<RunReport, SyncError> {
        let started = self.clock.now();
        let _alone = RunLock::take(&self.data, started)?;
        self.note(LastRun { started, ended: None }, mode)?;
        let outcomes = self.fetch_all().await;
        let done = self.conclude(&outcomes, mode).await;
        let ended = self.clock.now();
        // A run that failed has ended too: it comes again at its time, not at once.
        let noted = self.note(LastRun { started, ended: Some(ended) }, mode);
        // Why the run failed matters more than that its end could not be noted: a full disk refuses both.
        let (verdict, inspection, generation) = done?;
        noted?;
        let (left_out, dead) = (self.left_out(generation.as_ref())?, self.dead(&outcomes));
        let report = RunReport { started, ended, verdict, generation, inspection, outcomes, left_out, dead };
        report.write(&self.data)?;
        Ok(report)
    }

    /// What the last build did without, when this run is about it.
    fn left_out(&self, generation: Option<&String>) -> Result<Vec<String>, SyncError> {
        let last = Ledger::read(&self.data)?.last.map(|entry| entry.build);
        let about = last.filter(|build| generation == Some(&build.generation));
        Ok(about.map(|build| build.left_out).unwrap_or_default())
    }

    /// The sources that stayed the same for longer than any publisher's outage.
    fn dead(&self, outcomes: &BTreeMap<SourceName, Outcome>) -> BTreeMap<SourceName, u32> {
        let limit = self.config.guards.unchanged_days;
        let days =
            outcomes.iter().filter_map(|(name, outcome)| Some((*name, outcome.file()?.unchanged_days)));
        let dead: BTreeMap<_, _> = days.filter(|(_, days)| *days >= limit).collect();
        for (source, days) in &dead {
            tracing::warn!(%source, days, "the publisher has replaced nothing for that many days: a dead source");
        }
        dead
    }

    /// A run that published nothing on purpose does not stand in for one that would have.
    fn note(&self, run: LastRun, mode: Mode) -> Result<(), SyncError> {
        if mode == Mode::Publish { run.write(&self.data) } else { Ok(()) }
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
        let absent = outcomes.iter().filter(|(_, outcome)| outcome.file().is_none()).map(|(name, _)| *name);
        let missing: Vec<SourceName> = absent.filter(|name| !name.is_optional()).collect();
        if !missing.is_empty() || files.is_empty() {
            // A directory without one of its sources would answer wrongly, not less.
            return Ok((Verdict::Incomplete { missing }, None, None));
        }
        let inputs = Inputs::of(&files, self.directory.version());
        let ledger = Ledger::read(&self.data)?.settled(self.directory.served()?.as_deref());
        let Some(build) = self.built_before(&ledger, &inputs)? else {
            return self.build(ledger, inputs, files, mode).await;
        };
        let generation = Some(build.generation.clone());
        match build.state {
            State::Built => self.judge(ledger, inputs, build, mode).await,
            State::Published => {
                // Again, for a run that was killed before it had done so.
                self.prune(mode).await?;
                Ok((Verdict::Unchanged, None, generation))
            }
            State::Rejected => Ok((Verdict::RejectedBefore, None, None)),
            State::Awaiting { inspection, .. } => {
                Ok((Verdict::AwaitingApproval, Some(inspection), generation))
            }
        }
    }

    /// The last build, if it was made of the same input and is still worth something.
    fn built_before(&self, ledger: &Ledger, inputs: &Inputs) -> Result<Option<Build>, SyncError> {
        let Some(entry) = ledger.last.as_ref().filter(|entry| entry.inputs == *inputs) else {
            return Ok(None);
        };
        let of_use = entry.build.state == State::Rejected || self.directory.holds(&entry.build.generation)?;
        Ok(of_use.then(|| entry.build.clone()))
    }

    async fn build(
        &self,
        ledger: Ledger,
        inputs: Inputs,
        files: Vec<FetchedFile>,
        mode: Mode,
    ) -> Result<Done, SyncError> {
        if mode == Mode::Publish {
            self.drop_superseded(&ledger)?;
        }
        let based_on = self.directory.served()?;
        let built = self.blocking(move |directory| {
            files.iter().try_for_each(FetchedFile::is_as_received).map_err(DirectoryFailure::new)?;
            directory.build(files.into_iter().map(|file| file.path).collect())
        });
        let Built { generation, left_out } = built.await?;
        for sentence in &left_out {
            tracing::warn!("{sentence}");
        }
        let build = Build { generation, based_on, left_out, state: State::Built };
        if mode == Mode::Publish {
            self.remember(&ledger, &inputs, &build)?;
        }
        self.judge(ledger, inputs, build, mode).await
    }

    /// A candidate that still waits is of yesterday's input: today's takes its place.
    fn drop_superseded(&self, ledger: &Ledger) -> Result<(), SyncError> {
        let Some(build) = ledger.last.as_ref().map(|entry| &entry.build).filter(|build| build.is_open())
        else {
            return Ok(());
        };
        tracing::info!(generation = build.generation, "the waiting candidate is superseded");
        Ok(self.directory.discard(&build.generation)?)
    }

    fn remember(&self, ledger: &Ledger, inputs: &Inputs, build: &Build) -> Result<(), SyncError> {
        let entry = Entry { inputs: inputs.clone(), build: build.clone() };
        Ledger { last: Some(entry), ..ledger.clone() }.write(&self.data)
    }

    async fn judge(
        &self,
        ledger: Ledger,
        inputs: Inputs,
        build: Build,
        mode: Mode,
    ) -> Result<Done, SyncError> {
        self.fetcher.observer().reached(Stage::Comparing);
        let (generation, since) = (build.generation.clone(), self.clock.now());
        let (candidate, based_on) = (generation.clone(), build.based_on.clone());
        let (guards, today) = (self.config.guards.clone(), utc_day(since));
        let compare = move |directory: &dyn Directory| {
            inspected(directory, based_on.as_deref(), &candidate, &guards, today)
        };
        let inspection = self.blocking(compare).await?;
        let verdict = match mode {
            Mode::DryRun => {
                self.directory.discard(&generation)?;
                return Ok((Verdict::DryRun { passed: inspection.passed() }, Some(inspection), None));
            }
            Mode::Publish if inspection.passed() => {
                self.publish(&ledger, &inputs, build).await?;
                Verdict::Published
            }
            Mode::Publish => {
                let state = State::Awaiting { since, inspection: inspection.clone() };
                self.remember(&ledger, &inputs, &Build { state, ..build })?;
                Verdict::AwaitingApproval
            }
        };
        Ok((verdict, Some(inspection), Some(generation)))
    }

    async fn publish(&self, ledger: &Ledger, inputs: &Inputs, build: Build) -> Result<(), SyncError> {
        self.fetcher.observer().reached(Stage::Publishing);
        let generation = build.generation.clone();
        self.blocking(move |directory| directory.publish(&generation)).await?;
        self.remember(ledger, inputs, &Build { state: State::Published, ..build })?;
        self.prune(Mode::Publish).await
    }

    async fn prune(&self, mode: Mode) -> Result<(), SyncError> {
        if mode == Mode::DryRun {
            return Ok(());
        }
        self.fetcher.observer().reached(Stage::Pruning);
        let (keep, spared) = (self.config.keep_generations, Ledger::read(&self.data)?.spared());
        let pruned = self.blocking(move |directory| directory.prune(keep, &spared)).await;
        // The new day is served: old ones that stay cost room, which the next run tries to win back.
        match pruned {
            Ok(pruned) => tracing::info!(pruned = pruned.len(), "older generations removed"),
            Err(error) => tracing::warn!("older generations stay: {error}"),
        }
        Ok(())
    }

    /// Building is minutes of computing: never on the thread that serves time-outs.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Directory) -> Result<T, DirectoryFailure> + Send + 'static,
    ) -> Result<T, SyncError> {
        let directory = Arc::clone(&self.directory);
        let done = tokio::task::spawn_blocking(move || work(directory.as_ref())).await;
        Ok(done.map_err(DirectoryFailure::new)??)
    }
}
