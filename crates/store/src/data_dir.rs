//! The data folder: which generations there are, which one is served, and who may build.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

use crate::{Building, FileEntry, Generation, GenerationId, Manifest, Receiving, StoreError, building};

/// What a generation that is being removed is called, among what is being built.
const PRUNED: &str = "pruned-";

/// A data folder.
#[derive(Debug, Clone)]
pub struct DataDir {
    root: PathBuf,
}

/// The right to build in a data folder, held by one process at a time.
#[derive(Debug)]
pub(crate) struct WriterLock {
    _file: File,
}

/// What [`DataDir::verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Soundness {
    /// Every file is what the manifest says.
    Sound,
    /// What differs, a line a file.
    Damaged(Vec<String>),
}

impl DataDir {
    /// Opens a data folder, creating it if needed.
    ///
    /// # Errors
    /// When it cannot be created.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let data = Self { root: root.into() };
        let generations = data.generations_dir();
        fs::create_dir_all(&generations).map_err(StoreError::io("créer", &generations))?;
        Ok(data)
    }

    /// A data folder that is only read: nothing is created.
    pub fn existing(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Its path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn generations_dir(&self) -> PathBuf {
        self.root.join("generations")
    }

    pub(crate) fn building_dir(&self) -> PathBuf {
        self.root.join("building")
    }

    pub(crate) fn receiving_dir(&self) -> PathBuf {
        self.root.join("receiving")
    }

    fn readers_dir(&self) -> PathBuf {
        self.root.join("readers")
    }

    pub(crate) fn generation_dir(&self, id: &GenerationId) -> PathBuf {
        self.generations_dir().join(id.as_str())
    }

    fn pointer(&self) -> PathBuf {
        self.root.join("CURRENT")
    }

    /// The generation that is served, if any was published.
    ///
    /// # Errors
    /// When the pointer cannot be read or names nothing.
    pub fn current(&self) -> Result<Option<GenerationId>, StoreError> {
        let path = self.pointer();
        match fs::read_to_string(&path) {
            Ok(name) => name.trim().parse().map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io("lire", &path)(error)),
        }
    }

    /// Every sealed generation, oldest first.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn generations(&self) -> Result<Vec<GenerationId>, StoreError> {
        let dir = self.generations_dir();
        let listing = match fs::read_dir(&dir) {
            Ok(listing) => listing,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::io("lister", &dir)(error)),
        };
        let mut ids: Vec<GenerationId> =
            listing.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect();
        ids.sort();
        Ok(ids)
    }

    /// Opens a generation for reading.
    ///
    /// # Errors
    /// When it is not there, damaged, or of another format.
    pub fn open_generation(&self, id: &GenerationId) -> Result<Generation, StoreError> {
        let dir = self.generation_dir(id);
        if !dir.is_dir() {
            return Err(StoreError::NoGeneration(id.to_string()));
        }
        Generation::open(id.clone(), dir, &self.readers_dir())
    }

    /// Opens the generation that is served.
    ///
    /// # Errors
    /// [`StoreError::Empty`] when none was published, and as [`DataDir::open_generation`].
    pub fn open_current(&self) -> Result<Generation, StoreError> {
        let id = self.current()?.ok_or_else(|| StoreError::Empty { path: self.root.clone() })?;
        self.open_generation(&id)
    }

    /// The manifest of a generation, without opening its tables.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn manifest(&self, id: &GenerationId) -> Result<Manifest, StoreError> {
        Manifest::read(id, &self.generation_dir(id))
    }

    /// The manifest of a generation, byte for byte.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn manifest_bytes(&self, id: &GenerationId) -> Result<Vec<u8>, StoreError> {
        Manifest::bytes(&self.generation_dir(id))
    }

    /// Where a file of a sealed generation is.
    pub fn sealed_file(&self, id: &GenerationId, file: &FileEntry) -> PathBuf {
        self.generation_dir(id).join(&file.path)
    }

    /// Opens a file that is kept with a generation, beside its tables: sealed with it, and read without
    /// opening it. Whoever holds it reads on when the generation is pruned.
    ///
    /// # Errors
    /// [`StoreError::NoGeneration`] when the generation is not there, and when the file is not.
    pub fn open_beside(&self, id: &GenerationId, name: &str) -> Result<File, StoreError> {
        let dir = self.generation_dir(id);
        if !dir.is_dir() {
            return Err(StoreError::NoGeneration(id.to_string()));
        }
        let path = dir.join(name);
        File::open(&path).map_err(StoreError::io("ouvrir", &path))
    }

    /// Begins a generation. Only one process builds at a time.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process builds, or when the disk refuses.
    pub fn begin(&self) -> Result<Building, StoreError> {
        let lock = self.lock()?;
        let counter = self.generations()?.last().and_then(|id| id.as_str().rsplit('-').next()?.parse().ok());
        let id = GenerationId::new(jiff::Timestamp::now(), counter.map_or(1, |n: u32| n.saturating_add(1)));
        Building::begin(self.clone(), id, lock)
    }

    /// Begins to receive the generation that `manifest` seals elsewhere. Nobody builds meanwhile.
    ///
    /// # Errors
    /// When the manifest is not sound or of another format, when another process builds, or when the disk refuses.
    pub fn receive(&self, id: &GenerationId, manifest: Vec<u8>) -> Result<Receiving, StoreError> {
        let read = Manifest::parse(id, &manifest)?;
        Receiving::begin(self.clone(), id.clone(), (read, manifest), self.lock()?)
    }

    fn lock(&self) -> Result<WriterLock, StoreError> {
        let path = self.root.join("LOCK");
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(StoreError::io("ouvrir", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder).map_err(StoreError::io("lire", &path))?;
                return Err(StoreError::Locked { path: self.root.clone(), holder: holder.trim().to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::io("verrouiller", &path)(error)),
        }
        let holder = format!("processus {} depuis {}\n", std::process::id(), jiff::Timestamp::now());
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(holder.as_bytes()))
            .map_err(StoreError::io("écrire", &path))?;
        Ok(WriterLock { _file: file })
    }

    /// Serves `id` from now on: opens it first, then moves the pointer in one rename.
    ///
    /// # Errors
    /// When it does not open or the disk refuses; the pointer has not moved then.
    pub fn publish(&self, id: &GenerationId) -> Result<(), StoreError> {
        drop(self.open_generation(id)?);
        self.note_published(id)?;
        let (path, aside) = (self.pointer(), self.root.join("CURRENT.next"));
        fs::write(&aside, format!("{id}\n")).map_err(StoreError::io("écrire", &aside))?;
        building::sync_path(&aside)?;
        fs::rename(&aside, &path).map_err(StoreError::io("déplacer", &path))?;
        building::sync_path(&self.root)
    }

    /// Notes that `id` was served once. A line too many, left by a kill before the pointer moved, names a
    /// generation that was about to be served: rolling back to it is what its operator wanted.
    fn note_published(&self, id: &GenerationId) -> Result<(), StoreError> {
        let path = self.root.join("PUBLISHED");
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(StoreError::io("ouvrir", &path))?;
        writeln!(file, "{id}").and_then(|()| file.sync_all()).map_err(StoreError::io("écrire", &path))
    }

    /// Whether a generation was ever served.
    pub fn was_published(&self, id: &GenerationId) -> bool {
        let noted = fs::read_to_string(self.root.join("PUBLISHED")).unwrap_or_default();
        noted.lines().any(|line| line == id.as_str())
    }

    /// Serves nothing any more: for a reader whose disk has spoilt what it served. Another is to be published.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn withdraw(&self) -> Result<(), StoreError> {
        let path = self.pointer();
        fs::remove_file(&path).map_err(StoreError::io("supprimer", &path))
    }

    /// Serves the newest generation older than the current one again, among those that were served: a
    /// candidate that nobody published is not one to go back to. The bad one is kept for study.
    ///
    /// # Errors
    /// [`StoreError::NoGeneration`] when there is none, and as [`DataDir::publish`].
    pub fn rollback(&self) -> Result<GenerationId, StoreError> {
        let current = self.current()?.ok_or_else(|| StoreError::Empty { path: self.root.clone() })?;
        let previous = self.generations()?.into_iter().rfind(|id| *id < current && self.was_published(id));
        let previous = previous.ok_or_else(|| StoreError::NoGeneration(format!("antérieure à {current}")))?;
        self.publish(&previous)?;
        Ok(previous)
    }

    /// Removes generations until `keep` are left beside the current one, those newer than it, and `spared`.
    ///
    /// A reader that holds a removed generation keeps reading: on Unix its open files live on.
    ///
    /// # Errors
    /// When a folder cannot be removed.
    pub fn prune(&self, keep: usize, spared: &[GenerationId]) -> Result<Vec<GenerationId>, StoreError> {
        self.sweep_pruned()?;
        let current = self.current()?;
        let older: Vec<_> = self
            .generations()?
            .into_iter()
            .filter(|id| current.as_ref().is_some_and(|c| id < c) && !spared.contains(id))
            .collect();
        let surplus = older.len().saturating_sub(keep);
        for id in &older[..surplus] {
            self.remove(id)?;
        }
        Ok(older[..surplus].to_vec())
    }

    /// Removes a generation that will not be served, such as a refused candidate. One that is already gone is
    /// no error.
    ///
    /// # Errors
    /// [`StoreError::Served`] when it is the one that is served, or when the disk refuses.
    pub fn discard(&self, id: &GenerationId) -> Result<(), StoreError> {
        if self.current()?.as_ref() == Some(id) {
            return Err(StoreError::Served(id.to_string()));
        }
        if self.generation_dir(id).exists() { self.remove(id) } else { Ok(()) }
    }

    /// Removes what a kill left of a removal.
    fn sweep_pruned(&self) -> Result<(), StoreError> {
        let entries = fs::read_dir(self.building_dir()).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PRUNED)) {
                fs::remove_dir_all(&path).map_err(StoreError::io("supprimer", &path))?;
            }
        }
        Ok(())
    }

    fn remove(&self, id: &GenerationId) -> Result<(), StoreError> {
        let (dir, aside) = (self.generation_dir(id), self.building_dir().join(format!("{PRUNED}{id}")));
        // Moved away first, so that a kill in the middle never leaves half a generation in the list.
        fs::create_dir_all(self.building_dir()).map_err(StoreError::io("créer", &aside))?;
        fs::rename(&dir, &aside).map_err(StoreError::io("déplacer", &dir))?;
        fs::remove_dir_all(&aside).map_err(StoreError::io("supprimer", &aside))?;
        let copies = self.readers_dir().join(id.as_str());
        if copies.exists() {
            fs::remove_dir_all(&copies).map_err(StoreError::io("supprimer", &copies))?;
        }
        Ok(())
    }

    /// Reads every file of a generation again and compares it with the manifest.
    ///
    /// # Errors
    /// When the manifest or a file cannot be read at all.
    pub fn verify(&self, id: &GenerationId) -> Result<Soundness, StoreError> {
        let manifest = self.manifest(id)?;
        let found = building::hash_files(&self.generation_dir(id))?;
        let mut differences = Vec::new();
        for expected in &manifest.files {
            match found.iter().find(|file| file.path == expected.path) {
                None => differences.push(format!("{} : absent", expected.path)),
                Some(file) if file != expected => differences.push(format!("{} : altéré", expected.path)),
                Some(_) => {}
            }
        }
        for file in found.iter().filter(|f| !manifest.files.iter().any(|e| e.path == f.path)) {
            differences.push(format!("{} : hors du manifeste", file.path));
        }
        Ok(if differences.is_empty() { Soundness::Sound } else { Soundness::Damaged(differences) })
    }
}
