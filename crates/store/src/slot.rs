//! Reading slots: a process's own working copy of a generation's sled folder.
//!
//! sled has no read-only mode: opening a folder locks it to one process and writes to it. A sealed
//! generation must not change and any number of processes read it, so each reader opens a copy. Copies are
//! kept beside the generations and taken again by the next process: a slot belongs to whoever holds its lock
//! file, and only a crowd of readers makes more than one.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io,
    path::{Path, PathBuf},
};

use crate::{GenerationId, StoreError, building};

/// Readers of one generation on one machine; more than this is a leak, not a load.
const MAX_SLOTS: usize = 256;

/// A claimed slot. Dropping it leaves the copy for the next reader.
#[derive(Debug)]
pub(crate) struct Slot {
    dir: PathBuf,
    _lock: File,
}

impl Slot {
    /// Claims a free slot of the generation sealed at `sealed`, under `readers`; where that folder cannot be
    /// written (a volume that is full or read-only), under the system's temporary folder.
    pub(crate) fn claim(readers: &Path, id: &GenerationId, sealed: &Path) -> Result<Self, StoreError> {
        Self::claim_in(readers.join(id.as_str()), sealed).or_else(|refused| {
            tracing::debug!(%refused, "reading from a copy in the temporary folder");
            Self::claim_in(elsewhere(sealed).join(id.as_str()), sealed)
        })
    }

    fn claim_in(base: PathBuf, sealed: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(&base).map_err(StoreError::io("créer", &base))?;
        for number in 0..MAX_SLOTS {
            if let Some(slot) = Self::try_claim(&base, number, sealed)? {
                return Ok(slot);
            }
        }
        Err(StoreError::Io {
            operation: "réserver une copie de lecture dans",
            path: base,
            source: std::io::Error::other("toutes les copies sont prises"),
        })
    }

    fn try_claim(base: &Path, number: usize, sealed: &Path) -> Result<Option<Self>, StoreError> {
        let lock_path = base.join(format!("{number}.lock"));
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(StoreError::io("ouvrir", &lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(StoreError::io("verrouiller", &lock_path)(error)),
        }
        let dir = base.join(number.to_string());
        if !dir.exists() {
            let aside = base.join(format!("{number}.copying"));
            if aside.exists() {
                fs::remove_dir_all(&aside).map_err(StoreError::io("supprimer", &aside))?;
            }
            copy_folder(sealed, &aside).inspect_err(|_| {
                // Half a copy helps nobody, least of all on a full disk.
                fs::remove_dir_all(&aside).unwrap_or_default();
            })?;
            fs::rename(&aside, &dir).map_err(StoreError::io("déplacer", &dir))?;
        }
        Ok(Some(Self { dir, _lock: lock }))
    }

    /// The folder that sled may open.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Throws the copy away, so that the next claim makes a new one: for a copy that does not open.
    pub(crate) fn discard(self) -> Result<(), StoreError> {
        fs::remove_dir_all(&self.dir).map_err(StoreError::io("supprimer", &self.dir))
    }
}

/// Where copies go that cannot lie beside the generations: apart for each data folder, since two of them may
/// well have given one name.
fn elsewhere(sealed: &Path) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    sealed.hash(&mut hasher);
    std::env::temp_dir().join("aiguilleur-readers").join(format!("{:016x}", hasher.finish()))
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(to).map_err(StoreError::io("créer", to))?;
    let copied = building::each_file(building::files(from)?, |source| {
        let target = to.join(source.strip_prefix(from).unwrap_or(source));
        // Not `fs::copy`, which would hand a read-only file's permissions on to a copy that sled writes to.
        let copy = |target: &Path| io::copy(&mut File::open(source)?, &mut File::create(target)?);
        let made = target.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| copy(&target)).map_err(StoreError::io("copier", source))
    });
    copied.map(drop)
}
