//! Why the directory could not answer: never because of what was asked.

use aiguilleur_search::SearchError;
use aiguilleur_store::StoreError;

/// The directory could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The full-text index cannot be read.
    #[error(
        "l'index de recherche est endommagé ou illisible ; revenir à la génération précédente (`aiguilleur generations rollback`) ou réimporter"
    )]
    Search(#[from] SearchError),
    /// What a generation changed cannot be read.
    #[error("le flux des changements de la génération {generation} est illisible ; la réimporter")]
    Feed {
        /// Which one.
        generation: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// What was counted of a generation cannot be read.
    #[error("le recensement de la génération {generation} est illisible ; la réimporter")]
    Census {
        /// Which one.
        generation: String,
        /// Why not.
        #[source]
        source: serde_json::Error,
    },
}

impl DirectoryError {
    /// Whether nothing failed but the time that the caller gave.
    pub const fn is_late(&self) -> bool {
        matches!(self, Self::Search(SearchError::Late))
    }
}
