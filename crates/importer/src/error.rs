//! Why an import could not be done at all. Rows that are wrong are counted, not errors.

use aiguilleur_directory::DirectoryError;
use aiguilleur_domain::Date;
use aiguilleur_search::SearchError;
use aiguilleur_sources::SourceError;
use aiguilleur_store::StoreError;

/// A failed import. What was served is still served.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// No file was given.
    #[error("aucun fichier à importer")]
    NoFile,
    /// A file that holds nothing: publishing it would end everything.
    #[error(
        "{file} ne contient aucun enregistrement utilisable{} ; rien n'est importé : ouvrir le fichier pour voir ce \
         qu'il contient, ou le télécharger de nouveau",
        why.as_deref().unwrap_or_default()
    )]
    NothingKept {
        /// Path or name of the file.
        file: String,
        /// Its first line that was refused, and why.
        why: Option<String>,
    },
    /// A file of a day that has not come.
    #[error(
        "{file} est daté du {dated}, après aujourd'hui ({today}) ; rien n'est importé : vérifier le nom du fichier et \
         l'horloge de la machine, ou le télécharger de nouveau"
    )]
    Future {
        /// Path or name of the file.
        file: String,
        /// Its date.
        dated: Date,
        /// The day of the import.
        today: Date,
    },
    /// A file older than the one that is served.
    #[error(
        "{file} est du {dated}, plus ancien que celui qui est servi ({served}) ; rien n'est importé : donner une \
         extraction plus récente (pour revenir en arrière : `aiguilleur generations rollback`)"
    )]
    Older {
        /// Path or name of the file.
        file: String,
        /// Its date.
        dated: Date,
        /// The date of what is served.
        served: Date,
    },
    /// A day before the one that is served.
    #[error(
        "les données sont du {as_of}, celles servies du {served} ; rien n'est importé : l'historique ne se reprend pas \
         d'un jour plus récent (pour revenir en arrière : `aiguilleur generations rollback`)"
    )]
    OlderDay {
        /// The day of the request.
        as_of: Date,
        /// The day that is served.
        served: Date,
    },
    /// Files that describe nobody and nothing by themselves, and no generation to complete.
    #[error(
        "{files} ne décrit ni professionnel ni structure, et rien n'est servi qui puisse être complété ; rien n'est \
         importé : ajouter PS_LibreAcces_Personne_activite ou finess-structures"
    )]
    NothingDescribed {
        /// Names, in one text.
        files: String,
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
    /// What is served could not be read.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
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

impl ImportError {
    /// The name of the file that is refused: not that of an entry of an archive, and of no fault of ours.
    pub(crate) fn file(&self) -> Option<String> {
        let name = match self {
            Self::NothingKept { file, .. }
            | Self::Future { file, .. }
            | Self::Older { file, .. }
            | Self::RestrictedAlone { file } => file.clone(),
            Self::Source(error) => error.file()?,
            _ => return None,
        };
        Some(name.split(" › ").next().unwrap_or_default().to_owned())
    }
}
