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
    /// A Java key store: it may hold a private key.
    KeyStore,
    /// A request for a certificate, not a certificate.
    Request,
    /// Larger than the accepted input.
    TooLong,
    /// The file cannot be opened.
    NoFile,
    /// A path came where only the certificate itself is admitted.
    PathNotAdmitted,
    /// Nothing of a certificate was recognised.
    NotACertificate,
}

impl CertificateRefused {
    /// Whether this is, or holds, a private key where none may be.
    pub const fn is_private_key(self) -> bool {
        matches!(self, Self::PrivateKey | Self::Pkcs12 | Self::KeyStore)
    }

    /// French sentences for people; a private key comes with the way to export without it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::PrivateKey => {
                "Ce fichier contient une clé privée : elle n'a été ni lue ni gardée. Ne donnez que le certificat, \
                 par exemple avec : openssl x509 -in fichier.pem -out certificat.pem. Une clé qui a circulé est \
                 compromise : faites révoquer le certificat et commandez-en un autre."
            }
            Self::Pkcs12 => {
                "Un fichier PKCS#12 (.p12, .pfx) contient une clé privée : il n'a pas été ouvert. Exportez le seul \
                 certificat : openssl pkcs12 -in fichier.p12 -clcerts -nokeys -out certificat.pem ; sous Windows, \
                 certmgr.msc, Exporter, « Non, ne pas exporter la clé privée »."
            }
            Self::KeyStore => {
                "Un magasin de clés Java (.jks) peut contenir une clé privée : il n'a pas été ouvert. Exportez le \
                 seul certificat : keytool -exportcert -rfc -keystore fichier.jks -alias ALIAS -file certificat.pem."
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
