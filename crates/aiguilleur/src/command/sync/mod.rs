//! `sync`: the worker, once or for good, and a person's word on what it held back.

mod send;
mod status;
mod watch;

use std::{future::Future, sync::Arc};

use aiguilleur_depot::Published;
use aiguilleur_store::DataDir;
use aiguilleur_sync::{
    Clock, SyncError,
    fetch::Fetcher,
    run::{DataFolder, Directory, Heard, Mode, RunReport, Worker, approve, reject},
    schedule::Schedule,
};
use anyhow::bail;
use jiff::Timestamp;
use serde::Serialize;
use toml::Value;

use crate::{
    Ending,
    arguments::{Place, Sync, SyncDecide, SyncWord},
    command::publish,
    configuration::{self, Configuration},
    console, show, stop,
};
use watch::Watch;

/// What was published to the depot after a run, if one is configured.
type Sent = anyhow::Result<Option<Published>>;

/// A run and what followed it, for programs.
#[derive(Serialize)]
struct Output<'a> {
    #[serde(flatten)]
    report: &'a RunReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    depot: Option<&'a Published>,
}

/// A decision of a person's, as the library takes it.
type Word = fn(&std::path::Path, &dyn Directory, Option<&str>, Timestamp) -> Result<String, SyncError>;

pub(crate) fn run(arguments: &Sync) -> anyhow::Result<Ending> {
    match &arguments.word {
        Some(SyncWord::Approve(decide)) => {
            decided(decide, approve, "publiée").and_then(|_| send::approved(decide))
        }
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
    let (configuration, _) = configuration::read(&arguments.place, given(arguments))?;
    let watch = Arc::new(Watch::new());
    let worker = worker(&arguments.place, &configuration, &watch)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        if arguments.once || arguments.dry_run {
            once(arguments, &worker, &watch, &configuration).await
        } else {
            keep(arguments, &worker, &watch, &configuration).await
        }
    });
    // An import under way is abandoned as by a kill, which it survives; waiting for its end could take minutes.
    runtime.shutdown_background();
    done
}

/// What the command line says of the configuration.
fn given(arguments: &Sync) -> Vec<configuration::Given> {
    let depot = arguments.publish.as_ref().map(|depot| Value::String(depot.to_string()));
    depot.map(|depot| ("sync.publish_to", depot)).into_iter().collect()
}

async fn once(
    arguments: &Sync,
    worker: &Worker,
    watch: &Watch,
    configuration: &Configuration,
) -> anyhow::Result<Ending> {
    let mode = if arguments.dry_run { Mode::DryRun } else { Mode::Publish };
    let done = unless_stopped(async {
        let report = worker.run_once(mode).await?;
        let sent = if mode == Mode::DryRun { Ok(None) } else { served(worker, configuration).await };
        anyhow::Ok((report, sent))
    });
    let done = done.await?;
    watch.end();
    match done {
        Some(done) => {
            let (report, sent) = done?;
            print(&report, &sent, arguments.json)?;
            both(ending(&report), sent)
        }
        None => bail!("arrêt demandé : la synchronisation est interrompue, la prochaine reprendra"),
    }
}

async fn served(worker: &Worker, configuration: &Configuration) -> Sent {
    send::served(configuration, &DataDir::existing(&worker.data)).await
}

/// What a run and what followed it mean for who started it: the worse of the two.
fn both(run: anyhow::Result<Ending>, sent: Sent) -> anyhow::Result<Ending> {
    let (run, sent) = (run?, sent?);
    Ok(if sent.is_some_and(|sent| publish::ending(&sent) == Ending::NeedsAPerson) {
        Ending::NeedsAPerson
    } else {
        run
    })
}

async fn keep(
    arguments: &Sync,
    worker: &Worker,
    watch: &Watch,
    configuration: &Configuration,
) -> anyhow::Result<Ending> {
    let schedule = Schedule::new(&configuration.sync.schedule)?;
    let report = async |heard: Heard<'_>| {
        let sent =
            if matches!(heard, Heard::Ran(Ok(_))) { served(worker, configuration).await } else { Ok(None) };
        tell(&heard, sent, watch, arguments.json);
    };
    let done = unless_stopped(worker.keep(&schedule, report)).await?;
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

/// Prints what a run did; nothing that it meets ends the worker.
fn tell(heard: &Heard<'_>, sent: Sent, watch: &Watch, json: bool) {
    watch.end();
    let said = match heard {
        Heard::Next(start) => {
            console::print(&format!("prochain passage : {}\n", start.strftime("%FT%H:%MZ")))
        }
        Heard::Ran(Ok(report)) => {
            let said = print(report, &sent, json);
            match both(ending(report), sent) {
                Ok(Ending::Done) => {}
                Ok(Ending::NeedsAPerson) => tracing::warn!("the run needs a person"),
                Err(error) => tracing::error!(error = format!("{error:#}"), "the run could not do its work"),
            }
            said
        }
        Heard::Ran(Err(error)) => {
            tracing::error!(error = error as &dyn std::error::Error, "the run failed");
            console::print(&format!("échec : {error}\n"))
        }
    };
    if let Err(error) = said {
        tracing::warn!("the standard output is closed: {error}");
    }
}

fn print(report: &RunReport, sent: &Sent, json: bool) -> anyhow::Result<()> {
    let depot = sent.as_ref().ok().and_then(Option::as_ref);
    if json {
        return console::json(&Output { report, depot });
    }
    console::print(&(show::sync::text(report) + &depot.map(show::depot::text).unwrap_or_default()))
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
