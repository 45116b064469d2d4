//! The guards on an import by hand: the same comparison, the same wait for a person.

use std::path::Path;

use jiff::Timestamp;

use super::{Build, Directory, Ledger, State, inspected};
use crate::{
    SyncError,
    guard::{Inspection, Thresholds},
    publisher::utc_day,
    schedule::RunLock,
};

/// An import by hand under guard, begun: no run and no other import takes place until it is dropped.
pub struct ByHand<'a> {
    data: &'a Path,
    directory: &'a dyn Directory,
    based_on: Option<String>,
    now: Timestamp,
    _alone: RunLock,
}

impl<'a> ByHand<'a> {
    /// Begins: notes what is served before anything is built.
    ///
    /// # Errors
    /// When a run is under way, or the data folder cannot be used.
    pub fn begin(data: &'a Path, directory: &'a dyn Directory, now: Timestamp) -> Result<Self, SyncError> {
        let alone = RunLock::take(data, now)?;
        Ok(Self { data, directory, based_on: directory.served()?, now, _alone: alone })
    }

    /// Judges the generation that was built: publishes it, or keeps it for a person to decide on. One that
    /// waited from an earlier import makes room.
    ///
    /// # Errors
    /// When it cannot be counted or published, or the disk refuses; what was served stays served.
    pub fn conclude(self, generation: String, thresholds: &Thresholds) -> Result<Inspection, SyncError> {
        let Self { data, directory, based_on, now, .. } = self;
        let inspection =
            inspected(directory, based_on.as_deref(), &generation, thresholds, utc_day(self.now))?;
        let mut ledger = Ledger::read(data)?.settled(based_on.as_deref());
        let superseded = ledger.by_hand.take();
        if inspection.passed() {
            directory.publish(&generation)?;
        } else {
            let state = State::Awaiting { since: now, inspection: inspection.clone() };
            ledger.by_hand = Some(Build { generation, based_on, left_out: Vec::new(), state });
        }
        ledger.write(data)?;
        if let Some(build) = superseded {
            directory.discard(&build.generation)?;
        }
        Ok(inspection)
    }
}
