//! What is asked again and again of one legal entity, and costs a look at each of its sites: those of biologie
//! médicale that are open, and its groups.

use std::{
    hash::{BuildHasher, BuildHasherDefault},
    sync::{Arc, Mutex, PoisonError},
};

use aiguilleur_domain::{FinessEg, FinessEj};
use aiguilleur_store::StoreError;
use rustc_hash::{FxHashMap, FxHasher};

/// The open sites of biologie médicale and the groups of one legal entity.
#[derive(Debug, Default)]
pub(crate) struct OfEntity {
    pub(crate) open_lbm_sites: Vec<(FinessEg, String)>,
    pub(crate) groups: Vec<(String, String, Vec<FinessEj>)>,
}

/// Parts, so that threads seldom wait for each other.
const PARTS: usize = 16;
/// Entities kept in one part: a national directory has some hundred thousand in all, and few have anything here.
const MAX_OF_PART: usize = 16_384;

/// What was gathered of legal entities, kept as long as the snapshot is.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    parts: [Mutex<FxHashMap<FinessEj, Arc<OfEntity>>>; PARTS],
}

impl Memo {
    /// What is kept of `ej`, gathered when it is not.
    pub(crate) fn of(
        &self,
        ej: FinessEj,
        gather: impl FnOnce() -> Result<OfEntity, StoreError>,
    ) -> Result<Arc<OfEntity>, StoreError> {
        let hash = BuildHasherDefault::<FxHasher>::default().hash_one(ej);
        let part = &self.parts[usize::try_from(hash >> 60).unwrap_or(0) % PARTS];
        if let Some(known) = part.lock().unwrap_or_else(PoisonError::into_inner).get(&ej) {
            return Ok(Arc::clone(known));
        }
        let gathered = Arc::new(gather()?);
        let mut kept = part.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MAX_OF_PART {
            kept.insert(ej, Arc::clone(&gathered));
        }
        Ok(gathered)
    }
}
