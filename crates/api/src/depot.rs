//! State of the depot that this server follows, set by the binary, which follows it.

use jiff::Timestamp;
use serde::Serialize;

/// The states that a server may be in, by code.
pub const DEPOT_STATES: [&str; 6] = ["starting", "waiting", "followed", "away", "refused", "failed"];

/// State of the depot. The cause is in the log only: it may name a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DepotStatus {
    /// One of [`DEPOT_STATES`].
    pub state: &'static str,
    /// Start of the current state.
    pub since: Timestamp,
    /// The sequence of the pointer that is followed.
    pub sequence: Option<u64>,
    /// When the depot was last found to name what is served: for the metrics, since it is never twice the same.
    #[serde(skip)]
    pub followed_at: Option<Timestamp>,
}
