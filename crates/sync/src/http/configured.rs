//! The certificates that publishers' configurations name, as bytes; they are parsed elsewhere.

use serde::Serialize;

use super::tls::certificates;
use crate::{Config, SyncError, publisher::PublisherName};

/// What a file of certificates is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateUse {
    /// Trusted authorities of a publisher's server.
    Authorities,
    /// Our certificate, for client authentication.
    Client,
}

impl CertificateUse {
    /// As metrics and reports write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Authorities => "authorities",
            Self::Client => "client",
        }
    }
}

/// A file of certificates that a publisher's configuration names.
#[derive(Debug)]
pub struct ConfiguredCertificates {
    /// Publisher that the files are configured for.
    pub publisher: PublisherName,
    /// What they are for.
    pub usage: CertificateUse,
    /// Each in DER; a key in the same file is left unread.
    pub der: Result<Vec<Vec<u8>>, SyncError>,
}

impl Config {
    /// The files of certificates of the publishers in use, read now.
    pub fn certificates(&self) -> Vec<ConfiguredCertificates> {
        let mut found = Vec::new();
        for publisher in self.publishers_in_use() {
            let configured = self.publisher(publisher);
            let files = [
                (CertificateUse::Authorities, "ca_bundle", configured.ca_bundle),
                (CertificateUse::Client, "client_certificate", configured.client_certificate),
            ];
            for (usage, key, path) in files {
                let Some(path) = path else { continue };
                let read = certificates(&format!("publishers.{publisher}.{key}"), &path);
                let der = read.map(|read| read.into_iter().map(|one| one.as_ref().to_vec()).collect());
                found.push(ConfiguredCertificates { publisher, usage, der });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::PublisherConfig, publisher::SourceName};

    #[test]
    fn files_of_publishers_in_use_are_read_and_their_keys_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| Some(folder.path().join(name));
        let made = rcgen::generate_simple_self_signed(["exemple.fr".to_owned()]).unwrap();
        let both = made.signing_key.serialize_pem() + &made.cert.pem();
        std::fs::write(path("client.pem").unwrap(), both).unwrap();
        let configured = PublisherConfig {
            ca_bundle: path("absent.pem"),
            client_certificate: path("client.pem"),
            ..PublisherConfig::default()
        };
        let mut config = Config { sources: vec![SourceName::RppsLibreAcces], ..Config::default() };
        config.publishers.insert(PublisherName::Ans, configured.clone());
        config.publishers.insert(PublisherName::DataGouv, configured);
        let found = config.certificates();
        let [authorities, client] = &found[..] else { panic!("{found:?}") };
        assert_eq!(
            (authorities.publisher, authorities.usage),
            (PublisherName::Ans, CertificateUse::Authorities)
        );
        assert!(authorities.der.as_ref().unwrap_err().to_string().contains("absent.pem"));
        assert_eq!(client.usage, CertificateUse::Client);
        assert_eq!(client.der.as_ref().unwrap(), &[made.cert.der().to_vec()]);
    }
}
