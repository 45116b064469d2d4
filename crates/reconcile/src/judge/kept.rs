//! Decisions on structures, kept while a file is judged: a hospital's number stands on the records of all who practise
//! there, and its answer names each of its sites.

use std::sync::{Arc, Mutex, PoisonError};

use aiguilleur_directory::{Decided, DecisionRequest, Snapshot, StructureId};
use aiguilleur_domain::IdNatStruct;
use aiguilleur_store::StoreError;
use rustc_hash::FxHashMap;

/// The most decisions kept; with one more, all are dropped. That of the largest legal entities is some 200 KiB.
const MOST: usize = 128;

type Known = FxHashMap<(IdNatStruct, DecisionRequest), Option<Arc<Decided>>>;

/// Cheap to clone; clones share what they keep.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept(Arc<Mutex<Known>>);

impl Kept {
    /// The decision on a structure, made once; nothing when the directory does not know the number.
    pub(super) fn decide(
        &self,
        snapshot: &Snapshot,
        id: IdNatStruct,
        request: &DecisionRequest,
    ) -> Result<Option<Arc<Decided>>, StoreError> {
        let key = (id, request.clone());
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let decided = snapshot.decide_for_structure(StructureId::Known(id), request)?.map(Arc::new);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() == MOST {
            known.clear();
        }
        known.insert(key, decided.clone());
        Ok(decided)
    }
}
