//! Run after run, in paused time: nothing is slept.

use std::time::Duration;

use aiguilleur_sync::{
    run::{Heard, Worker},
    schedule::{LastRun, RunLock, Schedule, ScheduleConfig},
};
use jiff::Timestamp;
use tokio::time::timeout;

use crate::world::World;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A worker without any source: its runs end at once. Its clock shows 05:00 UTC, six in the morning in Paris.
async fn worker() -> (World, Worker) {
    let world = World::new().await;
    let worker = world.worker(world.directory.clone(), &[]);
    (world, worker)
}

/// When runs began during `time`; an error counts as no run.
async fn starts(worker: &Worker, time: Duration) -> Vec<String> {
    let schedule =
        Schedule::new(&ScheduleConfig { jitter: Duration::ZERO, ..ScheduleConfig::default() }).unwrap();
    let mut starts = Vec::new();
    let report = async |heard: Heard<'_>| {
        let Heard::Ran(run) = heard else { return };
        starts.push(
            run.as_ref().map_or("refused".into(), |report| report.started.to_string()[..16].to_owned()),
        );
    };
    timeout(time, worker.keep(&schedule, report)).await.unwrap_err();
    starts
}

#[tokio::test(start_paused = true)]
async fn a_first_run_is_made_at_once_and_then_each_morning() {
    let (_world, worker) = worker().await;
    let expect = ["2026-11-20T05:00", "2026-11-21T05:00", "2026-11-22T05:00"];
    assert_eq!(starts(&worker, 2 * DAY + DAY / 2).await, expect);
}

#[tokio::test(start_paused = true)]
async fn a_restart_does_not_run_again_what_was_run() {
    let (world, worker) = worker().await;
    let morning: Timestamp = "2026-11-20T05:00:00Z".parse().unwrap();
    LastRun { started: morning, ended: Some(morning) }.write(world.data.path()).unwrap();
    assert_eq!(starts(&worker, DAY + DAY / 2).await, ["2026-11-21T05:00"]);
}

#[tokio::test(start_paused = true)]
async fn while_another_process_runs_each_time_is_refused_once() {
    let (world, worker) = worker().await;
    let other = RunLock::take(world.data.path(), Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(starts(&worker, DAY + DAY / 2).await, ["refused", "refused"]);
    drop(other);
}
