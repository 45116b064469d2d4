//! A cron-like schedule with jitter. Pure: the time and the draw are given, nothing sleeps.

use std::{str::FromStr as _, time::Duration};

use croner::Cron;
use jiff::{Timestamp, fmt::serde::unsigned_duration::friendly::compact::required as duration, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::SyncError;

/// When the worker runs (`[sync.schedule]`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScheduleConfig {
    /// Minute, hour, day of month, month, day of week.
    pub cron: String,
    /// IANA name of the time zone it is read in.
    pub time_zone: String,
    /// A run starts up to this long after its time, so that installations do not come together.
    #[serde(with = "duration")]
    pub jitter: Duration,
}

impl Default for ScheduleConfig {
    /// Publishers publish between 02 h and 03 h UTC: 06 h in Paris is after it, winter and summer, and
    /// leaves time before the working day.
    fn default() -> Self {
        Self {
            cron: "0 6 * * *".into(),
            time_zone: "Europe/Paris".into(),
            jitter: Duration::from_secs(20 * 60),
        }
    }
}

/// A schedule that was understood.
#[derive(Debug, Clone)]
pub struct Schedule {
    cron: Cron,
    zone: TimeZone,
    jitter: Duration,
}

impl Schedule {
    /// Reads a schedule.
    ///
    /// # Errors
    /// When the expression or the time zone is unknown, or when it never comes.
    pub fn new(config: &ScheduleConfig) -> Result<Self, SyncError> {
        let cron = Cron::from_str(&config.cron).map_err(|_| {
            let detail = format!(
                "« {} » n'est pas une expression cron (minute heure jour mois jour-de-semaine)",
                config.cron
            );
            SyncError::config("schedule.cron", detail)
        })?;
        let zone = TimeZone::get(&config.time_zone).map_err(|_| {
            SyncError::config(
                "schedule.time_zone",
                format!("« {} » n'est pas un fuseau horaire IANA (Europe/Paris)", config.time_zone),
            )
        })?;
        let schedule = Self { cron, zone, jitter: config.jitter };
        let from = Timestamp::UNIX_EPOCH;
        match schedule.next_time(from) {
            Some(_) => Ok(schedule),
            None => Err(SyncError::config("schedule.cron", "cette expression ne désigne aucun instant")),
        }
    }

    /// When to start after `now`: the next time of the calendar, plus `draw` (0 to 1) of the jitter.
    ///
    /// `None` when the calendar has no more times.
    pub fn next_start(&self, now: Timestamp, draw: f64) -> Option<Timestamp> {
        let shift = self.jitter.mul_f64(draw.clamp(0.0, 1.0));
        self.next_time(now)?.checked_add(shift).ok()
    }

    /// The next time of the calendar after `now`, without jitter.
    pub fn next_time(&self, now: Timestamp) -> Option<Timestamp> {
        let next = self.cron.find_next_occurrence(&now.to_zoned(self.zone.clone()), false).ok()?;
        Some(next.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(cron: &str) -> Result<Schedule, SyncError> {
        Schedule::new(&ScheduleConfig { cron: cron.into(), ..ScheduleConfig::default() })
    }

    #[track_caller]
    fn check(cron: &str, now: &str, draw: f64, expect: &str) {
        let next = schedule(cron).unwrap().next_start(now.parse().unwrap(), draw).unwrap();
        assert_eq!(next, expect.parse().unwrap());
    }

    #[test]
    fn the_next_start_is_the_calendars_plus_the_draw() {
        check("0 6 * * *", "2026-11-20T03:00:00Z", 0.0, "2026-11-20T05:00:00Z");
        check("0 6 * * *", "2026-11-20T03:00:00Z", 0.5, "2026-11-20T05:10:00Z");
        check("0 6 * * *", "2026-11-20T03:00:00Z", 1.0, "2026-11-20T05:20:00Z");
        check("0 6 * * *", "2026-11-20T05:00:00Z", 0.0, "2026-11-21T05:00:00Z");
        check("30 2 1 * *", "2026-11-20T05:00:00Z", 0.0, "2026-12-01T01:30:00Z");
        check("0 6 * * MON-FRI", "2026-11-20T12:00:00Z", 0.0, "2026-11-23T05:00:00Z");
    }

    #[test]
    fn summer_time_moves_it() {
        check("0 6 * * *", "2026-07-20T03:00:00Z", 0.0, "2026-07-20T04:00:00Z");
        // 02:30 does not exist on 28 March 2027, and exists twice on 25 October 2026: one run either way.
        check("30 2 * * *", "2027-03-28T00:00:00Z", 0.0, "2027-03-28T01:00:00Z");
        check("30 2 * * *", "2026-10-24T23:00:00Z", 0.0, "2026-10-25T00:30:00Z");
        check("30 2 * * *", "2026-10-25T00:30:00Z", 0.0, "2026-10-26T01:30:00Z");
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for cron in ["", "6h", "61 * * * *", "0 6 31 2 *"] {
            assert!(matches!(schedule(cron), Err(SyncError::Config { .. })), "{cron}");
        }
        let nowhere = ScheduleConfig { time_zone: "Europe/Nulle-Part".into(), ..ScheduleConfig::default() };
        assert!(Schedule::new(&nowhere).is_err());
    }
}
