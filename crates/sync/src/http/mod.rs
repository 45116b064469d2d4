//! One HTTP client per publisher: trust, identity, rate limit, bounds. Knows no source and no file.

mod body;
mod configured;
mod failure;
mod limit;
mod redirect;
mod tls;

use std::{collections::BTreeMap, time::Duration};

use reqwest::{Method, Url, header::HeaderMap};
use tokio::time::timeout;

pub(crate) use body::Body;
pub use configured::{CertificateUse, ConfiguredCertificates};
use tls::public_trust;

use crate::{
    Config, SyncError,
    config::{Network, Proxy, PublisherConfig},
    fetch::{Failure, FailureKind},
    publisher::PublisherName,
};
use limit::Limiter;

/// The clients of every publisher.
pub(crate) struct Clients {
    by_publisher: BTreeMap<PublisherName, Client>,
}

/// What talks to one publisher.
pub(crate) struct Client {
    inner: reqwest::Client,
    pub(crate) limiter: Limiter,
    base: Url,
    network: Network,
}

impl Clients {
    pub(crate) fn new(config: &Config) -> Result<Self, SyncError> {
        let client = |name: PublisherName| Ok((name, Client::new(name, config)?));
        let by_publisher = config.publishers_in_use().map(client).collect::<Result<_, SyncError>>()?;
        Ok(Self { by_publisher })
    }

    /// What is wrong with a publisher that a source is fetched from.
    pub(crate) fn faults(config: &Config) -> impl Iterator<Item = SyncError> {
        config.publishers_in_use().filter_map(|name| Client::new(name, config).err())
    }

    /// The client of a publisher; `None` for one that no configured source uses.
    pub(crate) fn of(&self, publisher: PublisherName) -> Option<&Client> {
        self.by_publisher.get(&publisher)
    }
}

impl Client {
    fn new(name: PublisherName, config: &Config) -> Result<Self, SyncError> {
        let publisher = config.publisher(name);
        let base = publisher.base_url(name)?;
        let inner = build(name, &publisher, &base, &config.network).map_err(|error| {
            match error.downcast::<SyncError>() {
                Ok(ours) => *ours,
                Err(error) => SyncError::config(format!("publishers.{name}"), error),
            }
        })?;
        Ok(Self { inner, limiter: Limiter::new(&publisher), base, network: config.network.clone() })
    }

    /// An address under the publisher's base.
    pub(crate) fn under_base(&self, path: &str) -> Result<Url, Failure> {
        let joined = self.base.join(path);
        joined.map_err(|error| Failure::new(FailureKind::NotPublished, format!("address {path}: {error}")))
    }

    /// Whether this publisher may send us to `url`: the base's scheme or better.
    pub(crate) fn accepts(&self, url: &Url) -> bool {
        url.scheme() == "https" || url.scheme() == self.base.scheme()
    }

    /// Asks for a file and waits for the head of the answer, whatever its status.
    pub(crate) async fn get(&self, url: Url, headers: HeaderMap) -> Result<reqwest::Response, Failure> {
        self.send(Method::GET, url, headers).await
    }

    /// Asks what a file is, and for none of its bytes.
    pub(crate) async fn head(&self, url: Url) -> Result<reqwest::Response, Failure> {
        self.send(Method::HEAD, url, HeaderMap::new()).await
    }

    async fn send(&self, method: Method, url: Url, headers: HeaderMap) -> Result<reqwest::Response, Failure> {
        let request = self.inner.request(method, url).headers(headers);
        let response = match timeout(self.network.head, request.send()).await {
            Ok(sent) => sent.map_err(|error| failure::of_request(&error))?,
            Err(_elapsed) => return Err(Failure::new(FailureKind::Stalled, "no head in time")),
        };
        let head: usize =
            response.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        if head > self.network.head_bytes {
            return Err(Failure::new(FailureKind::HeadTooLarge, format!("{head} bytes of headers")));
        }
        Ok(response)
    }

    /// Reads the body of an answer within the time and speed limits.
    pub(crate) fn body(&self, response: reqwest::Response, most: u64) -> Body {
        Body::new(response, &self.network, most)
    }

    /// The largest index that is read, in bytes.
    pub(crate) fn index_bytes(&self) -> u64 {
        self.network.index_bytes
    }
}

/// A client for one address outside of the publishers: the machine's authorities, no redirect, an answer within
/// `time`.
///
/// # Errors
/// When the address is none, or TLS cannot be prepared.
pub fn client_to(address: &str, time: Duration) -> Result<reqwest::Client, Box<dyn std::error::Error>> {
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(public_trust(&Url::parse(address)?)?)
        // A redirect would lead to an address that nobody named.
        .redirect(reqwest::redirect::Policy::none())
        .timeout(time)
        .user_agent(concat!("aiguilleur/", env!("CARGO_PKG_VERSION")))
        .build()?)
}

fn build(
    name: PublisherName,
    publisher: &PublisherConfig,
    base: &Url,
    network: &Network,
) -> Result<reqwest::Client, Box<dyn std::error::Error>> {
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls::client_config(name, publisher, base)?)
        .redirect(redirect::policy(network.redirects, publisher.has_identity()))
        .connect_timeout(network.connect)
        .user_agent(concat!("aiguilleur/", env!("CARGO_PKG_VERSION")));
    let builder = match publisher.proxy {
        Proxy::Environment => builder,
        Proxy::None => builder.no_proxy(),
    };
    Ok(builder.build()?)
}
