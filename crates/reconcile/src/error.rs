//! Why a reconciliation could not be done: never because of a client record.

use std::path::PathBuf;

use aiguilleur_directory::DirectoryError;
use aiguilleur_store::StoreError;

/// The reconciliation could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileError {
    /// A file cannot be opened or read.
    #[error("lecture impossible : {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// A report cannot be written.
    #[error("écriture impossible : {path}")]
    Write {
        /// The report.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// The output could not be written.
    #[error(transparent)]
    Output(std::io::Error),
    /// The caller interrupted the run.
    #[error("le rapprochement a été interrompu")]
    BrokenOff,
    /// Another process runs the jobs of this folder.
    #[error("{path} : un autre processus y traite déjà les rapprochements")]
    JobsTaken {
        /// The folder.
        path: PathBuf,
    },
    /// The client file cannot be used as a whole.
    #[error("{path} : {why}")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why, and what to do.
        why: String,
    },
    /// A table cannot be laid out.
    #[error(transparent)]
    Table(#[from] aiguilleur_columnar::ColumnarError),
    /// A `--map` that cannot be followed.
    #[error("correspondance « {text} » : {why}")]
    Mapping {
        /// As it came.
        text: String,
        /// Cause, in French.
        why: String,
    },
    /// The directory cannot be read.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
}

impl From<StoreError> for ReconcileError {
    fn from(error: StoreError) -> Self {
        Self::Directory(error.into())
    }
}
