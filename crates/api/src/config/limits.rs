//! What one request, one connection and all of them may cost, and how often a caller may ask.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What one request, one connection and all of them may cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Largest body, in bytes.
    pub body_bytes: usize,
    /// Largest body of the bulk routes, in bytes.
    pub bulk_body_bytes: usize,
    /// Most identifiers in one bulk call.
    pub bulk_ids: usize,
    /// Longest address (path and query), in bytes.
    pub url_bytes: usize,
    /// Largest head (all headers), in bytes.
    pub header_bytes: usize,
    /// Most headers.
    pub headers: usize,
    /// Most requests answered at once; beyond, 503.
    pub requests_at_once: usize,
    /// Most connections held at once; beyond, they wait to be accepted.
    pub connections: usize,
    /// Most connections of one address; loopback and trusted proxies excepted.
    pub connections_per_address: usize,
    /// Seconds in which a client must have sent its headers.
    pub header_seconds: u64,
    /// Seconds in which a request must have been read and an answer begun.
    pub request_seconds: u64,
    /// Seconds in which a streamed answer must have been taken.
    pub stream_seconds: u64,
    /// Seconds after which a connection is closed once idle, so that none lives for ever.
    pub connection_seconds: u64,
    /// Seconds that requests under way are given to finish when the server stops.
    pub shutdown_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A hundred times the largest real case of `POST /v1/decide`.
            body_bytes: 1 << 20,
            bulk_body_bytes: 8 << 20,
            bulk_ids: 50_000,
            url_bytes: 16 << 10,
            header_bytes: 32 << 10,
            headers: 64,
            requests_at_once: 1024,
            connections: 4096,
            connections_per_address: 256,
            header_seconds: 10,
            // The slowest honest request takes some milliseconds, a bulk body over a bad line some seconds.
            request_seconds: 20,
            stream_seconds: 300,
            connection_seconds: 600,
            shutdown_seconds: 20,
        }
    }
}

impl Limits {
    pub(crate) const fn request_time(&self) -> Duration {
        Duration::from_secs(self.request_seconds)
    }

    pub(crate) const fn header_time(&self) -> Duration {
        Duration::from_secs(self.header_seconds)
    }

    pub(crate) const fn stream_time(&self) -> Duration {
        Duration::from_secs(self.stream_seconds)
    }

    pub(crate) const fn connection_time(&self) -> Duration {
        Duration::from_secs(self.connection_seconds)
    }

    pub(crate) const fn shutdown_time(&self) -> Duration {
        Duration::from_secs(self.shutdown_seconds)
    }
}

/// How often a caller may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quotas {
    /// For each key.
    pub key: Quota,
    /// For each address, without a key.
    pub address: Quota,
    /// Keys refused, for each address: beyond, 429 instead of 401.
    pub failures: Quota,
    /// Whether callers on the machine itself, without a key, are limited too.
    pub loopback: bool,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            key: Quota { per_second: 100, burst: 400 },
            address: Quota { per_second: 20, burst: 100 },
            failures: Quota { per_second: 1, burst: 20 },
            loopback: false,
        }
    }
}

/// A rate: what flows back every second, and what may be spent at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Requests a second in the long run.
    pub per_second: u32,
    /// Requests at once after a pause.
    pub burst: u32,
}
