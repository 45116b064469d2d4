//! TLS of a publisher's client: trusted authorities and client certificate. The server is always verified.

use std::{error::Error, path::Path, sync::Arc};

use reqwest::Url;
use rustls::{
    ClientConfig, ConfigBuilder, RootCertStore,
    client::WantsClientCert,
    crypto::ring,
    pki_types::{
        CertificateDer, PrivateKeyDer,
        pem::{self, PemObject},
    },
};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::{SyncError, config::PublisherConfig, publisher::PublisherName};

/// The TLS side of a client that knows nobody in particular.
pub(crate) fn public_trust(url: &Url) -> Result<ClientConfig, Box<dyn Error>> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?;
    let trusting = match url.scheme() {
        "http" => builder.with_root_certificates(RootCertStore::empty()),
        _ => builder.with_platform_verifier()?,
    };
    Ok(trusting.with_no_client_auth())
}

/// The TLS side of a publisher's client.
pub(crate) fn client_config(
    name: PublisherName,
    publisher: &PublisherConfig,
    base: &Url,
) -> Result<ClientConfig, Box<dyn Error>> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?;
    let trusting = match &publisher.ca_bundle {
        // Only the bundle: a publisher with its own chain is not vouched for by the public ones.
        Some(bundle) => builder.with_root_certificates(roots(name, bundle)?),
        // A stub on loopback speaks plain HTTP: nobody is trusted.
        None if base.scheme() == "http" => builder.with_root_certificates(RootCertStore::empty()),
        None => builder.with_platform_verifier()?,
    };
    identified(name, publisher, trusting)
}

fn roots(name: PublisherName, bundle: &Path) -> Result<RootCertStore, SyncError> {
    let key = format!("publishers.{name}.ca_bundle");
    let mut roots = RootCertStore::empty();
    for certificate in certificates(&key, bundle)? {
        let unusable = |_| {
            SyncError::config(
                &key,
                format!("{} : un certificat n'est pas utilisable comme autorité", bundle.display()),
            )
        };
        roots.add(certificate).map_err(unusable)?;
    }
    Ok(roots)
}

fn identified(
    name: PublisherName,
    publisher: &PublisherConfig,
    builder: ConfigBuilder<ClientConfig, WantsClientCert>,
) -> Result<ClientConfig, Box<dyn Error>> {
    let Some(path) = &publisher.client_certificate else { return Ok(builder.with_no_client_auth()) };
    let chain = certificates(&format!("publishers.{name}.client_certificate"), path)?;
    // One PEM file may hold both.
    let key_path = publisher.client_key.as_ref().unwrap_or(path);
    let key = PrivateKeyDer::from_pem_file(key_path).map_err(|error| {
        let detail = format!("{} : {}", key_path.display(), why(&error, "aucune clé privée en PEM"));
        SyncError::config(format!("publishers.{name}.client_key"), detail)
    })?;
    Ok(builder.with_client_auth_cert(chain, key)?)
}

pub(super) fn certificates(key: &str, path: &Path) -> Result<Vec<CertificateDer<'static>>, SyncError> {
    let unreadable = |detail: String| SyncError::config(key, format!("{} : {detail}", path.display()));
    let refused = |error: pem::Error| unreadable(why(&error, "ce n'est pas du PEM"));
    let found: Vec<_> = CertificateDer::pem_file_iter(path).and_then(Iterator::collect).map_err(refused)?;
    if found.is_empty() { Err(unreadable("aucun certificat en PEM".into())) } else { Ok(found) }
}

/// Why a PEM file is refused: what the system says, else `otherwise`.
fn why(error: &pem::Error, otherwise: &str) -> String {
    match error {
        pem::Error::Io(error) => aiguilleur_files::reason(error),
        _ => otherwise.to_owned(),
    }
}
