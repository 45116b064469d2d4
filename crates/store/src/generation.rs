//! A sealed generation, open for reading.

use std::{
    cmp::Ordering,
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

use tempfile::TempDir;

use crate::{
    BlockCache, Manifest, StoreError, Table, building, opening,
    table::{Blocks, Index},
};

/// Name of a generation: the UTC instant it was begun and a counter (`20261120T081200-000001`). Generations are ordered
/// by their counters: clocks go back.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GenerationId(String);

impl Ord for GenerationId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.counter().cmp(&other.counter()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for GenerationId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl GenerationId {
    pub(crate) fn new(begun: jiff::Timestamp, counter: u32) -> Self {
        Self(format!("{}-{counter:06}", begun.strftime("%Y%m%dT%H%M%S")))
    }

    pub(crate) fn counter(&self) -> u32 {
        // Both are digits: a name that is none is not made.
        self.0.rsplit('-').next().and_then(|counter| counter.parse().ok()).unwrap_or(0)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for GenerationId {
    type Err = StoreError;

    /// Accepts only names that this crate gives: a generation's name becomes a path.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        let parts = text.split_once('T').and_then(|(day, rest)| Some((day, rest.split_once('-')?)));
        match parts {
            Some((day, (time, counter))) if digits(day, 8) && digits(time, 6) && digits(counter, 6) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(StoreError::NoGeneration(text.chars().take(40).collect())),
        }
    }
}

impl fmt::Display for GenerationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A sealed generation, open for reading. Cheap to share behind an `Arc`; it never changes.
#[derive(Debug)]
pub struct Generation {
    id: GenerationId,
    dir: PathBuf,
    manifest: Manifest,
    tables: BTreeMap<String, Arc<Index>>,
    /// The folder that is removed with it, where its tables had to be laid out anew.
    _laid_out: Option<Arc<TempDir>>,
}

impl Generation {
    /// One whose tables were laid out in `folder`.
    pub(crate) fn former(
        id: GenerationId,
        manifest: Manifest,
        tables: BTreeMap<String, Arc<Index>>,
        folder: TempDir,
    ) -> Self {
        Self { id, dir: folder.path().to_owned(), manifest, tables, _laid_out: Some(Arc::new(folder)) }
    }

    /// Every file is there in its size, and the tables' index and what describes the others are what was sealed; each
    /// block is verified when read, and what lies beside the tables when it is opened.
    pub(crate) fn open(id: GenerationId, dir: PathBuf, readers: &Path) -> Result<Self, StoreError> {
        let manifest = Manifest::read(&id, &dir)?;
        let damaged = |detail| StoreError::Damaged { generation: id.to_string(), detail };
        for file in &manifest.files {
            let path = dir.join(&file.path);
            match fs::metadata(&path) {
                Ok(found) if found.len() == file.size => {}
                Ok(_) => return Err(damaged(format!("{} n'a pas sa taille", file.path))),
                Err(_) => return Err(damaged(format!("{} est absent", file.path))),
            }
            // What says how to read the others: small, and without a checksum of its own.
            if path.extension().is_some_and(|extension| extension == "json") {
                let bytes = fs::read(&path).map_err(StoreError::io("lire", &path))?;
                if aiguilleur_files::hash(&bytes).sha256 != file.sha256 {
                    return Err(damaged(format!("{} diffère de ce qui a été scellé", file.path)));
                }
            }
        }
        let indexes = opening::indexes((&id, &dir), &manifest, readers)?;
        let tables = indexes.into_iter().map(|(name, index)| (name, Arc::new(index))).collect();
        Ok(Self { id, dir, manifest, tables, _laid_out: None })
    }

    /// Its name.
    pub const fn id(&self) -> &GenerationId {
        &self.id
    }

    /// What it was made of.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The folder of its full-text index.
    pub fn search_dir(&self) -> PathBuf {
        self.dir.join("search")
    }

    /// The file of its rejects, one JSON object a line.
    pub fn rejects_path(&self) -> PathBuf {
        self.dir.join("rejects.jsonl")
    }

    /// A table by name, whose blocks are kept in `cache`; a table that the import never wrote is empty. Its file is
    /// open from now on, and read whatever becomes of the folder.
    ///
    /// # Errors
    /// When its file cannot be opened.
    pub fn table(&self, name: &'static str, cache: &BlockCache) -> Result<Table, StoreError> {
        let id = self.id.to_string();
        let Some(index) = self.tables.get(name) else {
            return Ok(Table::new((id, name), Arc::default(), None, cache));
        };
        let blocks = Blocks::open(self.dir.join(building::BLOCKS).join(name))?;
        Ok(Table::new((id, name), Arc::clone(index), Some(blocks), cache))
    }
}
