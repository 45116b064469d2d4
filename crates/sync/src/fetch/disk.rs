//! Disk errors as failures: a full disk is distinguished from a broken one.

use std::{io, path::Path};

use super::{Failure, FailureKind};

/// Turns a refusal of the file system into a failure.
pub(crate) fn refused(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
    move |error| {
        let kind = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                FailureKind::DiskFull
            }
            _ => FailureKind::Disk,
        };
        Failure::new(kind, format!("cannot {operation} {}: {error}", path.display()))
    }
}

/// Makes a rename or a new entry of `dir` durable.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    std::fs::File::open(dir)?.sync_all()
}
