//! What can go wrong in our own work, said in French for the operator: never a fault of the data.

use std::path::{Path, PathBuf};

/// A failure of the store, by operation.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file system refused.
    #[error("impossible de {operation} {}", path.display())]
    Io {
        /// What was being done, as a French verb.
        operation: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// sled refused.
    #[error("impossible de {operation} les tables")]
    Sled {
        /// What was being done, as a French verb.
        operation: &'static str,
        /// Why not.
        #[source]
        source: sled::Error,
    },
    /// Another process is building a generation.
    #[error("un autre import est en cours dans {} ({holder}) ; attendre sa fin", path.display())]
    Locked {
        /// The data folder.
        path: PathBuf,
        /// What the holder wrote of itself.
        holder: String,
    },
    /// sled reads the clock, and cannot tell a time before 1970.
    #[error("l'horloge de cette machine est avant 1970 ; la régler")]
    Clock,
    /// The disk has no room for another generation.
    #[error(
        "{} n'a que {free} Mio libres, une génération comme celle qui est servie en demande {needed} ; faire de la place (`aiguilleur generations prune`)",
        path.display()
    )]
    NoRoom {
        /// The data folder.
        path: PathBuf,
        /// Mebibytes that are free.
        free: u64,
        /// Mebibytes that are needed.
        needed: u64,
    },
    /// No generation has been published yet.
    #[error("{} ne contient aucune génération ; lancer d'abord `aiguilleur import`", path.display())]
    Empty {
        /// The data folder.
        path: PathBuf,
    },
    /// The generation asked for is not there.
    #[error("pas de génération {0} ; voir `aiguilleur generations list`")]
    NoGeneration(String),
    /// The generation that is served is not removed.
    #[error("la génération {0} est servie et ne peut pas être retirée")]
    Served(String),
    /// Another generation was published while this one was built.
    #[error(
        "la génération {generation} n'est pas publiée : {served} est servie depuis que sa construction a commencé ; réimporter"
    )]
    Superseded {
        /// The one that was built.
        generation: String,
        /// The one that is served.
        served: String,
    },
    /// What is on disk is not what was sealed.
    #[error(
        "la génération {generation} est endommagée : {detail} ; revenir à la précédente (`aiguilleur generations rollback`) ou réimporter sans son historique (`aiguilleur import --no-history`)"
    )]
    Damaged {
        /// Which one.
        generation: String,
        /// What differs.
        detail: String,
    },
    /// The list of those who must not be shown cannot be read.
    #[error(
        "{} est illisible : {detail} ; la rétablir d'une sauvegarde, ou la supprimer et refaire chaque `aiguilleur forget`",
        path.display()
    )]
    Forgotten {
        /// The list.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// A generation of another format.
    #[error(
        "la génération {generation} est au format {found}, ce programme lit le format {read} ; la reconstruire : `aiguilleur sync --once`, ou `aiguilleur import` et les fichiers"
    )]
    Format {
        /// Which one.
        generation: String,
        /// The format found.
        found: u32,
        /// The format read here.
        read: u32,
    },
    /// Records came out of order, or a record could not be decoded.
    #[error("table {table} : {detail}")]
    Table {
        /// Name of the table.
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
