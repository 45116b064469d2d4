//! Small files of the data folder: what a run notes for the next one. Each is replaced in one rename.

use std::path::Path;

use serde::Serialize;

use crate::SyncError;

/// Replaces the file at `path`.
pub(crate) fn replace(path: &Path, json: &impl Serialize) -> Result<(), SyncError> {
    let bytes = serde_json::to_vec_pretty(json).map_err(|e| SyncError::io("écrire", path)(e.into()))?;
    aiguilleur_files::replace(path, &bytes).map_err(SyncError::io("écrire", path))
}
