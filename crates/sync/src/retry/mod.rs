//! Which failure is tried again and when: one named policy per kind, decided here and nowhere else.

mod backoff;
mod retry_after;

use std::{collections::BTreeMap, time::Duration};

use crate::{
    config::Retry,
    fetch::{Failure, FailureKind},
};
pub(crate) use backoff::Delays;

pub(crate) use retry_after::retry_after;

/// How a kind of failure is tried again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryPolicy {
    /// Its name, in logs and here.
    pub name: &'static str,
    /// How often, at most, within one fetch.
    pub retries: u32,
    /// The first delay.
    pub first: Duration,
    /// Each delay is twice the one before, up to this.
    pub longest: Duration,
}

/// The network or the host is briefly away.
pub const UNREACHABLE: RetryPolicy = policy("unreachable", 5, 2, 60);
/// The transfer broke: what came is kept, the rest is asked for soon.
pub const RESUME: RetryPolicy = policy("resume", 8, 1, 30);
/// The publisher is overloaded: patience, unless it says how much. The ANS answers 429 to downloads close together,
/// and lets those pass that back off by minutes.
pub const BUSY: RetryPolicy = policy("busy", 5, 60, 900);
/// The server is failing: storms last minutes.
pub const SERVER_ERROR: RetryPolicy = policy("server_error", 6, 5, 300);
/// The bytes are not the published ones: perhaps fetched while they were being replaced.
pub const DAMAGED: RetryPolicy = policy("damaged", 2, 30, 60);
/// A maintenance page in place of the file.
pub const WRONG_CONTENT: RetryPolicy = policy("wrong_content", 2, 60, 300);
/// The dated address died between the index and the download: the index is read again, once.
pub const MOVED: RetryPolicy = policy("moved", 1, 10, 10);

const fn policy(name: &'static str, retries: u32, first: u64, longest: u64) -> RetryPolicy {
    RetryPolicy { name, retries, first: Duration::from_secs(first), longest: Duration::from_secs(longest) }
}

impl RetryPolicy {
    /// The policy of a kind; `None` for what no retry mends within one fetch.
    pub fn of(kind: FailureKind) -> Option<Self> {
        match kind {
            FailureKind::Connection => Some(UNREACHABLE),
            FailureKind::Stalled | FailureKind::CutBody => Some(RESUME),
            FailureKind::Busy => Some(BUSY),
            FailureKind::ServerError => Some(SERVER_ERROR),
            FailureKind::WrongLength | FailureKind::WrongChecksum => Some(DAMAGED),
            FailureKind::NotTheFile | FailureKind::MalformedIndex => Some(WRONG_CONTENT),
            FailureKind::NotFound => Some(MOVED),
            FailureKind::NotPublished
            | FailureKind::Refused
            | FailureKind::UnexpectedStatus
            | FailureKind::Tls
            | FailureKind::Redirect
            | FailureKind::HeadTooLarge
            | FailureKind::BodyTooLarge
            | FailureKind::Deadline
            | FailureKind::DiskFull
            | FailureKind::Disk => None,
        }
    }
}

/// What to do after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Try again after so long.
    Wait(Duration),
    /// It will not pass within this fetch.
    GiveUp,
}

/// The retries that one fetch has left, per policy.
pub struct Budget {
    config: Retry,
    used: BTreeMap<&'static str, (u32, Delays)>,
}

impl Budget {
    /// A full budget.
    pub fn new(config: &Retry) -> Self {
        Self { config: config.clone(), used: BTreeMap::new() }
    }

    /// Decides after a failure. A delay that the publisher asks for replaces ours, if we have that much patience.
    pub fn after(&mut self, failure: &Failure) -> Decision {
        let Some(policy) = RetryPolicy::of(failure.kind) else { return Decision::GiveUp };
        let fresh = || (0, Delays::new(&policy, self.config.jitter));
        let (used, delays) = self.used.entry(policy.name).or_insert_with(fresh);
        if *used == policy.retries {
            return Decision::GiveUp;
        }
        *used += 1;
        let ours = delays.next();
        match failure.retry_after {
            Some(asked) if asked > self.config.patience => Decision::GiveUp,
            Some(asked) => Decision::Wait(asked),
            None => Decision::Wait(ours),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calm() -> Retry {
        Retry { jitter: 0.0, ..Retry::default() }
    }

    fn delays(kind: FailureKind) -> Vec<u64> {
        let mut budget = Budget::new(&calm());
        let failure = Failure::new(kind, "");
        std::iter::from_fn(|| match budget.after(&failure) {
            Decision::Wait(delay) => Some(delay.as_secs()),
            Decision::GiveUp => None,
        })
        .collect()
    }

    #[test]
    fn each_kind_has_its_own_patience() {
        assert_eq!(delays(FailureKind::Connection), [2, 4, 8, 16, 32]);
        assert_eq!(delays(FailureKind::CutBody), [1, 2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(delays(FailureKind::Busy), [60, 120, 240, 480, 900]);
        assert_eq!(delays(FailureKind::ServerError), [5, 10, 20, 40, 80, 160]);
        assert_eq!(delays(FailureKind::WrongChecksum), [30, 60]);
        assert_eq!(delays(FailureKind::NotFound), [10]);
        assert_eq!(delays(FailureKind::Tls), [0; 0]);
        assert_eq!(delays(FailureKind::DiskFull), [0; 0]);
    }

    #[test]
    fn the_publishers_wish_replaces_our_delay_within_reason() {
        let asked = |seconds| {
            let retry_after = Some(Duration::from_secs(seconds));
            Budget::new(&calm()).after(&Failure { retry_after, ..Failure::new(FailureKind::Busy, "") })
        };
        assert_eq!(asked(7), Decision::Wait(Duration::from_secs(7)));
        assert_eq!(asked(900), Decision::Wait(Duration::from_secs(900)));
        assert_eq!(asked(901), Decision::GiveUp);
    }

    #[test]
    fn two_kinds_of_one_policy_share_its_budget() {
        let mut budget = Budget::new(&calm());
        for kind in [FailureKind::Stalled, FailureKind::CutBody].repeat(4) {
            assert!(matches!(budget.after(&Failure::new(kind, "")), Decision::Wait(_)));
        }
        assert_eq!(budget.after(&Failure::new(FailureKind::Stalled, "")), Decision::GiveUp);
    }

    #[test]
    fn jitter_stays_within_its_share() {
        let mut budget = Budget::new(&Retry { jitter: 0.25, ..Retry::default() });
        let Decision::Wait(delay) = budget.after(&Failure::new(FailureKind::Busy, "")) else { panic!() };
        assert!((45.0..=75.1).contains(&delay.as_secs_f64()), "{delay:?}");
    }
}
