//! The manifest: what a generation was made of, and what its files must be.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{GenerationId, StoreError};

/// Version of the stored records and tables. Another does not open: the sources are imported again.
pub const FORMAT_VERSION: u32 = 2;

const FILE_NAME: &str = "manifest.json";

/// One source file that was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    /// The publisher's name of the format (`PS_LibreAcces_Personne_activite`).
    pub name: String,
    /// The file's own name, without its folder.
    pub file: String,
    /// The day the data was extracted, when the file or its name tells.
    pub dated: Option<Date>,
    /// Bytes on disk.
    pub size: u64,
    /// SHA-256 of those bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Records read.
    pub rows_read: u64,
    /// Records that became entities.
    pub rows_kept: u64,
    /// Records refused, each located in the rejects file.
    pub rows_rejected: u64,
    /// Records left out because they say nothing this directory uses, by reason.
    #[serde(default)]
    pub rows_unused: BTreeMap<String, u64>,
    /// Refused records by rule.
    #[serde(default)]
    pub rejects: BTreeMap<String, u64>,
    /// Fields dropped from kept records, by rule.
    #[serde(default)]
    pub anomalies: BTreeMap<String, u64>,
    /// Whether its records were kept from the generation before, the import having been given no such file. Not
    /// written when it is not so: the checksum of older manifests is of their fields alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carried_over: bool,
}

/// One file of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path inside the generation, `/`-separated.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// What a generation was made of. Written last, it seals the generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT_VERSION`] of the program that wrote it.
    pub format: u32,
    /// Version of the rule set of the program that wrote it.
    pub rules: String,
    /// When the import began.
    pub created_at: Timestamp,
    /// The day that the generation speaks for: the newest date of its people source, or the one asked for.
    pub as_of: Date,
    /// One report per imported file.
    pub sources: Vec<SourceReport>,
    /// How many of what (`professionals`, `situations`, `structures`, …).
    pub counts: BTreeMap<String, u64>,
    /// Its files, but for the manifest.
    pub files: Vec<FileEntry>,
    /// SHA-256 of this manifest's JSON with this field empty.
    #[serde(default)]
    pub checksum: String,
}

/// What every format says of itself.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl Manifest {
    fn computed_checksum(&self) -> Result<String, serde_json::Error> {
        let unsigned = Self { checksum: String::new(), ..self.clone() };
        Ok(aiguilleur_files::hash(&serde_json::to_vec(&unsigned)?).sha256)
    }

    pub(crate) fn write(mut self, dir: &Path) -> Result<(), StoreError> {
        let path = dir.join(FILE_NAME);
        let encode = |error: serde_json::Error| StoreError::io("écrire", &path)(error.into());
        self.checksum = self.computed_checksum().map_err(encode)?;
        Self::put(dir, &serde_json::to_vec_pretty(&self).map_err(encode)?)
    }

    pub(crate) fn read(id: &GenerationId, dir: &Path) -> Result<Self, StoreError> {
        Self::parse(id, &Self::bytes(dir)?)
    }

    /// The manifest as it lies in a generation's folder.
    pub(crate) fn bytes(dir: &Path) -> Result<Vec<u8>, StoreError> {
        let path = dir.join(FILE_NAME);
        fs::read(&path).map_err(StoreError::io("lire", &path))
    }

    /// Puts a manifest where it seals the folder that it came for, byte for byte.
    pub(crate) fn put(dir: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let path = dir.join(FILE_NAME);
        aiguilleur_files::write(&path, bytes).map_err(StoreError::io("écrire", &path))?;
        crate::building::sync_path(&path)
    }

    /// Reads the bytes of a manifest.
    ///
    /// # Errors
    /// When they are no manifest, of another format, or not as they were sealed.
    pub fn parse(id: &GenerationId, bytes: &[u8]) -> Result<Self, StoreError> {
        let damaged = |detail: String| StoreError::Damaged { generation: id.to_string(), detail };
        let unreadable = |error: serde_json::Error| damaged(format!("manifeste : {error}"));
        // Apart, because another format may well have other fields.
        let Format { format } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if format != FORMAT_VERSION {
            return Err(StoreError::Format {
                generation: id.to_string(),
                found: format,
                read: FORMAT_VERSION,
            });
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(unreadable)?;
        let computed = manifest.computed_checksum().map_err(|e| damaged(e.to_string()))?;
        if computed == manifest.checksum {
            Ok(manifest)
        } else {
            Err(damaged("la somme de contrôle du manifeste diffère".into()))
        }
    }
}
