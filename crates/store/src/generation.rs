//! A sealed generation, open for reading.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use crate::{Manifest, StoreError, Table, building, manifest::IN_SLED, slot::Slot, table::Blocks};

/// Name of a generation: the UTC instant it was begun and a counter, so that names sort by age
/// (`20261120T081200-000001`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GenerationId(String);

impl GenerationId {
    pub(crate) fn new(begun: jiff::Timestamp, counter: u32) -> Self {
        Self(format!("{}-{counter:06}", begun.strftime("%Y%m%dT%H%M%S")))
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
    db: sled::Db,
    // After `db`, so that sled has let go of the copy when the slot is free again.
    _slot: Slot,
}

impl Generation {
    pub(crate) fn open(id: GenerationId, dir: PathBuf, readers: &Path) -> Result<Self, StoreError> {
        let manifest = Manifest::read(&id, &dir)?;
        let sealed = dir.join("store");
        let slot = Slot::claim(readers, &id, &sealed)?;
        let (db, slot) = match open_tables(&slot) {
            Ok(db) => (db, slot),
            Err(error) => {
                // A copy that a killed process left half-written is worth one fresh copy, no more.
                tracing::warn!(generation = %id, %error, "a reading slot did not open; copying it again");
                slot.discard()?;
                let fresh = Slot::claim(readers, &id, &sealed)?;
                (open_tables(&fresh)?, fresh)
            }
        };
        Ok(Self { id, dir, manifest, db, _slot: slot })
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

    /// A table by name; a table that the import never wrote is empty. Its file is open from now on, and read whatever
    /// becomes of the folder.
    ///
    /// # Errors
    /// When sled cannot read it, or its file cannot be opened.
    pub fn table(&self, name: &'static str) -> Result<Table, StoreError> {
        let known = self.db.tree_names().iter().any(|tree| tree == name.as_bytes());
        if !known {
            return Ok(Table::empty(name));
        }
        let tree = self.db.open_tree(name).map_err(StoreError::sled("lire"))?;
        let blocks = match self.manifest.format {
            IN_SLED => Blocks::InSled,
            _ => Blocks::open(&self.dir.join(building::BLOCKS).join(name))?,
        };
        Ok(Table::new(name, tree, blocks))
    }
}

fn open_tables(slot: &Slot) -> Result<sled::Db, StoreError> {
    sled::Config::new()
        .path(slot.dir())
        .cache_capacity(READ_CACHE_BYTES)
        .flush_every_ms(None)
        .open()
        .map_err(StoreError::sled("ouvrir"))
}

/// sled's page cache while serving: the places of all blocks are a tenth of this, the blocks of format 1 the system
/// keeps.
const READ_CACHE_BYTES: u64 = 32 << 20;
