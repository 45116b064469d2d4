//! The thread that judges: one job at a time, in the order of their making.

use std::{
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{PoisonError, atomic::Ordering},
    time::Duration,
};

use jiff::Timestamp;

use super::{
    job::{Job, JobStatus},
    queue::{Shared, is_stale},
};
use crate::{
    ReconcileError,
    field::ColumnMap,
    judge::{Judge, Options},
    read::ClientFile,
    report::{Aside, Format},
    run::{Report, Run},
    summary::Summary,
};

/// How often what is too old is looked for while nothing else happens.
const SWEEP: Duration = Duration::from_secs(60);

/// Judges until the server stops.
pub(super) fn work(shared: &Shared) {
    while !shared.stopping.load(Ordering::Relaxed) {
        sweep(shared);
        match next(shared) {
            Some(job) => {
                let ended = catch_unwind(AssertUnwindSafe(|| judge(shared, &job)));
                settle(shared, job, ended.unwrap_or(Err(Broken::Panicked)));
            }
            None => wait(shared),
        }
    }
}

fn wait(shared: &Shared) {
    let state = shared.state();
    let idle = !state.jobs.values().any(|job| job.status == JobStatus::Queued);
    if idle && !shared.stopping.load(Ordering::Relaxed) {
        let woken = shared.changed.wait_timeout(state, SWEEP);
        drop(woken.unwrap_or_else(PoisonError::into_inner));
    }
}

/// Removes what was kept long enough.
fn sweep(shared: &Shared) {
    let now = Timestamp::now();
    let mut state = shared.state();
    let stale: Vec<u64> = state
        .jobs
        .iter()
        .filter(|(_, job)| is_stale(job, &shared.limits, now))
        .map(|(rank, _)| *rank)
        .collect();
    let removed: Vec<Job> = stale.iter().filter_map(|rank| state.jobs.remove(rank)).collect();
    drop(state);
    for job in removed {
        if let Err(error) = shared.folder.remove(&job.id) {
            shared.watch.ended(&job, Some(&error));
        }
    }
}

/// The oldest job that waits, now running.
fn next(shared: &Shared) -> Option<Job> {
    let mut state = shared.state();
    let job = state.jobs.values_mut().find(|job| job.status == JobStatus::Queued)?;
    job.status = JobStatus::Running;
    Some(job.clone())
}

/// Why a job has no report.
enum Broken {
    /// Its owner removed it, or the server stops.
    Off,
    TooManyRecords,
    Panicked,
    Error(ReconcileError),
}

impl From<ReconcileError> for Broken {
    fn from(error: ReconcileError) -> Self {
        Self::Error(error)
    }
}

fn judge(shared: &Shared, job: &Job) -> Result<Summary, Broken> {
    let snapshot = shared.host.snapshot();
    let options = Options::new(job.request.as_of);
    let run = Run { judge: Judge::new(&snapshot, &options), previous: None, threads: shared.limits.threads };
    let file = ClientFile::open(&shared.folder.clients(&job.id), ColumnMap::default())?;
    let aside = |format: &Format| Ok((*format, Aside::begin(&shared.folder.report(&job.id, *format))?));
    let mut asides = job.request.formats.iter().map(aside).collect::<Result<Vec<_>, ReconcileError>>()?;
    let mut reports: Vec<Report<'_>> =
        asides.iter_mut().map(|(format, out)| Report { format: *format, out }).collect();
    let mut too_many = false;
    let done = run.over(file, &mut reports, &mut |progress| {
        too_many = progress.records > shared.limits.records;
        let mut state = shared.state();
        let known = state.jobs.values_mut().find(|known| known.id == job.id);
        let removed = known.is_none();
        if let Some(known) = known {
            known.records = progress.records;
            known.bytes = (progress.done, progress.total);
        }
        if too_many || removed || shared.stopping.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    drop(reports);
    let summary = match done {
        Err(ReconcileError::BrokenOff) if too_many => return Err(Broken::TooManyRecords),
        Err(ReconcileError::BrokenOff) => return Err(Broken::Off),
        other => other?,
    };
    for (format, aside) in asides {
        aside.finish()?;
        shared.folder.seal(&job.id, format)?;
    }
    Ok(summary)
}

/// Writes down how a job ended, then tells.
fn settle(shared: &Shared, mut job: Job, ended: Result<Summary, Broken>) {
    let known = shared.state().find(&job.id).map(|(rank, known)| (rank, known.clone()));
    let Some((rank, known)) = known else {
        // Removed while it was under way: what it wrote goes too.
        if let Err(error) = shared.folder.remove(&job.id) {
            shared.watch.ended(&job, Some(&error));
        }
        return;
    };
    job.records = known.records;
    job.bytes = known.bytes;
    let mut error = None;
    match ended {
        // The server stops: the job is judged again at the next start.
        Err(Broken::Off) => return,
        Ok(summary) => {
            job.status = JobStatus::Done;
            job.summary = serde_json::to_value(&summary).ok();
        }
        Err(broken) => {
            job.status = JobStatus::Failed;
            job.failure = Some(why(&broken, shared.limits.records));
            if let Broken::Error(found) = broken {
                error = Some(found);
            }
        }
    }
    job.ended_at = Some(Timestamp::now());
    let mut kept = shared.folder.keep(&job).and_then(|()| shared.folder.forget_clients(&job.id));
    let there = shared.state().jobs.get_mut(&rank).map(|known| known.clone_from(&job)).is_some();
    if !there {
        // Removed since: nothing of it stays.
        kept = shared.folder.remove(&job.id);
    }
    shared.watch.ended(&job, error.as_ref().or(kept.as_ref().err()));
}

fn why(broken: &Broken, records: u64) -> String {
    match broken {
        Broken::TooManyRecords => format!("Le fichier compte plus de {records} fiches : le partager."),
        Broken::Error(ReconcileError::Unusable { why, .. }) => {
            format!("Le fichier n'est pas lisible : {why}.")
        }
        Broken::Off | Broken::Panicked | Broken::Error(_) => {
            "Une erreur interne a interrompu ce rapprochement : le relancer.".to_owned()
        }
    }
}
