//! Why a generation could not be exported.

use std::{
    io,
    path::{Path, PathBuf},
};

use aiguilleur_columnar::ColumnarError;
use aiguilleur_directory::DirectoryError;
use aiguilleur_store::StoreError;

/// The export could not be done; what stood at its place still does.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The disk refused.
    #[error("impossible de {operation} {}", path.display())]
    Io {
        /// What was tried.
        operation: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// There is an export already.
    #[error("{} contient déjà un export : --replace le remplace", path.display())]
    Existing {
        /// Where.
        path: PathBuf,
    },
    /// There is something that no export wrote.
    #[error("{} contient « {found} », qui ne vient pas d'un export : rien n'y est écrit ; choisir un autre dossier", path.display())]
    NotOurs {
        /// Where.
        path: PathBuf,
        /// Name of the unexpected entry.
        found: String,
    },
    /// Another process exports to the same place.
    #[error("un autre export vers {} est en cours", path.display())]
    Taken {
        /// Where to.
        path: PathBuf,
    },
    /// A table cannot be laid out.
    #[error(transparent)]
    Table(#[from] ColumnarError),
    /// The generation cannot be read.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
}

impl ExportError {
    pub(crate) fn io(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { operation, path: path.to_owned(), source }
    }
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Directory(error.into())
    }
}
