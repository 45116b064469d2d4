//! A generation being built: invisible until it is sealed, verified and published.

use std::{
    cmp::Reverse,
    fs::{self, File},
    panic::resume_unwind,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use aiguilleur_files::{Lock, hash_reader};

use crate::{
    DataDir, FileEntry, Forgotten, GenerationId, Manifest, StoreError, TableWriter, forgotten, opening,
};

/// sled's page cache while building: places of blocks are written once, in order, and not read back.
const WRITE_CACHE_BYTES: u64 = 32 << 20;

/// The folder of the tables' blocks, a file a table.
pub(crate) const BLOCKS: &str = "blocks";

/// A generation being built. Dropping it abandons it and removes what it wrote; a kill's leftovers are swept when the
/// next one begins.
#[derive(Debug)]
pub struct Building {
    data: DataDir,
    id: GenerationId,
    dir: PathBuf,
    db: Option<sled::Db>,
    forgotten: Forgotten,
    _lock: Lock,
}

impl Building {
    pub(crate) fn begin(data: DataDir, id: GenerationId, lock: Lock) -> Result<Self, StoreError> {
        let parent = data.building_dir();
        if parent.exists() {
            fs::remove_dir_all(&parent).map_err(StoreError::io("nettoyer", &parent))?;
        }
        let dir = parent.join(id.as_str());
        for part in ["search", "runs", BLOCKS] {
            aiguilleur_files::create_folder(&dir.join(part)).map_err(StoreError::io("créer", &dir))?;
        }
        opening::clock_is_set()?;
        let db = sled::Config::new()
            .path(dir.join("store"))
            .mode(sled::Mode::HighThroughput)
            .cache_capacity(WRITE_CACHE_BYTES)
            .flush_every_ms(None)
            .open()
            .map_err(StoreError::sled("créer"))?;
        let forgotten = data.forgotten()?;
        Ok(Self { data, id, dir, db: Some(db), forgotten, _lock: lock })
    }

    /// The name it will have.
    pub const fn id(&self) -> &GenerationId {
        &self.id
    }

    /// Who is to be left out of it: the list is sealed with it.
    pub const fn forgotten(&self) -> &Forgotten {
        &self.forgotten
    }

    /// Where the full-text index goes.
    pub fn search_dir(&self) -> PathBuf {
        self.dir.join("search")
    }

    /// Where sorted runs are spilled; gone when the generation is sealed.
    pub fn runs_dir(&self) -> PathBuf {
        self.dir.join("runs")
    }

    /// Where rejects are written, one JSON object a line.
    pub fn rejects_path(&self) -> PathBuf {
        self.dir.join("rejects.jsonl")
    }

    /// Where a file that is kept with the generation is written, beside its tables.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Writes a file that is kept with the generation, beside its tables.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write_beside(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.beside(name);
        aiguilleur_files::write(&path, bytes).map_err(StoreError::io("écrire", &path))
    }

    /// A writer of the table `name`; its records must come in ascending key order.
    ///
    /// # Errors
    /// When sled refuses, or the table was begun before.
    pub fn table(&self, name: &'static str) -> Result<TableWriter, StoreError> {
        let db = self.db.as_ref().ok_or_else(|| StoreError::Table {
            table: name.to_owned(),
            detail: "la génération est déjà scellée".to_owned(),
        })?;
        let tree = db.open_tree(name).map_err(StoreError::sled("créer"))?;
        TableWriter::create(name, tree, self.dir.join(BLOCKS).join(name))
    }

    /// Seals the generation: flushes, hashes every file, writes the manifest, moves it among the others.
    /// It is not served until [`DataDir::publish`].
    ///
    /// # Errors
    /// When the disk refuses; nothing that is served has changed.
    pub fn seal(mut self, mut manifest: Manifest) -> Result<GenerationId, StoreError> {
        if let Some(db) = self.db.take() {
            db.flush().map_err(StoreError::sled("écrire sur le disque"))?;
        }
        let runs = self.runs_dir();
        fs::remove_dir_all(&runs).map_err(StoreError::io("supprimer", &runs))?;
        let forgotten = self.forgotten.sealed().map_err(std::io::Error::from);
        if let Some(list) = forgotten.map_err(StoreError::io("écrire", &runs))? {
            self.write_beside(forgotten::FILE, &list)?;
        }
        manifest.files = hash_files(&self.dir)?;
        manifest.write(&self.dir)?;
        aiguilleur_files::close(&self.dir).map_err(StoreError::io("fermer aux autres", &self.dir))?;
        sync_path(&self.dir)?;
        let target = self.data.generation_dir(&self.id);
        fs::rename(&self.dir, &target).map_err(StoreError::io("déplacer", &target))?;
        sync_path(&self.data.generations_dir())?;
        Ok(self.id.clone())
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        drop(self.db.take());
        // Sealed, it is elsewhere.
        if self.dir.exists()
            && let Err(error) = fs::remove_dir_all(&self.dir)
        {
            tracing::warn!(%error, "what an abandoned import wrote could not be removed");
        }
    }
}

/// Flushes a file or a folder to the disk.
pub(crate) fn sync_path(path: &Path) -> Result<(), StoreError> {
    aiguilleur_files::sync(path).map_err(StoreError::io("écrire sur le disque", path))
}

/// Threads that go through files: a generation has some large ones and many small ones, and each waits for the disk
/// in turn, so that more than there are cores are at work.
const AT_WORK: usize = 4;

/// Every file below `dir` but the manifest, sorted by path, flushed and hashed.
pub(crate) fn hash_files(dir: &Path) -> Result<Vec<FileEntry>, StoreError> {
    let mut found = files(dir)?;
    found.retain(|(path, _)| *path != dir.join("manifest.json"));
    let mut entries = each_file(found, |path| hash_file(dir, path))?;
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// What `work` makes of each file, in no order, on several threads.
pub(crate) fn each_file<T: Send>(
    mut files: Vec<(PathBuf, u64)>,
    work: impl Fn(&Path) -> Result<T, StoreError> + Sync,
) -> Result<Vec<T>, StoreError> {
    // The largest first, so that no thread is left with it at the end.
    files.sort_by_key(|(_, size)| Reverse(*size));
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        while let Some((path, _)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(work(path)?);
        }
        Ok::<_, StoreError>(done)
    };
    let parts: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_WORK).map(|_| scope.spawn(some)).collect();
        let joined =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        joined.collect::<Result<_, _>>()
    })?;
    Ok(parts.into_iter().flatten().collect())
}

/// Every file below `dir` and its size.
pub(crate) fn files(dir: &Path) -> Result<Vec<(PathBuf, u64)>, StoreError> {
    let (mut files, mut folders) = (Vec::new(), vec![dir.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(StoreError::io("lister", &folder))? {
            let entry = entry.map_err(StoreError::io("lister", &folder))?;
            let metadata = entry.metadata().map_err(StoreError::io("lister", &folder))?;
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                files.push((entry.path(), metadata.len()));
            }
        }
    }
    Ok(files)
}

pub(crate) fn hash_file(dir: &Path, path: &Path) -> Result<FileEntry, StoreError> {
    let file = File::open(path).map_err(StoreError::io("lire", path))?;
    file.sync_all().map_err(StoreError::io("écrire sur le disque", path))?;
    let hashed = hash_reader(file).map_err(StoreError::io("lire", path))?;
    let relative = path.strip_prefix(dir).unwrap_or(path);
    let path = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    Ok(FileEntry { path, size: hashed.size, sha256: hashed.sha256 })
}
