//! What can go wrong while an index is built or read; never a query, which is only text.

use std::path::PathBuf;

/// Why the caller's disk or memory was at fault: the cause, as the index library tells it.
pub(crate) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A search index could not be built, opened or read.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// A folder of the index could not be created or written.
    #[error("the search index cannot be written in {}", dir.display())]
    Write {
        /// Folder of the index.
        dir: PathBuf,
        /// Cause.
        source: Cause,
    },
    /// A writing thread stopped before the end.
    #[error("a thread that writes the search index stopped before the end")]
    Interrupted,
    /// The folder holds no sound index.
    #[error("the search index in {} cannot be opened", dir.display())]
    Open {
        /// Folder of the index.
        dir: PathBuf,
        /// Cause.
        source: Cause,
    },
    /// The index was written in a format that this version does not read.
    #[error("the search index has format {found}, this version reads {expected}: import again")]
    Format {
        /// Format found.
        found: u32,
        /// Format read by this version.
        expected: u32,
    },
    /// The time that the caller gave is over.
    #[error("the search was not done in the time that was given")]
    Late,
    /// Reading the index failed while searching.
    #[error("the search index cannot be read")]
    Read(#[source] Cause),
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self::Read(error.into())
    }
}
