//! Small files of the data folder: what a run notes for the next one. Each is replaced in one rename.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
};

use serde::Serialize;

use crate::SyncError;

/// Replaces the file at `path`.
pub(crate) fn replace(path: &Path, json: &impl Serialize) -> Result<(), SyncError> {
    let aside = path.with_extension("json.next");
    let bytes = serde_json::to_vec_pretty(json).map_err(|e| SyncError::io("écrire", path)(e.into()))?;
    let mut file = File::create(&aside).map_err(SyncError::io("créer", &aside))?;
    file.write_all(&bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&aside, path))
        .map_err(SyncError::io("écrire", path))
}
