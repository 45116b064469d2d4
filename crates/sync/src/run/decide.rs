//! A person's word on a candidate that waits.

use std::path::Path;

use jiff::Timestamp;

use super::{Build, Directory, Ledger, State};
use crate::{SyncError, schedule::RunLock};

/// Publishes the candidate that waits, or the one of these that is named; tells its name.
///
/// # Errors
/// When none waits or several do, when what is served has changed since (its history would be lost), when a
/// run is under way, or when it does not open; what was served stays served.
pub fn approve(
    data: &Path,
    directory: &dyn Directory,
    named: Option<&str>,
    now: Timestamp,
) -> Result<String, SyncError> {
    let _alone = RunLock::take(data, now)?;
    let served = directory.served()?;
    let mut ledger = Ledger::read(data)?.settled(served.as_deref());
    let build = waiting(&mut ledger, named)?;
    let generation = build.generation.clone();
    if served != build.based_on {
        return Err(SyncError::Superseded { generation });
    }
    directory.publish(&generation)?;
    ledger.settled(Some(&generation)).write(data)?;
    Ok(generation)
}

/// Drops the candidate that waits, or the one of these that is named, for good: the worker does not build the
/// same input again. Tells its name.
///
/// # Errors
/// When none waits or several do, when a run is under way, or when the disk refuses.
pub fn reject(
    data: &Path,
    directory: &dyn Directory,
    named: Option<&str>,
    now: Timestamp,
) -> Result<String, SyncError> {
    let _alone = RunLock::take(data, now)?;
    let mut ledger = Ledger::read(data)?.settled(directory.served()?.as_deref());
    let build = waiting(&mut ledger, named)?;
    let generation = build.generation.clone();
    // Noted first: killed in between, the folder holds a generation too many, and nothing wrong is served.
    build.state = State::Rejected;
    ledger.settled(None).write(data)?;
    directory.discard(&generation)?;
    Ok(generation)
}

/// The build that waits: the only one, or the one named.
fn waiting<'l>(ledger: &'l mut Ledger, named: Option<&str>) -> Result<&'l mut Build, SyncError> {
    let builds = ledger.last.as_mut().map(|entry| &mut entry.build).into_iter().chain(&mut ledger.by_hand);
    let mut waiting = builds.filter(|build| {
        matches!(build.state, State::Awaiting { .. }) && named.is_none_or(|name| name == build.generation)
    });
    match (waiting.next(), waiting.next()) {
        (Some(build), None) => Ok(build),
        (Some(one), Some(other)) => Err(SyncError::SeveralAwaiting {
            generations: [one.generation.as_str(), other.generation.as_str()].join(", "),
        }),
        (None, _) => Err(SyncError::NothingAwaiting { named: named.map(str::to_owned) }),
    }
}
