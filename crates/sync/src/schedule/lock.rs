//! One run at a time, across processes: a lock that the system lets go of when its holder dies.

use std::{
    fmt,
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    path::Path,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::SyncError;

/// Who runs, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Its process.
    pub process: u32,
    /// Since when.
    pub since: Timestamp,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "processus {}, depuis {}", self.process, self.since)
    }
}

/// The right to synchronise a data folder. Given back when dropped.
#[derive(Debug)]
pub struct RunLock {
    file: File,
}

impl RunLock {
    /// Takes the lock of a data folder.
    ///
    /// # Errors
    /// [`SyncError::AlreadyRunning`] when another run holds it; else when the disk refuses.
    pub fn take(data: &Path, now: Timestamp) -> Result<Self, SyncError> {
        std::fs::create_dir_all(data).map_err(SyncError::io("créer", data))?;
        let path = data.join("sync.lock");
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(SyncError::io("ouvrir", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(SyncError::AlreadyRunning { holder: told(&mut file) });
            }
            Err(TryLockError::Error(error)) => return Err(SyncError::io("verrouiller", &path)(error)),
        }
        let holder = Holder { process: std::process::id(), since: now };
        write(&mut file, &holder).map_err(SyncError::io("écrire", &path))?;
        Ok(Self { file })
    }

    /// Who synchronises a data folder just now, if somebody does.
    pub fn holder(data: &Path) -> Option<String> {
        let mut file = File::open(data.join("sync.lock")).ok()?;
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)).then(|| told(&mut file))
    }
}

impl Drop for RunLock {
    /// Emptied, so that nobody reads a holder that has gone.
    fn drop(&mut self) {
        if let Err(error) = self.file.set_len(0) {
            tracing::debug!("the lock keeps its last holder's name: {error}");
        }
    }
}

fn write(file: &mut File, holder: &Holder) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(&serde_json::to_vec(holder)?)?;
    file.flush()
}

/// What the holder wrote of itself; it may be writing just now.
fn told(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.read_to_string(&mut text).ok();
    let holder: Option<Holder> = read.and_then(|_| serde_json::from_str(&text).ok());
    holder.map_or_else(|| "processus inconnu".into(), |holder| holder.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_told_who_runs_since_when() {
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
