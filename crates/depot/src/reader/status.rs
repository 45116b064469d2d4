//! Status of a reader, for the log, the status and the metrics.

use jiff::Timestamp;
use serde::Serialize;

use super::Look;
use crate::{DepotError, Nature};

/// State of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The depot has not answered yet.
    Starting,
    /// The depot names no generation yet.
    Waiting,
    /// What is served is what the depot names.
    Followed,
    /// The depot does not answer, or does not let us in.
    Away,
    /// What the depot offers is not to be believed or not to be read.
    Refused,
    /// Our own disk or configuration.
    Failed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Starting, Self::Waiting, Self::Followed, Self::Away, Self::Refused, Self::Failed];

    /// The state as metrics and `/v1/status` write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Waiting => "waiting",
            Self::Followed => "followed",
            Self::Away => "away",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// State of a reader, its start and its cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderStatus {
    /// Current state of the follower.
    pub state: State,
    /// Start of that state.
    pub since: Timestamp,
    /// Why, in one French sentence; nothing where all is well.
    pub why: Option<String>,
    /// The sequence of the pointer that is followed.
    pub sequence: Option<u64>,
    /// When the depot was last found to name what is served.
    pub followed_at: Option<Timestamp>,
}

impl ReaderStatus {
    /// Status before the first poll.
    pub fn starting(now: Timestamp) -> Self {
        Self { state: State::Starting, since: now, why: None, sequence: None, followed_at: None }
    }

    /// Status after a poll.
    pub(super) fn after(&self, look: &Result<Look, DepotError>, now: Timestamp) -> Self {
        let (state, why) = match look {
            Ok(Look::Nothing) => (State::Waiting, None),
            Ok(Look::Follows(_)) => (State::Followed, None),
            Err(error) => (state_of(error), Some(said(error))),
        };
        let followed = look.as_ref().ok().and_then(|look| match look {
            Look::Nothing => None,
            Look::Follows(pointer) => Some(pointer.sequence),
        });
        Self {
            state,
            since: if state == self.state { self.since } else { now },
            why,
            sequence: followed.or(self.sequence),
            followed_at: followed.map(|_| now).or(self.followed_at),
        }
    }
}

fn state_of(error: &DepotError) -> State {
    match error.nature() {
        Nature::Away => State::Away,
        Nature::Refused => State::Refused,
        Nature::Ours => State::Failed,
    }
}

/// An error and its causes, on one line.
fn said(error: &DepotError) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.fold(error.to_string(), |said, cause| format!("{said} : {cause}"))
}
