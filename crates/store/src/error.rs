//! What can go wrong in our own work: never a fault of the data.

use std::path::{Path, PathBuf};

/// A failure of the store, by operation.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file system refused.
    #[error("cannot {operation} {}", path.display())]
    Io {
        /// What was being done, as a verb.
        operation: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// sled refused.
    #[error("cannot {operation} the table store")]
    Sled {
        /// What was being done, as a verb.
        operation: &'static str,
        /// Why not.
        #[source]
        source: sled::Error,
    },
    /// Another process is building a generation.
    #[error("another import is running on {} ({holder})", path.display())]
    Locked {
        /// The data folder.
        path: PathBuf,
        /// What the holder wrote of itself.
        holder: String,
    },
    /// No generation has been published yet.
    #[error("{} holds no generation yet: run `aiguilleur import` first", path.display())]
    Empty {
        /// The data folder.
        path: PathBuf,
    },
    /// The generation asked for is not there.
    #[error("no generation {0}")]
    NoGeneration(String),
    /// What is on disk is not what was sealed.
    #[error("generation {generation} is damaged: {detail}")]
    Damaged {
        /// Which one.
        generation: String,
        /// What differs.
        detail: String,
    },
    /// A generation of another format.
    #[error("generation {generation} has format {found}, this program reads {expected}: import again")]
    Format {
        /// Which one.
        generation: String,
        /// The format found.
        found: u32,
        /// The format read here.
        expected: u32,
    },
    /// Records came out of order, or a record could not be decoded.
    #[error("table {table}: {detail}")]
    Table {
        /// Which table.
        table: String,
        /// What is wrong.
        detail: String,
    },
}

impl StoreError {
    pub(crate) fn io(operation: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { operation, path: path.to_owned(), source }
    }

    pub(crate) fn sled(operation: &'static str) -> impl FnOnce(sled::Error) -> Self {
        move |source| Self::Sled { operation, source }
    }
}
