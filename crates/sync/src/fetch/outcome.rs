//! What became of one source: every fetch ends in exactly one of these.

use std::{fs, path::PathBuf};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{ChecksumVerdict, Failure};
use crate::{SyncError, publisher::SourceName};

/// A file on our disk, whole and verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchedFile {
    /// Source that the file belongs to.
    pub source: SourceName,
    /// Where it is.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of those bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The day that it speaks for, when anything tells.
    pub dated: Option<Date>,
    /// When it was received.
    pub fetched_at: Timestamp,
    /// What its published checksum said.
    pub checksum: ChecksumVerdict,
    /// On how many days in a row the publisher was asked and had nothing else: many mean a dead source, not quiet
    /// days.
    #[serde(default)]
    pub unchanged_days: u32,
}

impl FetchedFile {
    /// Whether its bytes are those that were received: days may lie between, and a disk spoils what it holds. One that is
    /// not is removed, so that the next run fetches it again.
    ///
    /// # Errors
    /// When it is not, or cannot be read.
    pub(crate) fn is_as_received(&self) -> Result<(), SyncError> {
        let hashed = fs::File::open(&self.path).and_then(aiguilleur_files::hash_reader);
        if hashed.map_err(SyncError::io("lire", &self.path))?.sha256 == self.sha256 {
            return Ok(());
        }
        fs::remove_file(&self.path).map_err(SyncError::io("supprimer", &self.path))?;
        let detail =
            "ce n'est plus ce qui a été reçu ; supprimé, le prochain passage le téléchargera de nouveau";
        Err(SyncError::Unreadable { path: self.path.clone(), detail: detail.to_owned() })
    }
}

/// How it is known that a file has not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unchanged {
    /// The server answered 304.
    SaidByServer,
    /// The index shows the checksum and length of the file that is held.
    SamePublication,
    /// A HEAD announced the name, which tells the minute, of the file that is held.
    SameName,
    /// It was sent again, byte for byte.
    SameBytes,
    /// It is not due again before next month.
    NotDue,
}

/// What became of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// A new file.
    Fetched {
        /// File now in the folder.
        file: FetchedFile,
        /// How many attempts it took.
        attempts: u32,
    },
    /// The file that was held already is still the one that is published.
    NotModified {
        /// The file that is held.
        file: FetchedFile,
        /// How that is known.
        how: Unchanged,
    },
    /// No file; the one held before, if any, is untouched.
    Failed {
        /// Last failure, after all retries.
        failure: Failure,
        /// The file that is still held.
        held: Option<FetchedFile>,
    },
}

impl Unchanged {
    /// Whether the publisher was asked.
    pub(crate) const fn was_asked(self) -> bool {
        !matches!(self, Self::NotDue)
    }
}

impl Outcome {
    /// The file to build from, if one is held: the new one, the same one, or the last good one.
    pub fn file(&self) -> Option<&FetchedFile> {
        match self {
            Self::Fetched { file, .. } | Self::NotModified { file, .. } => Some(file),
            Self::Failed { held, .. } => held.as_ref(),
        }
    }

    /// The failure, if it failed.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            Self::Fetched { .. } | Self::NotModified { .. } => None,
        }
    }
}
