//! Why an import could not be done at all. Rows that are wrong are counted, not errors.

use aiguilleur_search::SearchError;
use aiguilleur_sources::SourceError;
use aiguilleur_store::StoreError;

/// A failed import. What was served is still served.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// No file was given.
    #[error("aucun fichier à importer")]
    NoFile,
    /// A whole stock that holds nobody, or files that together hold nothing: publishing it would end everything.
    #[error("{file} ne contient aucun enregistrement utilisable ; rien n'est importé, vérifier le fichier")]
    NothingKept {
        /// The file.
        file: String,
    },
    /// The restricted extraction completes the open one, which tells who may practise.
    #[error(
        "{file} complète l'extraction RPPS en libre accès et ne la remplace pas : elle ne dit pas qui est autorisé à \
         exercer ; rien n'est importé, ajouter PS_LibreAcces_Personne_activite du même jour"
    )]
    RestrictedAlone {
        /// One of its files.
        file: String,
    },
    /// A file cannot be read as a publisher's source.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The full-text index refused.
    #[error("l'index de recherche n'a pas pu être écrit")]
    Search(#[from] SearchError),
    /// What changed could not be written.
    #[error("impossible d'écrire le flux des changements")]
    Feed(#[source] std::io::Error),
    /// The census could not be written.
    #[error("impossible d'écrire le recensement")]
    Census(#[source] std::io::Error),
    /// The rejects could not be kept.
    #[error("impossible d'écrire les rejets")]
    Rejects(#[from] std::io::Error),
}
