//! The last run, remembered across restarts: a run that was missed while the machine was down is made up for.

use std::{fs, io, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Schedule;
use crate::{SyncError, note::replace};

/// When the last run took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// When it began.
    pub started: Timestamp,
    /// When it ended, whatever came of it; `None` for one that was killed.
    pub ended: Option<Timestamp>,
}

/// When the next run is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// At once: none was ever made, one was missed, or the last was killed.
    Now,
    /// Then.
    At(Timestamp),
    /// Never again: the calendar has no more times.
    Never,
}

impl LastRun {
    const FILE: &'static str = "sync-last-run.json";

    /// The last run on a data folder, if one was made.
    ///
    /// # Errors
    /// When the record cannot be read. One that makes no sense is none.
    pub fn read(data: &Path) -> Result<Option<Self>, SyncError> {
        let path = data.join(Self::FILE);
        match fs::read(&path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SyncError::io("lire", &path)(error)),
        }
    }

    /// Remembers a run, in one rename.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, data: &Path) -> Result<(), SyncError> {
        replace(&data.join(Self::FILE), self)
    }

    /// When the run after `last` is due.
    pub fn next(last: Option<Self>, schedule: &Schedule, now: Timestamp, draw: f64) -> Due {
        let Some(Self { started, ended: Some(_) }) = last else { return Due::Now };
        match schedule.next_start(started, draw) {
            Some(start) if start <= now => Due::Now,
            Some(start) => Due::At(start),
            None => Due::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::ScheduleConfig;

    #[test]
    fn a_missed_or_killed_run_is_made_up_for() {
        let schedule = Schedule::new(&ScheduleConfig::default()).unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-20T12:00:00Z");
        let check = |last, expect| assert_eq!(LastRun::next(last, &schedule, now, 0.0), expect);
        let ran = |started, ended: Option<&str>| Some(LastRun { started: at(started), ended: ended.map(at) });
        check(None, Due::Now);
        check(ran("2026-11-20T05:00:00Z", Some("2026-11-20T05:20:00Z")), Due::At(at("2026-11-21T05:00:00Z")));
        check(ran("2026-11-18T05:00:00Z", Some("2026-11-18T05:20:00Z")), Due::Now);
        check(ran("2026-11-20T05:00:00Z", None), Due::Now);
    }

    #[test]
    fn the_record_survives_a_restart() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(LastRun::read(data.path()).unwrap(), None);
        let run = LastRun { started: Timestamp::UNIX_EPOCH, ended: None };
        run.write(data.path()).unwrap();
        assert_eq!(LastRun::read(data.path()).unwrap(), Some(run));
    }
}
