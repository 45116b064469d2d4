//! Time-outs, bounds and patience, each default with its reason.

use std::time::Duration;

use jiff::fmt::serde::unsigned_duration::friendly::compact::required as duration;
use serde::{Deserialize, Serialize};

/// Time-outs and bounds. Durations are written `20s`, `2h`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Network {
    /// To reach a host, TLS included.
    #[serde(with = "duration")]
    pub connect: Duration,
    /// From a request to the head of its answer, redirections included. The ANS prepares its zip on demand.
    #[serde(with = "duration")]
    pub head: Duration,
    /// Each such window must bring `window_bytes`.
    #[serde(with = "duration")]
    pub window: Duration,
    /// Some 1 KiB a second: below, 50 MB would take half a day.
    pub window_bytes: u64,
    /// For one source, retries included: 821 MB at 1 MB/s take a quarter of an hour.
    #[serde(with = "duration")]
    pub per_source: Duration,
    /// Redirections in a row: data.gouv.fr makes one.
    pub redirects: usize,
    /// All header fields of an answer, in bytes.
    pub head_bytes: usize,
    /// The index of a dataset, in bytes: those of the open ones are below 200 KB.
    pub index_bytes: u64,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(20),
            head: Duration::from_secs(120),
            window: Duration::from_secs(60),
            window_bytes: 64 << 10,
            per_source: Duration::from_secs(2 * 3600),
            redirects: 5,
            head_bytes: 64 << 10,
            index_bytes: 8 << 20,
        }
    }
}

/// Patience with failures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retry {
    /// Share, 0 to 1, by which a delay varies, so that many installations do not come back together.
    pub jitter: f64,
    /// The longest `Retry-After` that is waited for; a longer one ends the fetch until the next run.
    #[serde(with = "duration")]
    pub patience: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self { jitter: 0.25, patience: Duration::from_secs(15 * 60) }
    }
}
