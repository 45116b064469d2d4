//! A lock between processes that the system releases when its holder dies. The file holds what the holder says of
//! itself, for the process that finds it taken.

use std::{
    fs::{File, TryLockError},
    io::{self, Read as _, Write as _},
    path::Path,
};

/// The lock, held until it is dropped.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Takes the lock at `path`, or says what its holder wrote of itself.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn try_take(path: &Path, note: &str) -> io::Result<Result<Self, String>> {
        let mut file = open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder)?;
                return Ok(Err(holder.trim().to_owned()));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        file.set_len(0)?;
        file.write_all(note.as_bytes())?;
        Ok(Ok(Self(file)))
    }

    /// Waits for the lock at `path`: for work of a few milliseconds.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn wait(path: &Path) -> io::Result<Self> {
        let file = open(path)?;
        file.lock()?;
        Ok(Self(file))
    }

    /// What the holder of the lock at `path` wrote of itself; `None` when it is free.
    pub fn holder(path: &Path) -> Option<String> {
        let mut file = File::open(path).ok()?;
        let Err(TryLockError::WouldBlock) = file.try_lock_shared() else { return None };
        let mut note = String::new();
        file.read_to_string(&mut note).ok()?;
        Some(note.trim().to_owned())
    }
}

impl Drop for Lock {
    /// Emptied, so that nobody reads a holder that has gone.
    fn drop(&mut self) {
        let _the_note_stays = self.0.set_len(0);
    }
}

fn open(path: &Path) -> io::Result<File> {
    crate::private().truncate(false).read(true).write(true).open(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn one_holder_at_a_time_which_the_others_can_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        std::fs::write(&path, "left by a killed process, and longer than the next note").unwrap();
        assert_eq!(Lock::holder(&path), None);
        let held = Lock::try_take(&path, "first\n").unwrap().unwrap();
        assert_eq!(Lock::try_take(&path, "second").unwrap().unwrap_err(), "first");
        assert_eq!(Lock::holder(&path).as_deref(), Some("first"));
        drop(held);
        assert_eq!(Lock::holder(&path), None);
        Lock::wait(&path).unwrap();
    }
}
