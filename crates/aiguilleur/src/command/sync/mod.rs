//! `sync`: the worker, once or for good, and a person's word on what it held back.

mod status;
mod watch;

use std::{future::Future, sync::Arc};

use aiguilleur_store::DataDir;
use aiguilleur_sync::{
    Clock, SyncError,
    fetch::Fetcher,
    run::{DataFolder, Directory, Heard, Mode, RunReport, Worker, approve, reject},
    schedule::Schedule,
};
use anyhow::bail;
use jiff::Timestamp;

use crate::{
    Ending,
    arguments::{Place, Sync, SyncDecide, SyncWord},
    configuration::{self, Configuration},
    console, show, stop,
};
use watch::Watch;

/// A decision of a person's, as the library takes it.
type Word = fn(&std::path::Path, &dyn Directory, Option<&str>, Timestamp) -> Result<String, SyncError>;

pub(crate) fn run(arguments: &Sync) -> anyhow::Result<Ending> {
    match &arguments.word {
        Some(SyncWord::Approve(decide)) => decided(decide, approve, "publiée"),
        Some(SyncWord::Reject(decide)) => decided(decide, reject, "rejetée et supprimée"),
        Some(SyncWord::Status(asked)) => status::run(asked),
        None => work(arguments),
    }
}

fn decided(arguments: &SyncDecide, word: Word, done: &str) -> anyhow::Result<Ending> {
    let (configuration, _) = configuration::read(&arguments.place, Vec::new())?;
    let data = DataDir::existing(arguments.place.dir());
    let directory = DataFolder::new(data.clone(), configuration.import.request(Vec::new()), |_| {});
    let generation = word(data.root(), &directory, arguments.generation.as_deref(), Timestamp::now())?;
    console::print(&format!("génération {generation} {done}\n"))?;
    Ok(Ending::Done)
}

fn work(arguments: &Sync) -> anyhow::Result<Ending> {
    let (configuration, _) = configuration::read(&arguments.place, Vec::new())?;
    let watch = Arc::new(Watch::new());
    let worker = worker(&arguments.place, &configuration, &watch)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        if arguments.once || arguments.dry_run {
            once(arguments, &worker, &watch).await
        } else {
            keep(arguments, &worker, &watch, &Schedule::new(&configuration.sync.schedule)?).await
        }
    });
    // An import under way is abandoned as by a kill, which it survives; waiting for its end could take minutes.
    runtime.shutdown_background();
    done
}

async fn once(arguments: &Sync, worker: &Worker, watch: &Watch) -> anyhow::Result<Ending> {
    let mode = if arguments.dry_run { Mode::DryRun } else { Mode::Publish };
    let done = unless_stopped(worker.run_once(mode)).await?;
    watch.end();
    match done {
        Some(done) => {
            let report = done?;
            print(&report, arguments.json)?;
            ending(&report)
        }
        None => bail!("arrêt demandé : la synchronisation est interrompue, la prochaine reprendra"),
    }
}

async fn keep(
    arguments: &Sync,
    worker: &Worker,
    watch: &Watch,
    schedule: &Schedule,
) -> anyhow::Result<Ending> {
    let done = unless_stopped(worker.keep(schedule, |heard| tell(&heard, watch, arguments.json))).await?;
    watch.end();
    done.transpose()?;
    Ok(Ending::Done)
}

/// `None` when the process was asked to stop first.
async fn unless_stopped<T>(work: impl Future<Output = T>) -> anyhow::Result<Option<T>> {
    let stopped = stop::asked()?;
    Ok(tokio::select! {
        done = work => Some(done),
        () = stopped => None,
    })
}

fn worker(place: &Place, configuration: &Configuration, watch: &Arc<Watch>) -> anyhow::Result<Worker> {
    let data = DataDir::open(place.dir())?;
    let config = configuration.sync.clone();
    let fetcher = Fetcher::new(config.clone(), data.root(), Clock::System, watch.clone())?;
    let line = Arc::clone(watch);
    let folder = DataFolder::new(data.clone(), configuration.import.request(Vec::new()), move |progress| {
        line.import(&progress);
    });
    let data = data.root().to_owned();
    Ok(Worker { config, data, fetcher, directory: Arc::new(folder), clock: Clock::System })
}

/// Tells what a run that keeps going did; nothing that it meets ends it.
fn tell(heard: &Heard<'_>, watch: &Watch, json: bool) {
    watch.end();
    let said = match heard {
        Heard::Next(start) => {
            console::print(&format!("prochain passage : {}\n", start.strftime("%FT%H:%MZ")))
        }
        Heard::Ran(Ok(report)) => {
            match ending(report) {
                Ok(Ending::Done) => {}
                Ok(Ending::NeedsAPerson) => tracing::warn!("the run needs a person"),
                Err(error) => tracing::error!(%error, "the run could not do its work"),
            }
            print(report, json)
        }
        Heard::Ran(Err(error)) => {
            tracing::error!(error = error as &dyn std::error::Error, "the run failed");
            console::print(&format!("échec : {error}\n"))
        }
    };
    if let Err(error) = said {
        tracing::warn!("nobody reads what is told: {error}");
    }
}

fn print(report: &RunReport, json: bool) -> anyhow::Result<()> {
    if json { console::json(report) } else { console::print(&show::sync::text(report)) }
}

/// What a run means for who started it.
fn ending(report: &RunReport) -> anyhow::Result<Ending> {
    match (report.exit_status(), report.disk_refused()) {
        (0, _) => Ok(Ending::Done),
        (1, Some(failure)) => bail!("{} {}", failure.kind.explain(), failure.detail),
        (1, None) => {
            bail!(
                "une source n'a jamais été obtenue ; ce qui est servi reste servi, relancer quand elle répond"
            )
        }
        _ => Ok(Ending::NeedsAPerson),
    }
}
