//! A person's word on the candidate that waits.

use std::path::Path;

use jiff::Timestamp;

use super::{Directory, Entry, Ledger, State};
use crate::{SyncError, schedule::RunLock};

/// Publishes the candidate that waits; tells its name.
///
/// # Errors
/// When none waits, when what is served has changed since (its history would be lost), when a run is under
/// way, or when it does not open; what was served stays served.
pub fn approve(data: &Path, directory: &dyn Directory, now: Timestamp) -> Result<String, SyncError> {
    let _alone = RunLock::take(data, now)?;
    let entry = waiting(data)?;
    if directory.served()? != entry.based_on {
        return Err(SyncError::Superseded { generation: entry.generation });
    }
    directory.publish(&entry.generation)?;
    Ledger::write(data, &Entry { state: State::Published, ..entry.clone() })?;
    Ok(entry.generation)
}

/// Drops the candidate that waits, for good: the same input is not built again. Tells its name.
///
/// # Errors
/// When none waits, when a run is under way, or when the disk refuses.
pub fn reject(data: &Path, directory: &dyn Directory, now: Timestamp) -> Result<String, SyncError> {
    let _alone = RunLock::take(data, now)?;
    let entry = waiting(data)?;
    // Noted first: killed in between, the folder holds a generation too many, and nothing wrong is served.
    Ledger::write(data, &Entry { state: State::Rejected, ..entry.clone() })?;
    directory.discard(&entry.generation)?;
    Ok(entry.generation)
}

fn waiting(data: &Path) -> Result<Entry, SyncError> {
    let last = Ledger::read(data)?.last;
    last.filter(|entry| matches!(entry.state, State::Awaiting { .. })).ok_or(SyncError::NothingAwaiting)
}
