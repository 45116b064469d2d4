//! Webhook delivery: signed POST, HTTPS or loopback only, no redirects, retried on transient failures.
//!
//! `Aiguilleur-Signature: t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256 of `SECONDS.BODY`: the holder of the
//! secret knows that the body is ours, and by the time that it is not an old one sent again. Neither the
//! address, which may carry a token, nor the body is ever logged or part of an error.

use std::{net::IpAddr, time::Duration};

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use reqwest::{Client, StatusCode, Url, header};
use sha2::Sha256;

use crate::{
    http,
    retry::{Delays, RetryPolicy, retry_after},
};

/// How a call is tried again: a receiver that restarts is back within minutes.
pub const CALL: RetryPolicy = RetryPolicy {
    name: "webhook",
    retries: 6,
    first: Duration::from_secs(2),
    longest: Duration::from_secs(60),
};

/// Time for one try, from the connection to the head of the answer.
const ONE_TRY: Duration = Duration::from_secs(15);

/// Shortest secret, in bytes: what is shorter can be guessed.
const MIN_SECRET: usize = 16;

/// Why a webhook was not delivered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The address is none that is called.
    #[error("adresse de rappel : https est attendu (http sur la machine même), sans nom d'utilisateur")]
    Address,
    /// The secret is too short.
    #[error("secret de rappel : {MIN_SECRET} octets au moins sont attendus")]
    Secret,
    /// No HTTPS here.
    #[error("le client HTTPS ne peut pas être préparé : {0}")]
    Client(String),
    /// The receiver does not want it.
    #[error("le rappel est refusé par son destinataire : statut {0}")]
    Refused(u16),
    /// The receiver did not answer, or was failing, at every try.
    #[error("le rappel n'a pas abouti en {0} essais")]
    GivenUp(u32),
}

/// The receiver's address, and the secret that signs the calls.
pub struct Webhook {
    client: Client,
    url: Url,
    secret: Vec<u8>,
    policy: RetryPolicy,
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhook").field("policy", &self.policy).finish_non_exhaustive()
    }
}

/// How one try ended.
enum Tried {
    Delivered,
    Refused(u16),
    /// A transient failure; the delay of `Retry-After`, when given.
    Later(Option<Duration>),
}

impl Webhook {
    /// Prepares calls to `url`, signed with `secret`.
    ///
    /// # Errors
    /// When the address is not admitted, the secret too short, or TLS cannot be prepared.
    pub fn new(url: &str, secret: &[u8]) -> Result<Self, WebhookError> {
        let url = Url::parse(url).ok().filter(admitted).ok_or(WebhookError::Address)?;
        if secret.len() < MIN_SECRET {
            return Err(WebhookError::Secret);
        }
        let unprepared = |error: Box<dyn std::error::Error>| WebhookError::Client(error.to_string());
        let client = http::client_to(url.as_str(), ONE_TRY).map_err(unprepared)?;
        Ok(Self { client, url, secret: secret.to_vec(), policy: CALL })
    }

    /// The same, with another retry policy.
    #[must_use]
    pub fn trying(self, policy: RetryPolicy) -> Self {
        Self { policy, ..self }
    }

    /// Sends `body`, a JSON document.
    ///
    /// # Errors
    /// When the receiver refuses it, or is not to be had.
    pub async fn send(&self, body: &[u8]) -> Result<(), WebhookError> {
        let mut delays = Delays::new(&self.policy, 0.2);
        for _ in 0..self.policy.retries {
            match self.try_once(body).await {
                Tried::Delivered => return Ok(()),
                Tried::Refused(status) => return Err(WebhookError::Refused(status)),
                Tried::Later(asked) => {
                    let ours = delays.next();
                    tokio::time::sleep(asked.map_or(ours, |asked| asked.min(self.policy.longest))).await;
                }
            }
        }
        match self.try_once(body).await {
            Tried::Delivered => Ok(()),
            Tried::Refused(status) => Err(WebhookError::Refused(status)),
            Tried::Later(_) => Err(WebhookError::GivenUp(self.policy.retries + 1)),
        }
    }

    async fn try_once(&self, body: &[u8]) -> Tried {
        let request = self
            .client
            .post(self.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header("Aiguilleur-Signature", signature(&self.secret, Timestamp::now().as_second(), body))
            .body(body.to_vec());
        let Ok(response) = request.send().await else { return Tried::Later(None) };
        let status = response.status();
        let passing = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_EARLY, StatusCode::TOO_MANY_REQUESTS];
        if status.is_success() {
            Tried::Delivered
        } else if status.is_server_error() || passing.contains(&status) {
            let asked = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
            Tried::Later(asked.and_then(|value| retry_after(value, Timestamp::now())))
        } else {
            Tried::Refused(status.as_u16())
        }
    }
}

/// Whether that is an address to call: nothing secret goes in the clear over a network.
fn admitted(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    let loopback = host == "localhost" || address.is_some_and(|address| address.is_loopback());
    let anonymous = url.username().is_empty() && url.password().is_none();
    anonymous && !host.is_empty() && (url.scheme() == "https" || (url.scheme() == "http" && loopback))
}

/// The signature of `body`, sent at `seconds`.
fn signature(secret: &[u8], seconds: i64, body: &[u8]) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    let code: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={seconds},v1={code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_one_that_openssl_makes() {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef
        assert_eq!(
            signature(b"0123456789abcdef", 1_700_000_000, b"{\"a\":1}"),
            "t=1700000000,v1=9eb18f493f8ec135d9eb2dad817c369bb4e9cbfa818657897a7437c1cd8c3a23"
        );
    }

    #[test]
    fn only_https_and_loopback_are_called() {
        for (url, expect) in [
            ("https://exemple.fr/fin", true),
            ("http://127.0.0.1:9000/", true),
            ("http://[::1]/", true),
            ("http://localhost/", true),
            ("http://exemple.fr/", false),
            ("http://10.0.0.1/", false),
            ("http://127.0.0.1.exemple.fr/", false),
            ("https://nom@exemple.fr/", false),
            ("ftp://exemple.fr/", false),
        ] {
            assert_eq!(admitted(&Url::parse(url).unwrap()), expect, "{url}");
        }
        assert!(matches!(Webhook::new("https://exemple.fr/", b"short"), Err(WebhookError::Secret)));
    }
}
