//! The configuration of the depot (`[depot]`), with its defaults. Credentials come from the environment alone.

use std::{path::PathBuf, time::Duration};

use jiff::fmt::serde::unsigned_duration::friendly::compact::required as duration;
use serde::{Deserialize, Serialize};

/// The configuration of the depot. An empty text is none. Durations are written `30s`, `1h`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address of the S3 service, else what `AWS_ENDPOINT_URL` says, else Amazon's. HTTPS, but for a loopback address.
    pub endpoint: String,
    /// Its region, else what `AWS_REGION` says.
    pub region: String,
    /// PEM file of the only authorities that may vouch for it; else the machine's.
    pub ca_bundle: PathBuf,
    /// PEM file of the writer's ed25519 key (PKCS#8): pointers are signed with it.
    pub signing_key: PathBuf,
    /// PEM file of the public keys that a reader trusts; one is enough. None: signatures are not asked for.
    pub verify_key: PathBuf,
    /// How many generations older than the one that is served stay in the depot.
    pub keep: usize,
    /// For how long what was superseded stays at least, for readers that are still fetching it.
    #[serde(with = "duration")]
    pub grace: Duration,
    /// How often a reader looks at the pointer.
    #[serde(with = "duration")]
    pub poll: Duration,
    /// How many older generations a reader keeps on its own disk, to go back to and for its change feed.
    pub keep_local: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            endpoint: String::new(),
            region: String::new(),
            ca_bundle: PathBuf::new(),
            signing_key: PathBuf::new(),
            verify_key: PathBuf::new(),
            // A week, as on the writer's own disk.
            keep: 7,
            // A reader on a slow line takes minutes for some 600 MB.
            grace: Duration::from_secs(3600),
            poll: Duration::from_secs(30),
            keep_local: 2,
        }
    }
}
