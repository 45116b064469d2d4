//! What can go wrong in our own work: what publishers do is a [`crate::fetch::Outcome`].

use crate::run::DirectoryFailure;
use std::{
    io,
    path::{Path, PathBuf},
};

/// A failure of the worker itself, by operation. Operators read it: `Display` is French.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The file system refused.
    #[error("impossible de {operation} {}", path.display())]
    Io {
        /// What was being done, as a French infinitive.
        operation: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// A file of ours does not hold what we write there.
    #[error("{} n'est pas lisible : {detail}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// The configuration asks for something impossible.
    #[error("configuration : {key} : {detail}")]
    Config {
        /// The key, as written in the configuration.
        key: String,
        /// What is wrong with its value.
        detail: String,
    },
    /// Another run is under way.
    #[error("une synchronisation est déjà en cours ({holder})")]
    AlreadyRunning {
        /// What it says of itself: process and starting time.
        holder: String,
    },
    /// The directory could not build, count or publish.
    #[error(transparent)]
    Directory(#[from] DirectoryFailure),
    /// `approve` or `reject` without a candidate, or with another's name.
    #[error("{}", nothing_awaiting(named.as_deref()))]
    NothingAwaiting {
        /// The generation asked for.
        named: Option<String>,
    },
    /// `approve` or `reject` without a name, and more than one candidate.
    #[error("plusieurs générations attendent une décision : {generations} ; en nommer une")]
    SeveralAwaiting {
        /// Their names.
        generations: String,
    },
    /// The candidate continues a history that is not served any more.
    #[error(
        "la génération servie a changé depuis la construction de {generation} ; la rejeter, la prochaine synchronisation en construira une autre"
    )]
    Superseded {
        /// The candidate.
        generation: String,
    },
}

fn nothing_awaiting(named: Option<&str>) -> String {
    match named {
        None => "aucune génération n'attend de décision".to_owned(),
        Some(name) => {
            format!("la génération {name} n'attend pas de décision ; voir `aiguilleur sync status`")
        }
    }
}

impl SyncError {
    pub(crate) fn io(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { operation, path: path.to_owned(), source }
    }

    pub(crate) fn config(key: impl Into<String>, detail: impl std::fmt::Display) -> Self {
        Self::Config { key: key.into(), detail: detail.to_string() }
    }
}
