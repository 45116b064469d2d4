//! The folder of an export: written aside, put in place by one rename, and never over what no export wrote.
//!
//! What is written lies beside its place, under a name that begins with a dot. The process that holds the lock of that folder may
//! write it; what a killed export left there is swept by the next one.

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::{
    ExportError,
    manifest::{FILE, Manifest, SUCCESS},
    page,
};

/// What happens to an export that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is exported.
    Kept,
    /// The new one takes its place.
    Replaced,
}

/// A folder being written.
#[derive(Debug)]
pub(crate) struct Folder {
    target: PathBuf,
    aside: PathBuf,
    existing: Existing,
    /// Holds the lock.
    lock: File,
}

impl Folder {
    /// Begins the folder of `target`.
    pub(crate) fn begin(target: &Path, existing: Existing) -> Result<Self, ExportError> {
        let target = std::path::absolute(target).map_err(ExportError::io("trouver", target))?;
        check(&target, existing)?;
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            let found = target.display().to_string();
            return Err(ExportError::NotOurs { path: target, found });
        };
        fs::create_dir_all(parent).map_err(ExportError::io("créer", parent))?;
        let aside = parent.join(format!(".{}.aiguilleur-export", name.display()));
        let lock = claim(&aside, &target)?;
        for entry in fs::read_dir(&aside).map_err(ExportError::io("lister", &aside))? {
            let left = entry.map_err(ExportError::io("lister", &aside))?.path();
            let swept = if left.is_dir() { fs::remove_dir_all(&left) } else { fs::remove_file(&left) };
            swept.map_err(ExportError::io("supprimer", &left))?;
        }
        Ok(Self { target, aside, existing, lock })
    }

    /// Where to write.
    pub(crate) fn path(&self) -> &Path {
        &self.aside
    }

    /// Makes the folder of a table.
    pub(crate) fn table(&self, name: &str) -> Result<(), ExportError> {
        let folder = self.aside.join(name);
        fs::create_dir(&folder).map_err(ExportError::io("créer", &folder))
    }

    /// Writes what ends an export, and puts it in place.
    pub(crate) fn finish(self, manifest: &Manifest) -> Result<(), ExportError> {
        let json = serde_json::to_vec_pretty(manifest).map_err(|error| ExportError::Io {
            operation: "écrire",
            path: self.aside.join(FILE),
            source: error.into(),
        })?;
        for table in &manifest.tables {
            synced(&self.aside.join(&table.name))?;
        }
        self.write(page::FILE, page::page().as_bytes())?;
        self.write(FILE, &json)?;
        self.write(SUCCESS, b"")?;
        synced(&self.aside)?;
        // Whatever came there meanwhile is not ours to remove.
        check(&self.target, self.existing)?;
        self.place()?;
        self.target.parent().map_or(Ok(()), synced)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        let path = self.aside.join(name);
        let written =
            File::create_new(&path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
        written.map_err(ExportError::io("écrire", &path))
    }

    fn place(&self) -> Result<(), ExportError> {
        let failed = |source| ExportError::io("mettre en place", &self.target)(source);
        if !self.target.join(FILE).exists() {
            return fs::rename(&self.aside, &self.target).map_err(failed);
        }
        // Both change places at once: a reader finds the one or the other.
        if renameat_with(CWD, &self.aside, CWD, &self.target, RenameFlags::EXCHANGE).is_err() {
            // Some network file systems cannot: there, the place is empty for an instant.
            let old = self.aside.join("old");
            fs::rename(&self.target, &old).map_err(failed)?;
            fs::rename(&self.aside, &self.target).map_err(failed)?;
            let old = self.target.join("old");
            return fs::remove_dir_all(&old).map_err(ExportError::io("supprimer", &old));
        }
        fs::remove_dir_all(&self.aside).map_err(ExportError::io("supprimer", &self.aside))
    }
}

/// An export that failed takes nothing with it but what it wrote.
impl Drop for Folder {
    fn drop(&mut self) {
        let ours = same(&self.lock, &self.aside).unwrap_or(false);
        if ours {
            // What cannot be removed is swept by the next export.
            fs::remove_dir_all(&self.aside).unwrap_or_default();
        }
    }
}

/// The folder at `aside`, made if need be, and its lock.
fn claim(aside: &Path, target: &Path) -> Result<File, ExportError> {
    loop {
        match fs::create_dir(aside) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(ExportError::io("créer", aside)(error));
            }
            _ => {}
        }
        let lock = File::open(aside).map_err(ExportError::io("ouvrir", aside))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ExportError::Taken { path: target.to_owned() }),
            Err(TryLockError::Error(error)) => return Err(ExportError::io("verrouiller", aside)(error)),
        }
        // Between the two, the other process may have put it in place: then another is made.
        if same(&lock, aside).map_err(ExportError::io("ouvrir", aside))? {
            return Ok(lock);
        }
    }
}

/// Whether a handle is of the folder that stands at `path`.
fn same(handle: &File, path: &Path) -> io::Result<bool> {
    let held = handle.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((held.dev(), held.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether an export may go to `target`: there is nothing, or what an export wrote and nothing else.
fn check(target: &Path, existing: Existing) -> Result<(), ExportError> {
    let not_ours = |found: &str| ExportError::NotOurs { path: target.to_owned(), found: found.to_owned() };
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(ExportError::io("lire", target)(error)),
        Ok(metadata) if !metadata.is_dir() => return Err(not_ours("un fichier ou un lien")),
        Ok(_) => {}
    }
    let mut there = BTreeSet::new();
    list(target, "", &mut there).map_err(ExportError::io("lister", target))?;
    let Some(first) = there.first() else { return Ok(()) };
    let manifest = fs::read(target.join(FILE)).ok().and_then(|bytes| Manifest::read(&bytes));
    let manifest = manifest.ok_or_else(|| not_ours(first))?;
    let files = manifest.tables.iter().flat_map(|table| &table.files).map(|file| file.path.as_str());
    let known: BTreeSet<&str> = files.chain([FILE, SUCCESS, page::FILE]).collect();
    if let Some(stranger) = there.iter().find(|path| !known.contains(path.as_str())) {
        return Err(not_ours(stranger));
    }
    match existing {
        Existing::Kept => Err(ExportError::Existing { path: target.to_owned() }),
        Existing::Replaced => Ok(()),
    }
}

/// The files under `folder`, by their paths from the first one.
fn list(folder: &Path, below: &str, into: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{below}{}", entry.file_name().display());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), into)?;
        } else {
            into.insert(path);
        }
    }
    Ok(())
}

/// Makes the names in a folder durable.
fn synced(folder: &Path) -> Result<(), ExportError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(ExportError::io("écrire", folder))
}
