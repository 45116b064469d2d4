//! What the system says of a failed operation, in French.

use std::io::{Error, ErrorKind};

/// Why an operation failed, for people.
pub fn reason(error: &Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "ce chemin n'existe pas",
        ErrorKind::PermissionDenied => "accès refusé par le système",
        ErrorKind::ConnectionRefused => "connexion refusée",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => "connexion coupée",
        ErrorKind::AddrInUse => "adresse déjà utilisée par un autre programme",
        ErrorKind::AddrNotAvailable => "cette machine n'a pas cette adresse",
        ErrorKind::AlreadyExists => "ce fichier existe déjà",
        ErrorKind::NotADirectory => "un élément du chemin n'est pas un dossier",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::StorageFull => "le disque est plein",
        ErrorKind::QuotaExceeded => "le quota du disque est atteint",
        ErrorKind::FileTooLarge => "le fichier dépasse la taille permise",
        ErrorKind::ReadOnlyFilesystem => "le système de fichiers est en lecture seule",
        ErrorKind::TimedOut => "délai dépassé",
        ErrorKind::UnexpectedEof => "le fichier s'arrête trop tôt",
        _ => return error.to_string(),
    };
    known.to_owned()
}
