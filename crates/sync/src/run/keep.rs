//! Run after run, for as long as the process lives.

use std::{
    hash::{BuildHasher as _, RandomState},
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::sleep;

use super::{Mode, RunReport, Worker};
use crate::{
    Clock, SyncError,
    schedule::{Due, LastRun, Schedule},
};

/// What is heard of a worker that keeps running.
#[derive(Debug)]
pub enum Heard<'a> {
    /// A run ended so.
    Ran(&'a Result<RunReport, SyncError>),
    /// The next one starts then.
    Next(Timestamp),
}

/// The longest sleep: a machine that was suspended, or whose clock was set, is late by no more than this.
const SLICE: Duration = Duration::from_secs(60);

impl Worker {
    /// Runs at each time of `schedule`, and at once if a run was missed; `report` gets the outcome of each one
    /// and when the next one is.
    /// Returns when the calendar has no more times; to stop it before, drop it.
    ///
    /// # Errors
    /// When the record of the last run cannot be read. A failed run is reported, and the next one follows.
    pub async fn keep(
        &self,
        schedule: &Schedule,
        mut report: impl AsyncFnMut(Heard<'_>),
    ) -> Result<(), SyncError> {
        let last = LastRun::read(&self.data)?;
        let mut due = LastRun::next(last, schedule, self.clock.now(), draw());
        loop {
            match due {
                Due::Now => {}
                Due::At(start) => {
                    report(Heard::Next(start)).await;
                    wait_until(self.clock, start).await;
                }
                Due::Never => return Ok(()),
            }
            report(Heard::Ran(&self.run_once(Mode::Publish).await)).await;
            // From now, not from the record: a run refused because another was under way left none.
            let next = schedule.next_start(self.clock.now(), draw());
            due = next.map_or(Due::Never, Due::At);
        }
    }
}

async fn wait_until(clock: Clock, start: Timestamp) {
    while let Ok(left) = Duration::try_from(start.duration_since(clock.now()))
        && !left.is_zero()
    {
        sleep(left.min(SLICE)).await;
    }
}

/// A number between 0 and 1 that differs from process to process and from run to run.
#[expect(clippy::cast_precision_loss, reason = "32 bits are exact")]
fn draw() -> f64 {
    (RandomState::new().hash_one(()) >> 32) as f64 / f64::from(u32::MAX)
}
