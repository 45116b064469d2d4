//! What a reader remembers of its depot: how far the sequence has come, so that it never goes back.

use std::fs;

use aiguilleur_store::DataDir;
use serde::{Deserialize, Serialize};

use crate::{DepotError, Pointer};

const FILE: &str = "depot.json";

/// The last pointer that was followed, and whence.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Memory {
    from: String,
    last: Option<Pointer>,
}

impl Memory {
    /// What is remembered of the depot at `from`: nothing, when another one was followed before.
    pub(super) fn read(data: &DataDir, from: &str) -> Result<Self, DepotError> {
        let path = data.root().join(FILE);
        let nothing = Self { from: from.to_owned(), last: None };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(nothing),
            Err(error) => return Err(DepotError::io("lire", &path)(error)),
        };
        let read: Self =
            serde_json::from_slice(&bytes).map_err(|e| DepotError::io("lire", &path)(e.into()))?;
        Ok(if read.from == from { read } else { nothing })
    }

    /// Refuses a pointer that is older than the last one, or another one of its age.
    pub(super) fn admits(&self, pointer: &Pointer) -> Result<(), DepotError> {
        let Some(last) = &self.last else { return Ok(()) };
        let same = (&last.generation, &last.manifest) == (&pointer.generation, &pointer.manifest);
        if pointer.sequence > last.sequence || (pointer.sequence == last.sequence && same) {
            return Ok(());
        }
        let (came, known) = (pointer.sequence, last.sequence);
        Err(DepotError::Pointer(format!("sa séquence {came} ne suit pas la dernière, {known}")))
    }

    /// Remembers that `pointer` was followed.
    pub(super) fn write(&self, data: &DataDir, pointer: &Pointer) -> Result<(), DepotError> {
        let path = data.root().join(FILE);
        let now = Self { from: self.from.clone(), last: Some(pointer.clone()) };
        let json = serde_json::to_vec_pretty(&now).map_err(|e| DepotError::io("écrire", &path)(e.into()))?;
        aiguilleur_files::replace(&path, &json).map_err(DepotError::io("écrire", &path))
    }
}
