//! One run at a time, across processes: a lock that the system lets go of when its holder dies.

use std::{fmt, path::Path};

use aiguilleur_files::Lock;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::SyncError;

/// The lock of a data folder.
const FILE: &str = "sync.lock";

/// Who runs, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process id.
    pub process: u32,
    /// Instant at which the lock was taken.
    pub since: Timestamp,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "processus {}, depuis {}", self.process, self.since)
    }
}

/// The right to synchronise a data folder. Given back when dropped.
#[derive(Debug)]
pub struct RunLock(#[expect(dead_code, reason = "held")] Lock);

impl RunLock {
    /// Takes the lock of a data folder.
    ///
    /// # Errors
    /// [`SyncError::AlreadyRunning`] when another run holds it; else when the disk refuses.
    pub fn take(data: &Path, now: Timestamp) -> Result<Self, SyncError> {
        aiguilleur_files::create_folder(data).map_err(SyncError::io("créer", data))?;
        let path = data.join(FILE);
        let failed = |error| SyncError::io("verrouiller", &path)(error);
        let holder = Holder { process: std::process::id(), since: now };
        let note = serde_json::to_string(&holder).map_err(|error| failed(error.into()))?;
        let taken = Lock::try_take(&path, &note).map_err(failed)?;
        taken.map(Self).map_err(|note| SyncError::AlreadyRunning { holder: named(&note) })
    }

    /// The process that synchronises a data folder now, if any.
    pub fn holder(data: &Path) -> Option<String> {
        Lock::holder(&data.join(FILE)).map(|note| named(&note))
    }
}

/// What the holder wrote of itself; it may be writing just now.
fn named(note: &str) -> String {
    let holder: Option<Holder> = serde_json::from_str(note).ok();
    holder.map_or_else(|| "processus inconnu".into(), |holder| holder.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_refused_with_the_holder_and_the_start() {
        let data = tempfile::tempdir().unwrap();
        let since: Timestamp = "2026-11-20T05:00:00Z".parse().unwrap();
        let first = RunLock::take(data.path(), since).unwrap();
        let refused = RunLock::take(data.path(), since).unwrap_err().to_string();
        assert!(refused.contains(&std::process::id().to_string()), "{refused}");
        assert!(refused.contains("2026-11-20T05:00:00Z"), "{refused}");
        assert!(RunLock::holder(data.path()).unwrap().contains("2026-11-20T05:00:00Z"));
        drop(first);
        assert_eq!(RunLock::holder(data.path()), None);
        RunLock::take(data.path(), since).unwrap();
    }

    #[test]
    fn a_lock_file_left_by_a_killed_run_holds_nobody_up() {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("sync.lock"), "{\"process\":1,\"sin").unwrap();
        RunLock::take(data.path(), Timestamp::UNIX_EPOCH).unwrap();
    }
}
