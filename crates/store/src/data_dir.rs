//! The data folder: which generations there are, which one is served, and who may build.

use std::{
    collections::HashSet,
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use aiguilleur_files::Lock;

use crate::{Building, FileEntry, Generation, GenerationId, Manifest, Receiving, StoreError, building};

/// A data folder.
#[derive(Debug, Clone)]
pub struct DataDir {
    root: PathBuf,
    /// Files beside tables that were compared with their manifests: sealed files do not change, and are hashed once.
    verified: Arc<Mutex<HashSet<PathBuf>>>,
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
        let data = Self::existing(root);
        for folder in [data.root.clone(), data.generations_dir()] {
            // Whatever the umask: a restricted extraction may be imported.
            aiguilleur_files::create_folder(&folder).map_err(StoreError::io("créer", &folder))?;
        }
        Ok(data)
    }

    /// A data folder that is only read: nothing is created.
    pub fn existing(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), verified: Arc::default() }
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

    pub(crate) fn readers_dir(&self) -> PathBuf {
        self.root.join("readers")
    }

    pub(crate) fn generation_dir(&self, id: &GenerationId) -> PathBuf {
        self.generations_dir().join(id.as_str())
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

    /// Opens the generation that is served and of format 1, for what an import continues of it: its tables are laid
    /// out anew in the data folder, as long as it is open.
    ///
    /// # Errors
    /// As [`DataDir::open_current`].
    pub fn open_former(&self) -> Result<Generation, StoreError> {
        let id = self.current()?.ok_or_else(|| StoreError::Empty { path: self.root.clone() })?;
        Generation::open_former(id.clone(), &self.generation_dir(&id), &self.readers_dir())
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
    /// opening it. Its holder reads on when the generation is pruned.
    ///
    /// # Errors
    /// [`StoreError::NoGeneration`] when the generation is not there, and when the file is not, or is not what was
    /// sealed.
    pub fn open_beside(&self, id: &GenerationId, name: &str) -> Result<File, StoreError> {
        let dir = self.generation_dir(id);
        if !dir.is_dir() {
            return Err(StoreError::NoGeneration(id.to_string()));
        }
        let path = dir.join(name);
        let file = File::open(&path).map_err(StoreError::io("ouvrir", &path))?;
        self.verify_once(id, name, &path)?;
        Ok(file)
    }

    fn verify_once(&self, id: &GenerationId, name: &str, path: &Path) -> Result<(), StoreError> {
        let verified = || self.verified.lock().unwrap_or_else(PoisonError::into_inner);
        if verified().contains(path) {
            return Ok(());
        }
        let manifest = match self.manifest(id) {
            // A generation of another format cannot be verified here; its census is compared anyway.
            Err(StoreError::Format { .. }) => return Ok(()),
            manifest => manifest?,
        };
        let sealed = manifest.files.iter().find(|file| file.path == name);
        let found = File::open(path).and_then(aiguilleur_files::hash_reader);
        let found = found.map_err(StoreError::io("lire", path))?;
        if sealed.is_none_or(|sealed| sealed.sha256 != found.sha256) {
            let detail = format!("{name} diffère de ce qui a été scellé");
            return Err(StoreError::Damaged { generation: id.to_string(), detail });
        }
        verified().insert(path.to_owned());
        Ok(())
    }

    /// Begins a generation. Only one process builds at a time.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process builds, or when the disk refuses.
    pub fn begin(&self) -> Result<Building, StoreError> {
        let lock = self.lock()?;
        self.has_room()?;
        let id = GenerationId::new(jiff::Timestamp::now(), self.next_counter()?);
        Building::begin(self.clone(), id, lock)
    }

    /// A counter that no generation was ever given here, whatever the clock does and whatever was removed since.
    fn next_counter(&self) -> Result<u32, StoreError> {
        let path = self.root.join("COUNTER");
        let given = fs::read_to_string(&path).ok().and_then(|last| last.trim().parse().ok()).unwrap_or(0);
        let known = self.published().into_iter().chain(self.generations()?).map(|id| id.counter());
        let next = known.chain([given]).max().unwrap_or(0).saturating_add(1);
        let written = aiguilleur_files::replace(&path, format!("{next}\n").as_bytes());
        written.map_err(StoreError::io("écrire", &path))?;
        Ok(next)
    }

    /// Begins to receive the generation that `manifest` seals elsewhere. Nobody builds meanwhile.
    ///
    /// # Errors
    /// When the manifest is not sound or of another format, when another process builds, or when the disk refuses.
    pub fn receive(&self, id: &GenerationId, manifest: Vec<u8>) -> Result<Receiving, StoreError> {
        let read = Manifest::parse(id, &manifest)?;
        Receiving::begin(self.clone(), id.clone(), (read, manifest), self.lock()?)
    }

    /// Whether the disk has room for one more generation like the served one; with none, nothing is known.
    fn has_room(&self) -> Result<(), StoreError> {
        let Some(manifest) = self.current()?.and_then(|id| self.manifest(&id).ok()) else { return Ok(()) };
        let needed: u64 = manifest.files.iter().map(|file| file.size).sum();
        let disk = rustix::fs::statvfs(&self.root).map_err(std::io::Error::from);
        let disk = disk.map_err(StoreError::io("lire", &self.root))?;
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        if free > needed {
            return Ok(());
        }
        Err(StoreError::NoRoom { path: self.root.clone(), free: free >> 20, needed: needed >> 20 })
    }

    pub(crate) fn lock(&self) -> Result<Lock, StoreError> {
        let path = self.root.join("LOCK");
        let note = format!("processus {} depuis {}\n", std::process::id(), jiff::Timestamp::now());
        let taken = Lock::try_take(&path, &note).map_err(StoreError::io("verrouiller", &path))?;
        taken.map_err(|holder| StoreError::Locked { path: self.root.clone(), holder })
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
