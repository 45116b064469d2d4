//! Why a generation could not be published or followed. Operators read it: `Display` is French, without credentials.

use std::path::{Path, PathBuf};

use aiguilleur_store::StoreError;

/// What a failure is about, and so who can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// The depot does not answer, or does not let us in.
    Away,
    /// What the depot offers is not to be believed or not to be read.
    Refused,
    /// Our own disk or configuration.
    Ours,
}

/// A failure, by operation.
#[derive(Debug, thiserror::Error)]
pub enum DepotError {
    /// The depot does not answer.
    #[error("le dépôt ne répond pas ({operation} {object}) : {detail}")]
    Away {
        /// What was being done, as a French verb.
        operation: &'static str,
        /// On which object.
        object: String,
        /// What the network or the service says.
        detail: String,
    },
    /// The depot does not let us in.
    #[error("le dépôt refuse l'accès ({operation} {object}) : vérifier les identifiants et leurs droits")]
    Denied {
        /// What was being done, as a French verb.
        operation: &'static str,
        /// On which object.
        object: String,
    },
    /// Something that is named is not there.
    #[error("il manque {object} dans le dépôt ; le renvoyer : `aiguilleur publish --check`")]
    Missing {
        /// Key of the object.
        object: String,
    },
    /// An object is not what its name or its manifest says.
    #[error("{object} est altéré dans le dépôt : {detail} ; le renvoyer : `aiguilleur publish --check`")]
    Damaged {
        /// Key of the object.
        object: String,
        /// What differs.
        detail: String,
    },
    /// The pointer is not believed.
    #[error("le pointeur du dépôt est refusé : {0}")]
    Pointer(String),
    /// The generation that is served in the depot does not open here.
    #[error("la génération {generation} du dépôt ne s'ouvre pas ici : {detail}")]
    Unreadable {
        /// Which one.
        generation: String,
        /// Why not.
        detail: String,
    },
    /// Another writer has moved the pointer.
    #[error("un autre écrivain a publié dans ce dépôt entre-temps ; un dépôt n'a qu'un écrivain")]
    Overtaken,
    /// A file on our disk is not what its manifest says: nothing was published.
    #[error("{} n'est pas ce que dit le manifeste ; voir `aiguilleur generations verify`", path.display())]
    LocalDamage {
        /// Which one.
        path: PathBuf,
    },
    /// Our disk refused.
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
    /// Our own folder of generations.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The configuration asks for something impossible.
    #[error("configuration : {key} : {detail}")]
    Config {
        /// The key, as written in the configuration.
        key: &'static str,
        /// What is wrong with its value.
        detail: String,
    },
}

impl DepotError {
    pub(crate) fn io(operation: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { operation, path: path.to_owned(), source }
    }

    pub(crate) fn config(key: &'static str, detail: impl std::fmt::Display) -> Self {
        Self::Config { key, detail: detail.to_string() }
    }

    /// What an object store's failure means to us.
    pub(crate) fn of(operation: &'static str, object: &str, error: &object_store::Error) -> Self {
        let object = object.to_owned();
        match error {
            object_store::Error::NotFound { source, .. } if source.to_string().contains("NoSuchBucket") => {
                Self::Away { operation, object, detail: "ce seau n'existe pas".to_owned() }
            }
            object_store::Error::NotFound { .. } => Self::Missing { object },
            object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
                Self::Denied { operation, object }
            }
            // S3 answers in XML, which may repeat who asked: it stays out.
            other => {
                let said = other.to_string();
                let detail = said.split('<').next().unwrap_or_default().trim_end_matches([':', ' ']);
                Self::Away { operation, object, detail: detail.to_owned() }
            }
        }
    }

    /// Who can do something about it.
    pub const fn nature(&self) -> Nature {
        match self {
            Self::Away { .. } | Self::Denied { .. } => Nature::Away,
            Self::Missing { .. }
            | Self::Damaged { .. }
            | Self::Pointer(_)
            | Self::Unreadable { .. }
            | Self::Overtaken
            | Self::Store(StoreError::Format { .. } | StoreError::Damaged { .. }) => Nature::Refused,
            Self::LocalDamage { .. } | Self::Io { .. } | Self::Store(_) | Self::Config { .. } => Nature::Ours,
        }
    }
}
