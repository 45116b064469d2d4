//! The small file that lists the shards of an index: what exists, in which format.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    error::SearchError,
    schema::{FORMAT, OLDEST},
};

const FILE: &str = "search.json";

/// Kind of documents in a shard. People come before structures among equal scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ShardKind {
    People,
    Structures,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ShardEntry {
    /// Folder of the shard, beside the manifest.
    pub(crate) dir: String,
    pub(crate) kind: ShardKind,
    pub(crate) documents: u32,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    pub(crate) shards: Vec<ShardEntry>,
}

impl Manifest {
    pub(crate) fn write(dir: &Path, shards: Vec<ShardEntry>) -> Result<(), SearchError> {
        let manifest = Self { format: FORMAT, shards };
        let failed = |source| SearchError::Write { dir: dir.to_owned(), source };
        let text = serde_json::to_string_pretty(&manifest).map_err(|e| failed(e.into()))?;
        fs::write(dir.join(FILE), text).map_err(|e| failed(e.into()))
    }

    pub(crate) fn read(dir: &Path) -> Result<Self, SearchError> {
        let failed = |source| SearchError::Open { dir: dir.to_owned(), source };
        let text = fs::read_to_string(dir.join(FILE)).map_err(|e| failed(e.into()))?;
        let manifest: Self = serde_json::from_str(&text).map_err(|e| failed(e.into()))?;
        if (OLDEST..=FORMAT).contains(&manifest.format) {
            Ok(manifest)
        } else {
            Err(SearchError::Format { found: manifest.format, expected: FORMAT })
        }
    }
}
