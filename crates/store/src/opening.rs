//! Reading of a sealed generation's sled folder, which sled itself has no way to do without writing.
//!
//! sled has no read-only mode: opening a folder locks it and writes to it. A sealed generation must not change and any
//! number of processes read it, so each opens a copy: a few megabytes in a folder of its own, of a random name and
//! readable by its owner only, hashed against the manifest while it is made, read into memory, and removed.

use std::{
    collections::BTreeMap,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    time::SystemTime,
};

use tempfile::TempDir;

use crate::{FileEntry, GenerationId, Manifest, StoreError, table::Index};

/// The folder of sled's files in a generation.
const SLED: &str = "store/";

/// sled's page cache while the index is read: more than a national directory's.
const CACHE_BYTES: u64 = 32 << 20;

/// The indexes of every table of the generation in `dir`, by name. The copy is made in the system's temporary folder,
/// or in `readers` where that is full or missing.
pub(crate) fn indexes(
    (id, dir): (&GenerationId, &Path),
    manifest: &Manifest,
    readers: &Path,
) -> Result<BTreeMap<String, Index>, StoreError> {
    let damaged = |detail: String| StoreError::Damaged { generation: id.to_string(), detail };
    let (db, _copy) = sled_of((id, dir), manifest, readers)?;
    Index::read_all(&db)?.ok_or_else(|| damaged("l'index des tables est illisible".to_owned()))
}

/// sled over a copy of its files, which lives as long as the folder that comes with it.
pub(crate) fn sled_of(
    (id, dir): (&GenerationId, &Path),
    manifest: &Manifest,
    readers: &Path,
) -> Result<(sled::Db, TempDir), StoreError> {
    let damaged = |detail: String| StoreError::Damaged { generation: id.to_string(), detail };
    let sealed = || manifest.files.iter().filter(|file| file.path.starts_with(SLED));
    let copy = copy(dir, &std::env::temp_dir(), sealed()).or_else(|_| {
        aiguilleur_files::create_folder(readers).map_err(StoreError::io("créer", readers))?;
        copy(dir, readers, sealed())
    })?;
    let Some(copy) = copy else {
        return Err(damaged("l'index des tables diffère de ce qui a été scellé".to_owned()));
    };
    clock_is_set()?;
    let config = sled::Config::new().path(copy.path().join("store")).cache_capacity(CACHE_BYTES);
    let db = config.flush_every_ms(None).open().map_err(StoreError::sled("ouvrir"))?;
    Ok((db, copy))
}

/// Whether sled can be asked for anything: it panics at a time before 1970.
pub(crate) fn clock_is_set() -> Result<(), StoreError> {
    if SystemTime::now() < SystemTime::UNIX_EPOCH { Err(StoreError::Clock) } else { Ok(()) }
}

/// A copy of `files` of `dir` in a new folder under `parent`; `None` when one is not what the manifest says.
fn copy<'f>(
    dir: &Path,
    parent: &Path,
    files: impl Iterator<Item = &'f FileEntry>,
) -> Result<Option<TempDir>, StoreError> {
    let private = Permissions::from_mode(0o700);
    let made = tempfile::Builder::new().prefix("aiguilleur-").permissions(private).tempdir_in(parent);
    let copy = made.map_err(StoreError::io("créer une copie de lecture dans", parent))?;
    for file in files {
        let (from, to) = (dir.join(&file.path), copy.path().join(&file.path));
        // A few megabytes together.
        let bytes = fs::read(&from).map_err(StoreError::io("lire", &from))?;
        if aiguilleur_files::hash(&bytes).sha256 != file.sha256 {
            return Ok(None);
        }
        let folder = to.parent().unwrap_or(parent);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&to, bytes));
        written.map_err(StoreError::io("écrire", &to))?;
    }
    Ok(Some(copy))
}
