//! Why a file could not be had: the kinds, and which of them may pass by themselves.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A kind of failure. Each has one outcome and at most one retry policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The publisher could not be reached, or hung up before it answered.
    Connection,
    /// No head, or too few bytes in too long a time.
    Stalled,
    /// The body ended before its announced end.
    CutBody,
    /// 429, or 503 with a `Retry-After`.
    Busy,
    /// Any other 5xx, and 408.
    ServerError,
    /// The body's length is not the announced one, or not the published one.
    WrongLength,
    /// The body's checksum is not the published one.
    WrongChecksum,
    /// A page, an error message or nothing, in place of the file.
    NotTheFile,
    /// The index of a dataset could not be understood.
    MalformedIndex,
    /// The index does not list the file.
    NotPublished,
    /// 404 or 410.
    NotFound,
    /// 401, 403 or 407.
    Refused,
    /// A status that no rule expects.
    UnexpectedStatus,
    /// The certificate of either side was refused.
    Tls,
    /// Redirected too often, to plain HTTP, or away from a host that knows our certificate.
    Redirect,
    /// The answer's head is larger than allowed.
    HeadTooLarge,
    /// The body is larger than allowed.
    BodyTooLarge,
    /// The time allowed for one source is over.
    Deadline,
    /// No room is left on the disk.
    DiskFull,
    /// The disk cannot be written to.
    Disk,
}

/// Whether a failure may be transient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// The next run may succeed by itself.
    Transient,
    /// Somebody must change something: here or at the publisher's.
    Permanent,
}

impl FailureKind {
    /// Whether it may pass by itself.
    pub fn nature(self) -> Nature {
        match self {
            Self::Connection
            | Self::Stalled
            | Self::CutBody
            | Self::Busy
            | Self::ServerError
            | Self::WrongLength
            | Self::WrongChecksum
            | Self::NotTheFile
            | Self::MalformedIndex
            | Self::NotPublished
            | Self::Deadline => Nature::Transient,
            Self::NotFound
            | Self::Refused
            | Self::UnexpectedStatus
            | Self::Tls
            | Self::Redirect
            | Self::HeadTooLarge
            | Self::BodyTooLarge
            | Self::DiskFull
            | Self::Disk => Nature::Permanent,
        }
    }

    /// One French sentence for the person who is called: what happened and what to do.
    pub fn explain(self) -> &'static str {
        match self {
            Self::Connection => "Le serveur de l'éditeur ne répond pas ; vérifier le réseau si cela dure.",
            Self::Stalled => "Le serveur de l'éditeur répond trop lentement.",
            Self::CutBody => "Le téléchargement est interrompu ; il reprendra où il en était.",
            Self::Busy => "L'éditeur demande d'attendre avant de recommencer.",
            Self::ServerError => "Le serveur de l'éditeur est en erreur.",
            Self::WrongLength => "Le fichier reçu n'a pas la taille annoncée.",
            Self::WrongChecksum => "Le fichier reçu n'a pas l'empreinte publiée.",
            Self::NotTheFile => {
                "L'éditeur a envoyé autre chose que le fichier (page web, message, fichier vide)."
            }
            Self::MalformedIndex => "La fiche du jeu de données est illisible.",
            Self::NotPublished => "Le fichier n'est pas dans la fiche du jeu de données.",
            Self::NotFound => "Le fichier n'existe plus à cette adresse ; vérifier la configuration.",
            Self::Refused => "L'éditeur refuse l'accès ; vérifier les droits et le certificat client.",
            Self::UnexpectedStatus => "L'éditeur a répondu par un code HTTP imprévu.",
            Self::Tls => {
                "Le certificat est refusé ; vérifier le fichier d'autorités (chaîne IGC-Santé) et le certificat client."
            }
            Self::Redirect => "L'éditeur redirige en boucle ou vers une adresse refusée.",
            Self::HeadTooLarge => "L'en-tête de la réponse est anormalement grand.",
            Self::BodyTooLarge => "Le fichier dépasse la taille permise.",
            Self::Deadline => "Le temps accordé à ce fichier est écoulé.",
            Self::DiskFull => "Le disque est plein ; libérer de la place.",
            Self::Disk => "Le dossier de téléchargement ne peut pas être écrit.",
        }
    }
}

/// One failed attempt, or the last of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Decides whether a retry may help.
    pub kind: FailureKind,
    /// What was seen, in English, for the logs.
    pub detail: String,
    /// The HTTP status, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How long the publisher asked to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<Duration>,
    /// How many attempts were made in all.
    pub attempts: u32,
}

impl Failure {
    /// Whether it may pass by itself.
    pub fn nature(&self) -> Nature {
        self.kind.nature()
    }

    pub(crate) fn new(kind: FailureKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), status: None, retry_after: None, attempts: 1 }
    }
}
