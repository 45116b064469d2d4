//! How a publisher is reached: address, trust, identity, rate.

use std::{net::IpAddr, num::NonZeroU32, path::PathBuf};

use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::{SyncError, publisher::PublisherName};

/// One publisher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublisherConfig {
    /// Its base address, else its own. HTTPS, but for a loopback address.
    #[serde(with = "or_empty")]
    pub base: Option<String>,
    /// PEM file of the only authorities that may vouch for it (IGC-Santé for the ANS); else the machine's.
    #[serde(with = "or_empty")]
    pub ca_bundle: Option<PathBuf>,
    /// PEM file of our certificate and its chain, for mutual TLS; it may hold the key too.
    #[serde(with = "or_empty")]
    pub client_certificate: Option<PathBuf>,
    /// PEM file of our key, when it is apart.
    #[serde(with = "or_empty")]
    pub client_key: Option<PathBuf>,
    /// How often it is asked, at most.
    pub requests_per_minute: NonZeroU32,
    /// How many requests may follow each other at once.
    pub burst: NonZeroU32,
    /// Whether the environment's proxy is used.
    pub proxy: Proxy,
}

/// The proxy of a publisher's client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proxy {
    /// What `HTTPS_PROXY` and its like say.
    #[default]
    Environment,
    /// None, whatever they say.
    None,
}

/// Written as an empty text when there is none, so that every value has a name to be shown and set by.
mod or_empty {
    use std::path::PathBuf;

    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
    pub(super) fn serialize<S: Serializer, T: Clone + Into<PathBuf>>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.clone().map_or_else(PathBuf::new, Into::into).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>, T: From<String>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok((!text.is_empty()).then(|| text.into()))
    }
}

const fn count(n: u32) -> NonZeroU32 {
    match NonZeroU32::new(n) {
        Some(n) => n,
        None => NonZeroU32::MIN,
    }
}

impl Default for PublisherConfig {
    /// A run asks some ten times; this only keeps a fault of ours from hammering.
    fn default() -> Self {
        Self {
            base: None,
            ca_bundle: None,
            client_certificate: None,
            client_key: None,
            requests_per_minute: count(30),
            burst: count(10),
            proxy: Proxy::Environment,
        }
    }
}

impl PublisherName {
    /// Its own address.
    pub fn own_base(self) -> &'static str {
        match self {
            Self::DataGouv => "https://www.data.gouv.fr/",
            Self::Ans | Self::AnsRestreint => {
                "https://service.annuaire.sante.fr/annuaire-sante-webservices/V300/services/extraction/"
            }
        }
    }
}

impl PublisherConfig {
    /// A publisher at its own address.
    pub fn of(name: PublisherName) -> Self {
        Self { base: Some(name.own_base().to_owned()), ..Self::default() }
    }

    pub(crate) fn has_identity(&self) -> bool {
        self.client_certificate.is_some()
    }

    /// The base address, with its final slash.
    pub(crate) fn base_url(&self, name: PublisherName) -> Result<Url, SyncError> {
        let key = format!("publishers.{name}.base");
        let mut text = self.base.clone().unwrap_or_else(|| name.own_base().to_owned());
        if !text.ends_with('/') {
            text.push('/');
        }
        let url =
            Url::parse(&text).map_err(|_| SyncError::config(&key, "une adresse https:// est attendue"))?;
        match url.scheme() {
            "https" => Ok(url),
            "http" if is_loopback(&url) => Ok(url),
            _ => Err(SyncError::config(key, "une adresse https:// est attendue")),
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        address.is_ok_and(|address| address.is_loopback())
    })
}
