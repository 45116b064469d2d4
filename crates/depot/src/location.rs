//! Where a depot is, and the client that reaches it. TLS is always verified; plain HTTP is for loopback alone.

use std::{fmt, fs, net::IpAddr, path::Path, sync::Arc, time::Duration};

use object_store::{
    ClientConfigKey, ClientOptions, ObjectStore, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey},
    client::{HttpClient, HttpConnector},
    local::LocalFileSystem,
};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use rustls_platform_verifier::BuilderVerifierExt as _;
use url::Url;

use crate::{Config, DepotError};

/// To reach the service, TLS included.
const CONNECT: Duration = Duration::from_secs(10);

/// Without a byte: a service that is slower than that is away.
const SILENCE: Duration = Duration::from_secs(30);

/// What the client tries by itself, for a glitch; patience with what lasts is the reader's.
const RETRIES: usize = 3;

/// The address of a depot: `s3://bucket/prefix` or `file:///path`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location(Url);

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl std::str::FromStr for Location {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("« {text} » : {error}"))?;
        let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        match url.scheme() {
            "s3" if bare && url.host_str().is_some_and(|bucket| !bucket.is_empty()) => Ok(Self(url)),
            "file" if bare && url.to_file_path().is_ok() => Ok(Self(url)),
            _ => Err("un dépôt s'écrit s3://seau/prefixe ou file:///chemin".to_owned()),
        }
    }
}

impl Location {
    /// What answers there, and the prefix below which a depot lies. `variables` are the environment's.
    pub(crate) fn connect(
        &self,
        config: &Config,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(Arc<dyn ObjectStore>, object_store::path::Path), DepotError> {
        let wrong = |error: object_store::Error| DepotError::config("depot", error);
        if self.0.scheme() == "file" {
            let path = self.0.to_file_path().unwrap_or_default();
            fs::create_dir_all(&path).map_err(DepotError::io("créer", &path))?;
            let files = LocalFileSystem::new_with_prefix(&path).map_err(wrong)?;
            return Ok((Arc::new(files.with_fsync(true)), object_store::path::Path::default()));
        }
        let prefix = object_store::path::Path::from_url_path(self.0.path());
        let prefix = prefix.map_err(|error| DepotError::config("depot", error))?;
        let bucket = self.0.host_str().unwrap_or_default();
        let store = s3(bucket, config, variables)?.build().map_err(wrong)?;
        Ok((Arc::new(store), prefix))
    }
}

fn s3(
    bucket: &str,
    config: &Config,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<AmazonS3Builder, DepotError> {
    let mut builder = AmazonS3Builder::new().with_bucket_name(bucket);
    for (name, value) in variables {
        let key = name
            .strip_prefix("AWS_")
            .and_then(|_| name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>().ok());
        // How the client behaves is ours to say: the environment says who we are and where the service is.
        if let Some(key) =
            key.filter(|key| !matches!(key, AmazonS3ConfigKey::Client(_) | AmazonS3ConfigKey::Bucket))
        {
            builder = builder.with_config(key, value);
        }
    }
    if !config.region.is_empty() {
        builder = builder.with_region(&config.region);
    }
    if !config.endpoint.is_empty() {
        builder = builder.with_endpoint(&config.endpoint);
    }
    let endpoint = builder.get_config_value(&AmazonS3ConfigKey::Endpoint);
    let plain = endpoint.is_some_and(|endpoint| !endpoint.starts_with("https://"));
    if plain && !is_loopback(&builder.get_config_value(&AmazonS3ConfigKey::Endpoint).unwrap_or_default()) {
        return Err(DepotError::config("depot.endpoint", "une adresse https:// est attendue"));
    }
    let retry = RetryConfig { max_retries: RETRIES, retry_timeout: 2 * SILENCE, ..RetryConfig::default() };
    let connector = Connector { tls: tls(config)?, loopback: plain };
    Ok(builder.with_allow_http(plain).with_retry(retry).with_http_connector(connector))
}

fn is_loopback(endpoint: &str) -> bool {
    let url = Url::parse(endpoint).ok().filter(|url| url.scheme() == "http");
    url.and_then(|url| url.host_str().map(str::to_owned)).is_some_and(|host| {
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        address.is_ok_and(|address| address.is_loopback())
    })
}

fn tls(config: &Config) -> Result<ClientConfig, DepotError> {
    let wrong = |detail: String| DepotError::config("depot.ca_bundle", detail);
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(error.to_string()))?;
    let trusting = if config.ca_bundle.as_os_str().is_empty() {
        builder.with_platform_verifier().map_err(|error| wrong(error.to_string()))?
    } else {
        builder.with_root_certificates(roots(&config.ca_bundle).map_err(wrong)?)
    };
    Ok(trusting.with_no_client_auth())
}

fn roots(bundle: &Path) -> Result<RootCertStore, String> {
    let unreadable = |detail: String| format!("{} : {detail}", bundle.display());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(bundle).map_err(|error| unreadable(error.to_string()))? {
        let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
        roots.add(certificate).map_err(|error| unreadable(error.to_string()))?;
    }
    if roots.is_empty() { Err(unreadable("aucun certificat".to_owned())) } else { Ok(roots) }
}

/// Makes the clients: on ring, verified, and in clear only where the address is allowed to be.
#[derive(Debug)]
struct Connector {
    tls: ClientConfig,
    loopback: bool,
}

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        // A machine's own metadata service, for credentials, is spoken to in clear.
        let clear =
            options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|value| value == "true");
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .https_only(!clear)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .user_agent(concat!("aiguilleur/", env!("CARGO_PKG_VERSION")));
        let builder = if self.loopback { builder.no_proxy() } else { builder };
        let client = builder.build();
        client
            .map(HttpClient::new)
            .map_err(|error| object_store::Error::Generic { store: "S3", source: error.into() })
    }
}
