//! What is remembered of the file that is held: enough to ask "has it changed?" and to know it is whole.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::ChecksumVerdict;

/// Version of `state.json`; another version counts as nothing held, and the file is fetched again.
pub(crate) const STATE_FORMAT: u32 = 1;

/// `state.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) format: u32,
    /// Path of the file, relative to the source's folder: the data folder may be moved.
    pub(crate) file: String,
    pub(crate) size: u64,
    pub(crate) sha1: String,
    pub(crate) sha256: String,
    pub(crate) dated: Option<Date>,
    pub(crate) fetched_at: Timestamp,
    pub(crate) checksum: ChecksumVerdict,
    /// The address that the validators belong to: they mean nothing at another one.
    pub(crate) url: String,
    pub(crate) validators: Validators,
    /// On how many days the publisher had nothing else, and the last of them.
    #[serde(default)]
    pub(crate) unchanged: Option<(u32, Date)>,
}

/// What a server gave to ask again with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

impl Validators {
    /// The one that may vouch for a range (RFC 9110 13.1.5: never a weak tag).
    pub(crate) fn for_range(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|tag| !tag.starts_with("W/"));
        strong.or(self.last_modified.as_deref())
    }
}
