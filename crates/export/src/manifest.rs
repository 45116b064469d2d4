//! The manifest: what an export holds, file by file, and what it was made of. It is written last.

use aiguilleur_directory::Snapshot;
use aiguilleur_domain::Date;
use serde::{Deserialize, Serialize};

/// The file's name; engines pass over names that begin so.
pub(crate) const FILE: &str = "_manifest.json";

/// The empty file by which Spark and its kin know a folder that is whole.
pub(crate) const SUCCESS: &str = "_SUCCESS";

/// What says that a manifest is ours.
const MADE_BY: &str = "aiguilleur export";

/// The layout of tables: raised when a column goes, or means something else.
const LAYOUT: u32 = 1;

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    made_by: String,
    /// Version of the tables' layout.
    pub layout: u32,
    /// Name of the exported generation.
    pub generation: String,
    /// The day that the generation speaks for.
    pub data_as_of: Date,
    /// The day that the decisions are for.
    pub decided_as_of: Date,
    /// Version of the rule set.
    pub rules: String,
    /// The sources, by their publishers' names, with their days.
    pub sources: Vec<SourceDay>,
    /// One report per exported table.
    pub tables: Vec<TableReport>,
}

/// A source of the generation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceDay {
    /// The publisher's name of the file.
    pub name: String,
    /// Its day.
    pub dated: Option<Date>,
}

/// Files and size of one exported table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableReport {
    /// Its name, which is its folder's.
    pub name: String,
    /// Rows over all files of the table.
    pub rows: u64,
    /// Bytes of its files.
    pub bytes: u64,
    /// Its files, in the order of their rows.
    pub files: Vec<FileReport>,
}

/// A file of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// Where it stands, from the manifest.
    pub path: String,
    /// Rows of this file.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    pub(crate) fn new(snapshot: &Snapshot, decided_as_of: Date, tables: Vec<TableReport>) -> Self {
        let generation = snapshot.generation().manifest();
        let sources = generation.sources.iter();
        let mut sources: Vec<SourceDay> =
            sources.map(|source| SourceDay { name: source.name.clone(), dated: source.dated }).collect();
        sources.sort();
        sources.dedup();
        Self {
            made_by: MADE_BY.to_owned(),
            layout: LAYOUT,
            generation: snapshot.id().to_string(),
            data_as_of: generation.as_of,
            decided_as_of,
            rules: aiguilleur_resolver::RULES_VERSION.to_owned(),
            sources,
            tables,
        }
    }

    /// Reads a manifest; none when the bytes are not one of ours.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|manifest: &Self| manifest.made_by == MADE_BY)
    }
}

impl TableReport {
    /// A table of `files`.
    pub(crate) fn new(name: &str, files: Vec<FileReport>) -> Self {
        let sum = |of: fn(&FileReport) -> u64| files.iter().map(of).sum();
        Self { name: name.to_owned(), rows: sum(|file| file.rows), bytes: sum(|file| file.bytes), files }
    }
}
