//! How this server stands towards the depot that it follows, told by whoever follows it. Follows nothing itself.

use jiff::Timestamp;
use serde::Serialize;

/// The states that a server may be in, by code.
pub const DEPOT_STATES: [&str; 6] = ["starting", "waiting", "followed", "away", "refused", "failed"];

/// How this server stands towards its depot. Why is in the log: it may name a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DepotStanding {
    /// One of [`DEPOT_STATES`].
    pub state: &'static str,
    /// Since when.
    pub since: Timestamp,
    /// The sequence of the pointer that is followed.
    pub sequence: Option<u64>,
    /// When the depot was last found to name what is served: for the metrics, since it is never twice the same.
    #[serde(skip)]
    pub followed_at: Option<Timestamp>,
}
