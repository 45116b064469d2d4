//! The invented stock that every work is done on, and the generation that was made of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use aiguilleur_directory::Snapshot;
use aiguilleur_importer::{ImportRequest, import as build};
use aiguilleur_store::{BlockCache, DataDir};

/// Where they are.
pub(crate) struct Stock {
    pub(crate) folder: PathBuf,
    pub(crate) data: PathBuf,
}

impl Stock {
    /// The file whose name begins so.
    pub(crate) fn file(&self, beginning: &str) -> PathBuf {
        let mut files = files(&self.folder).into_iter();
        files.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(beginning)).unwrap()
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot::current(&DataDir::existing(&self.data), &BlockCache::default()).unwrap()
    }

    /// Some of the people of the RPPS file: its fields, by the publisher's columns.
    pub(crate) fn people(&self, count: usize) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.file("PS_LibreAcces_Personne_activite")).unwrap();
        let rows: Vec<&str> = text.lines().skip(1).collect();
        let fields = |row: &&str| row.split('|').map(str::to_owned).collect();
        rows.iter().step_by((rows.len() / count).max(1)).take(count).map(fields).collect()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file() && path.file_name().is_some_and(|name| name != "changes.json"));
    files.sort();
    files
}

/// Imports the stock and tells what was counted: records read, kept and written, by name.
pub fn import(stock: &Path, data: &Path) -> Vec<(String, u64)> {
    let candidate =
        build(&DataDir::open(data).unwrap(), &ImportRequest::new(files(stock)), &mut |_| {}).unwrap();
    candidate.publish().unwrap();
    let manifest = candidate.manifest();
    let sources = manifest.sources.iter().flat_map(|source| {
        [("read", source.rows_read), ("kept", source.rows_kept)]
            .map(|(what, count)| (format!("{}_{what}", source.name), count))
    });
    sources.chain(manifest.counts.iter().map(|(name, count)| (name.clone(), *count))).collect()
}
