//! What a run asks of the directory. The real one is [`super::DataFolder`]; tests script another.

use std::path::PathBuf;

use aiguilleur_directory::changes::Change;

use crate::guard::{Census, Changes};

/// Builds, counts and publishes generations, named by their identifiers. Every call may block.
pub trait Directory: Send + Sync {
    /// What, besides the files, decides on a build: the program and its format. Another version builds again.
    fn version(&self) -> String;

    /// The generation that is served, if any.
    ///
    /// # Errors
    /// When the data folder cannot be read.
    fn served(&self) -> Result<Option<String>, DirectoryFailure>;

    /// Whether a generation is there.
    ///
    /// # Errors
    /// When the data folder cannot be read.
    fn holds(&self, generation: &str) -> Result<bool, DirectoryFailure>;

    /// Builds and seals a candidate from files; it is not served. A file that is refused does not stop the others
    /// where what is served has its records: these are carried over.
    ///
    /// # Errors
    /// When no file is what it should be, or the disk refuses.
    fn build(&self, files: Vec<PathBuf>) -> Result<Built, DirectoryFailure>;

    /// What was counted of a generation.
    ///
    /// # Errors
    /// When it cannot be read.
    fn census(&self, generation: &str) -> Result<Census, DirectoryFailure>;

    /// What was counted between two generations.
    ///
    /// # Errors
    /// When one of them cannot be read.
    fn changes(&self, from: &str, to: &str) -> Result<Changes, DirectoryFailure>;

    /// Calls `visit` for each change of a generation, until it returns `false`.
    ///
    /// # Errors
    /// When it cannot be read.
    fn each_change(
        &self,
        generation: &str,
        visit: &mut dyn FnMut(&Change) -> bool,
    ) -> Result<(), DirectoryFailure>;

    /// Serves a generation from now on.
    ///
    /// # Errors
    /// When it does not open; what was served stays served.
    fn publish(&self, generation: &str) -> Result<(), DirectoryFailure>;

    /// Removes all but the newest `keep` of the generations older than the one that is served, sparing `spared`;
    /// tells which.
    ///
    /// # Errors
    /// When the disk refuses.
    fn prune(&self, keep: usize, spared: &[String]) -> Result<Vec<String>, DirectoryFailure>;

    /// Removes a candidate; one that is gone already is no error.
    ///
    /// # Errors
    /// When it is served, or the disk refuses.
    fn discard(&self, generation: &str) -> Result<(), DirectoryFailure>;
}

/// A sealed candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// Its name.
    pub generation: String,
    /// The files that it does without, each in a French sentence.
    pub left_out: Vec<String>,
}

/// The directory could not do its work.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct DirectoryFailure(Box<dyn std::error::Error + Send + Sync>);

impl DirectoryFailure {
    /// Wraps what the directory says.
    pub fn new(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}
