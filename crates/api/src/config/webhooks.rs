//! Hosts that jobs may call when they end (`[serve.webhooks]`): none by default.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Hosts that jobs may call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// Hosts that may be called, as an address writes them (`exemple.fr`, `exemple.fr:8443`). A caller chooses
    /// among them, so that no internal host is reachable through this server.
    pub hosts: Vec<String>,
    /// File of the secret that calls are signed with.
    pub secret_file: Option<PathBuf>,
}

impl Webhooks {
    /// Whether `url` may be called: HTTPS to a named host, or HTTP to a named loopback one; without a user name.
    ///
    /// # Errors
    /// Why not, in French.
    pub fn admits(&self, url: &str) -> Result<(), String> {
        let (scheme, rest) = url.split_once("://").ok_or("une adresse https:// est attendue")?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'@'));
        if host.is_empty() || !plain || url.len() > MAX_URL {
            return Err("cette adresse n'est pas admise".to_owned());
        }
        let loopback = ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .any(|name| host.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')));
        if scheme != "https" && !(scheme == "http" && loopback) {
            return Err("seul https est admis".to_owned());
        }
        if self.secret_file.is_none() || !self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) {
            return Err("cet hôte n'est pas admis par la configuration (serve.webhooks)".to_owned());
        }
        Ok(())
    }
}

/// Longest address.
const MAX_URL: usize = 2048;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_hosts_over_https_are_called() {
        let named = |name: &str| name.to_owned();
        let webhooks = Webhooks {
            hosts: ["exemple.fr", "exemple.fr:8443", "127.0.0.1:9000", "10.0.0.1"].map(named).into(),
            secret_file: Some("secret".into()),
        };
        for (url, admitted) in [
            ("https://exemple.fr/fin?a=1", true),
            ("https://EXEMPLE.fr:8443", true),
            ("http://127.0.0.1:9000/", true),
            ("http://exemple.fr/", false),
            ("http://10.0.0.1/", false),
            ("https://exemple.fr.autre.fr/", false),
            ("https://exemple.fr@autre.fr/", false),
            ("https://autre.fr/exemple.fr", false),
            ("https://autre.fr\\@exemple.fr/", false),
            ("https://exemple.fr:22/", false),
            ("http://127.0.0.1.autre.fr/", false),
            ("file:///etc/passwd", false),
            ("exemple.fr", false),
            ("https://", false),
        ] {
            assert_eq!(webhooks.admits(url).is_ok(), admitted, "{url}");
        }
        assert!(Webhooks { secret_file: None, ..webhooks }.admits("https://exemple.fr/").is_err());
    }
}
