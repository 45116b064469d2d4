//! API keys: made once, kept as salted hashes, checked at every request.
//!
//! A key is `aig_<id>_<secret>`. The id is public: it finds the record and appears in logs. The secret is 256
//! random bits, so that a plain SHA-256 over salt and secret is as good as any slow hash: there is no
//! dictionary to try, and a request is not made to pay for one. The comparison takes constant time.

mod file;
mod ring;
mod token;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use file::{KeyFile, KeysError, NewKey};
pub use ring::KeyRing;

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everything that only reads the directory or decides.
    Read,
    /// Client records against the directory.
    Reconcile,
    /// The operators' listener, where it is not on a loopback address.
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::Reconcile, Self::Admin];

    /// The scope as the keys file and the command line write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Reconcile => "reconcile",
            Self::Admin => "admin",
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.code() == text)
            .ok_or_else(|| format!("droit inconnu « {text} » ; droits admis : read, reconcile, admin"))
    }
}

/// A key as the file keeps it: nothing in it opens anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRecord {
    /// Public identifier.
    pub id: String,
    /// What the operator calls it.
    pub label: String,
    /// What it opens.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops opening anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
    /// Random, 16 bytes, base64url.
    salt: String,
    /// SHA-256 of salt and secret, base64url.
    hash: String,
}

impl KeyRecord {
    /// Whether it opens anything at `now`.
    pub fn is_active(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}
