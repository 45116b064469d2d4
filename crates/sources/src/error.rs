//! Why a file could not be read at all. What is wrong with one row is a [`crate::Defect`], not an error.

use std::{io, path::PathBuf};

use aiguilleur_domain::entity::SourceKind;

/// What this crate can read, for the messages.
const EXPECTED: &str = "attendus : PS_LibreAcces_Personne_activite ou PS_LibreAcces_SavoirFaire (.txt), \
    Extraction_RPPS_Profil1 ou Profil4 (.zip, ou ses tables .csv), finess-structures (.json), FINESS fluxfiness ou fluxetalab (.xml), etalab cs1100501/502/507 (.csv), \
    StockUniteLegale, StockEtablissement et StockEtablissementLiensSuccession (.csv ou .parquet), Porteurs_CPS_CPF, \
    Extraction_Correspondance_MSSante, Extraction_Certificat_PM, finess-activites (.json), tels quels, en .gz ou en .zip";

/// A file that could not be read, said in French for the person who gave it: what, where, what to do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The path cannot be opened.
    #[error("impossible d'ouvrir {} ; vérifier le chemin et les droits", path.display())]
    Open {
        /// The path as given.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The path is a folder.
    #[error("{} est un dossier ; donner les fichiers qu'il contient, un par un", path.display())]
    Directory {
        /// The path as given.
        path: PathBuf,
    },
    /// Not one byte of content.
    #[error("{file} est vide ; le télécharger de nouveau")]
    Empty {
        /// The file, and the entry of its archive.
        file: String,
    },
    /// The content is none of the known formats.
    #[error("{file} n'est pas une source connue : {found} ; {EXPECTED}")]
    NotRecognised {
        /// The file, and the entry of its archive.
        file: String,
        /// What it looks like, in French.
        found: String,
    },
    /// The content is a publisher's file of the field that this product has no use for.
    #[error("{file} est {what}, que l'outil n'utilise pas ; {EXPECTED}")]
    NotUsed {
        /// The file, and the entry of its archive.
        file: String,
        /// What it is, in French.
        what: &'static str,
    },
    /// An archive none of whose entries is a known source.
    #[error("{file} ne contient aucune source connue ({ignored}) ; {EXPECTED}")]
    NothingInArchive {
        /// The archive.
        file: String,
        /// Its first entries and what they look like, in French.
        ignored: String,
    },
    /// Required columns are absent from the header.
    #[error("{file}, ligne 1 : colonne obligatoire absente : {} ; le fichier n'a pas le format de {}, \
        le télécharger de nouveau ou signaler le changement de format", columns.join(", "), kind.name())]
    MissingColumn {
        /// The file, and the entry of its archive.
        file: String,
        /// What the file is taken for.
        kind: SourceKind,
        /// The absent columns, by their publisher's names.
        columns: Vec<&'static str>,
    },
    /// The whole file is in another encoding than its publisher's.
    #[error(
        "{file}, ligne {line} : le texte n'est pas en UTF-8 ({found}) ; \
        utiliser le fichier tel que publié, sans l'avoir ouvert ni enregistré dans un autre logiciel"
    )]
    Encoding {
        /// The file, and the entry of its archive.
        file: String,
        /// One-based line.
        line: u64,
        /// What it looks like.
        found: &'static str,
    },
    /// The content stops before its end.
    #[error("{file} est tronqué après la ligne {line} ; le télécharger de nouveau")]
    Truncated {
        /// The file, and the entry of its archive.
        file: String,
        /// Last line read.
        line: u64,
    },
    /// The compressed form is damaged.
    #[error("{file} est endommagé après la ligne {line} ; le télécharger de nouveau")]
    Corrupt {
        /// The file, and the entry of its archive.
        file: String,
        /// Last line read.
        line: u64,
        /// What the decompressor says.
        source: io::Error,
    },
    /// The bytes cannot be read from where they are.
    #[error("lecture de {file} interrompue après la ligne {line} ; recommencer")]
    Read {
        /// The file, and the entry of its archive.
        file: String,
        /// Last line read.
        line: u64,
        /// The system's error.
        source: io::Error,
    },
    /// The nested format (JSON, XML) is broken where records cannot be separated any more.
    #[error("{file}, ligne {line} : {what} ; le télécharger de nouveau ou signaler le changement de format")]
    Malformed {
        /// The file, and the entry of its archive.
        file: String,
        /// One-based line.
        line: u64,
        /// What is wrong, in French.
        what: String,
    },
    /// Something that a sound file never holds, refused because reading it could exhaust the machine.
    #[error("{file}, ligne {line} : {what} ; fichier refusé, utiliser le fichier tel que publié")]
    Refused {
        /// The file, and the entry of its archive.
        file: String,
        /// One-based line.
        line: u64,
        /// What, in French.
        what: String,
    },
    /// A source was asked for rows that it does not hold.
    #[error("{file} est de type {}, un autre type a été demandé", kind.name())]
    OtherKind {
        /// The file, and the entry of its archive.
        file: String,
        /// Kind of source that was recognised.
        kind: SourceKind,
    },
}

impl SourceError {
    /// The error of a read that failed after `line` lines.
    pub(crate) fn reading(file: &str, line: u64, source: io::Error) -> Self {
        let file = file.to_owned();
        match source.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated { file, line },
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Self::Corrupt { file, line, source },
            _ => Self::Read { file, line, source },
        }
    }

    /// The name of the file that it is about.
    pub fn file(&self) -> Option<String> {
        match self {
            Self::Open { path, .. } | Self::Directory { path } => {
                Some(path.file_name()?.to_string_lossy().into_owned())
            }
            Self::Empty { file }
            | Self::NotRecognised { file, .. }
            | Self::NotUsed { file, .. }
            | Self::NothingInArchive { file, .. }
            | Self::MissingColumn { file, .. }
            | Self::Encoding { file, .. }
            | Self::Truncated { file, .. }
            | Self::Corrupt { file, .. }
            | Self::Read { file, .. }
            | Self::Malformed { file, .. }
            | Self::Refused { file, .. }
            | Self::OtherKind { file, .. } => Some(file.clone()),
        }
    }

    /// The stable code of the error (`snake_case`).
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Directory { .. } => "directory",
            Self::Empty { .. } => "empty",
            Self::NotRecognised { .. } | Self::NothingInArchive { .. } => "not_recognised",
            Self::NotUsed { .. } => "not_used",
            Self::MissingColumn { .. } => "missing_column",
            Self::Encoding { .. } => "encoding",
            Self::Truncated { .. } => "truncated",
            Self::Corrupt { .. } => "corrupt",
            Self::Read { .. } => "read",
            Self::Malformed { .. } => "malformed",
            Self::Refused { .. } => "refused",
            Self::OtherKind { .. } => "other_kind",
        }
    }
}
