//! What the last build was made of and what became of it.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::replace;
use crate::{SyncError, fetch::FetchedFile, guard::Inspection, publisher::SourceName};

/// Everything that decides on what a build gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// SHA-256 of each source's file.
    pub files: BTreeMap<SourceName, String>,
    /// The directory's version.
    pub version: String,
}

/// What became of a build.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Sealed, and not judged yet: the run was killed, or the disk refused.
    Built,
    /// The guards passed, or a person approved: it was served.
    Published,
    /// A person must approve or reject it.
    Awaiting {
        /// What the guards found.
        inspection: Inspection,
    },
    /// A person rejected it: the same input is not built again.
    Rejected,
}

/// The last build.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What it was made of.
    pub inputs: Inputs,
    /// The generation.
    pub generation: String,
    /// The generation that was served then, whose history it continues.
    pub based_on: Option<String>,
    /// What became of it.
    #[serde(flatten)]
    pub state: State,
}

/// `DATA/sync-ledger.json`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// The last build, if one was made.
    pub last: Option<Entry>,
}

impl Inputs {
    pub(crate) fn of(files: &[FetchedFile], version: String) -> Self {
        Self { files: files.iter().map(|file| (file.source, file.sha256.clone())).collect(), version }
    }
}

impl Ledger {
    const FILE: &'static str = "sync-ledger.json";

    /// The ledger of a data folder.
    ///
    /// # Errors
    /// When it cannot be read, or makes no sense: to forget it could publish what a person refused.
    pub fn read(data: &Path) -> Result<Self, SyncError> {
        let path = data.join(Self::FILE);
        match fs::read(&path) {
            Ok(bytes) => match serde_json::from_slice(&bytes) {
                Ok(entry) => Ok(Self { last: Some(entry) }),
                Err(error) => Err(SyncError::Unreadable { path, detail: error.to_string() }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(SyncError::io("lire", &path)(error)),
        }
    }

    pub(super) fn write(data: &Path, entry: &Entry) -> Result<(), SyncError> {
        replace(&data.join(Self::FILE), entry)
    }
}
