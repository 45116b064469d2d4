//! A data folder of one test, thrown away with it.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::{Finished, aiguilleur, root};

/// The publishers' files of `fixtures/`.
pub fn fixtures() -> Vec<PathBuf> {
    let listing = std::fs::read_dir(root().join("fixtures")).unwrap();
    let mut files: Vec<PathBuf> = listing.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file() && path.extension().is_some_and(|extension| extension != "md"));
    files.sort();
    files
}

/// A data folder.
#[derive(Debug)]
pub struct Data {
    folder: TempDir,
}

impl Data {
    /// An empty one.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// One that serves the fixtures.
    pub fn of_fixtures() -> Self {
        let data = Self::empty();
        let _report = data.import(&fixtures());
        data
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A place beside it for a file of the test's own.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.beside(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Runs the program with `arguments` on it.
    pub fn run(&self, arguments: &[&str]) -> Finished {
        aiguilleur(arguments).on(&self.path()).run()
    }

    /// Imports `files`, however that ends.
    pub fn try_import(&self, files: &[impl AsRef<Path>]) -> Finished {
        let files = files.iter().map(|file| file.as_ref().as_os_str());
        aiguilleur(["import".as_ref(), "--json".as_ref()].into_iter().chain(files)).on(&self.path()).run()
    }

    /// Imports `files` and returns the report.
    pub fn import(&self, files: &[impl AsRef<Path>]) -> Value {
        self.try_import(files).done().json()
    }

    /// The decisions for `id`, as of the fixtures' day.
    pub fn resolve(&self, id: &str) -> Value {
        self.run(&["resolve", id, "--as-of", "2026-11-20", "--json"]).done().json()
    }

    /// The name of the generation that is served.
    pub fn served(&self) -> String {
        let listed = self.run(&["generations", "list", "--json"]).done().json();
        let mut served = listed.as_array().unwrap().iter().filter(|one| one["served"] == true);
        let id = served.next().map(|one| one["id"].as_str().unwrap().to_owned());
        assert!(served.next().is_none(), "two generations are said to be served");
        id.unwrap_or_default()
    }
}
