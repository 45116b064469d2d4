//! Those who must not be shown, hidden wherever a generation is read: it may have been built before.

use std::sync::Arc;

use aiguilleur_domain::{IdNatPp, IdNatStruct};
use aiguilleur_store::{DataDir, Forgotten, Record, StoreError};

use super::Snapshot;
use crate::table;

impl Snapshot {
    /// Looks again who is forgotten. To be called every few seconds.
    pub(crate) fn look_who_is_forgotten(&self, data: &DataDir) -> Result<(), StoreError> {
        let forgotten = data.forgotten_in(self.id())?;
        if **self.forgotten.load() != forgotten {
            self.forgotten.store(Arc::new(forgotten));
        }
        Ok(())
    }

    /// Whether the person of a key must not be shown.
    pub(crate) fn is_forgotten(&self, key: &str) -> bool {
        self.forgotten.load().holds(key)
    }

    /// Who must not be shown, for a walk over all records.
    pub(crate) fn forgotten(&self) -> Arc<Forgotten> {
        self.forgotten.load_full()
    }

    /// The record of a person who may be shown.
    pub(crate) fn person_record(&self, id: IdNatPp) -> Result<Option<Record>, StoreError> {
        let today = self.key_today(id)?;
        let forgotten = self.is_forgotten(&table::person_key(id)) || self.is_forgotten(&today);
        if forgotten { Ok(None) } else { self.people.get(today.as_bytes()) }
    }

    /// Whether a structure is but the cabinet of somebody who must not be shown: nobody else practises there.
    pub(crate) fn is_of_the_forgotten(&self, place_key: &str) -> Result<bool, StoreError> {
        if self.forgotten.load().is_empty() {
            return Ok(false);
        }
        let Ok(IdNatStruct::RppsRang(rang)) = place_key.parse() else { return Ok(false) };
        let holder = table::person_key(IdNatPp::Rpps(rang.holder()));
        Ok(self.is_forgotten(&holder) && self.count_practitioners(place_key, 1)? == 0)
    }
}
