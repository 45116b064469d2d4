//! Why a text gives no certificate. It never repeats what it read.

use serde::Serialize;

/// Why there is no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateRefused {
    /// It holds a private key: nothing of it was read.
    PrivateKey,
    /// A PKCS#12 file: it holds a private key.
    Pkcs12,
    /// A request for a certificate, not a certificate.
    Request,
    /// Too long.
    TooLong,
    /// The file cannot be opened.
    NoFile,
    /// A path came where only the certificate itself is admitted.
    PathNotAdmitted,
    /// Nothing of a certificate was recognised.
    NotACertificate,
}

impl CertificateRefused {
    /// Whether this is a private key where none may be.
    pub const fn is_private_key(self) -> bool {
        matches!(self, Self::PrivateKey | Self::Pkcs12)
    }

    /// One French sentence for people.
    pub const fn message(self) -> &'static str {
        match self {
            Self::PrivateKey => {
                "Ce fichier contient une clé privée : elle n'a été ni lue ni gardée. Ne donner que le certificat."
            }
            Self::Pkcs12 => {
                "Un fichier PKCS#12 (.p12, .pfx) contient une clé privée : il n'a pas été ouvert. Exporter le seul \
                 certificat, en PEM ou en DER."
            }
            Self::Request => "C'est une demande de certificat (CSR), pas un certificat.",
            Self::TooLong => "Ce texte est plus long que tout certificat.",
            Self::NoFile => "Le fichier du certificat n'existe pas ou ne s'ouvre pas.",
            Self::PathNotAdmitted => {
                "Le certificat se donne ici par son contenu, en PEM : un chemin de fichier n'est pas lu."
            }
            Self::NotACertificate => "Ce n'est pas un certificat X.509 en PEM, DER ou PKCS#7.",
        }
    }
}
