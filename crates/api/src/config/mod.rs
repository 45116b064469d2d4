//! Configuration of the server (`[serve]`), with its defaults: addresses, access, limits, quotas.

mod legal;
mod limits;
mod webhooks;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

pub use aiguilleur_directory::Freshness;
use aiguilleur_directory::{Clock, HostOptions};
pub use aiguilleur_reconcile::jobs::JobLimits;
pub use legal::Legal;
pub use limits::{Limits, Quota, Quotas};
pub use webhooks::Webhooks;

/// The configuration of the server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the API listens.
    pub listen: SocketAddr,
    /// Where operators are answered.
    pub admin_listen: SocketAddr,
    /// Whether a key is required even on a loopback address (behind a proxy, for instance).
    pub require_keys: bool,
    /// Whether callers without a key are answered on an address that is not loopback.
    pub allow_anonymous: bool,
    /// File of the API keys; empty: `keys.json` of the data folder.
    pub keys_file: PathBuf,
    /// Whether the web pages are open to callers without a key where the API asks for one.
    pub open_pages: bool,
    /// Proxies whose `Forwarded` and `X-Forwarded-For` are believed: addresses or networks.
    pub trusted_proxies: Vec<Network>,
    /// Header in which a trusted proxy names who signed in with it; such callers see the pages without a key. Empty: none.
    pub user_header: String,
    /// Origins whose pages may call the API from a browser; `*` for any.
    pub cors_origins: Vec<String>,
    /// Age in days beyond which data is stale.
    pub freshness: Freshness,
    /// Bytes of the directory's blocks that are kept decompressed.
    pub cache_bytes: usize,
    /// Where a flaw of this server is reported (RFC 9116): `mailto:`, `tel:` or `https:`. Empty: no security.txt.
    pub security_contacts: Vec<String>,
    /// What one request, one connection and all of them may cost.
    pub limits: Limits,
    /// How often a caller may ask.
    pub quotas: Quotas,
    /// What reconciliations in the background may cost.
    pub jobs: JobLimits,
    /// Hosts that they may call when they end.
    pub webhooks: Webhooks,
    /// Who answers for the pages by law.
    pub legal: Legal,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            admin_listen: SocketAddr::from(([127, 0, 0, 1], 8081)),
            require_keys: false,
            allow_anonymous: false,
            keys_file: PathBuf::new(),
            open_pages: false,
            trusted_proxies: Vec::new(),
            user_header: String::new(),
            cors_origins: Vec::new(),
            freshness: Freshness::default(),
            cache_bytes: aiguilleur_directory::CACHE_BYTES,
            security_contacts: Vec::new(),
            limits: Limits::default(),
            quotas: Quotas::default(),
            jobs: JobLimits::default(),
            webhooks: Webhooks::default(),
            legal: Legal::default(),
        }
    }
}

/// An address or a network of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

impl Network {
    /// Whether `address` is one of them.
    pub fn contains(&self, address: &IpAddr) -> bool {
        self.0.contains(address)
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let alone = || text.parse::<IpAddr>().map(IpNet::from);
        text.parse()
            .or_else(|_| alone())
            .map(Self)
            .map_err(|_| format!("« {text} » n'est ni une adresse ni un réseau (10.0.0.0/8)"))
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.0.to_string()
    }
}

impl Config {
    /// How the directory is served, on the day of `clock`.
    pub fn host(&self, clock: Clock) -> HostOptions {
        HostOptions {
            freshness: self.freshness.clone(),
            clock,
            cache_bytes: self.cache_bytes,
            invented: false,
        }
    }

    /// Whether the API asks for a key, listening where it does. A proxy that is trusted brings callers from elsewhere.
    pub const fn asks_for_keys(&self) -> bool {
        let open = self.listen.ip().is_loopback() && self.trusted_proxies.is_empty();
        self.require_keys || !(open || self.allow_anonymous)
    }

    /// Whether the operators' listener asks for a key of scope `admin`.
    pub const fn admin_asks_for_keys(&self) -> bool {
        !(self.admin_listen.ip().is_loopback() || self.allow_anonymous)
    }

    /// Whether `address` is a proxy to believe.
    pub fn trusts(&self, address: &IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_required_on_public_addresses() {
        let public = SocketAddr::from(([0, 0, 0, 0], 8080));
        let check = |listen, require_keys, allow_anonymous, expected: bool| {
            let config = Config { listen, require_keys, allow_anonymous, ..Config::default() };
            assert_eq!(config.asks_for_keys(), expected, "{config:?}");
        };
        check(Config::default().listen, false, false, false);
        check(Config::default().listen, true, false, true);
        check(public, false, false, true);
        check(public, false, true, false);
        check(public, true, true, true);
        let proxied =
            Config { trusted_proxies: vec!["127.0.0.1".to_owned().try_into().unwrap()], ..Config::default() };
        assert!(proxied.asks_for_keys());
        assert!(!Config { allow_anonymous: true, ..proxied }.asks_for_keys());
    }

    #[test]
    fn a_network_is_an_address_or_a_prefix() {
        let read = |text: &str| Network::try_from(text.to_owned());
        assert!(read("10.0.0.0/8").unwrap().contains(&"10.1.2.3".parse().unwrap()));
        assert!(!read("10.0.0.1").unwrap().contains(&"10.0.0.2".parse().unwrap()));
        assert!(read("fd00::/8").unwrap().contains(&"fd12::1".parse().unwrap()));
        assert!(read("nginx").is_err());
    }
}
