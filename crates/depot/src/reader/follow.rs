//! Look after look, for as long as the process lives: patient with a depot that is away; each change of state is reported once.

use std::{convert::Infallible, time::Duration};

use jiff::Timestamp;
use tokio::time::sleep;

use super::{Look, Reader, ReaderStatus, State};

/// The longest wait between two looks at a depot that gives nothing good: so many times the usual one, and no more
/// than some minutes.
const TIMES: u32 = 10;
const LONGEST: Duration = Duration::from_secs(300);

/// The shortest wait: a pointer is a request, and requests are paid for.
const SHORTEST: Duration = Duration::from_millis(100);

impl Reader {
    /// Looks every `poll`, less often while the depot is away; `report` gets the state after each look. Ends only
    /// when it is dropped.
    pub async fn follow(mut self, poll: Duration, mut report: impl FnMut(&ReaderStatus)) -> Infallible {
        let mut status = ReaderStatus::starting(Timestamp::now());
        let mut failures = 0;
        loop {
            let look = self.look().await;
            failures = if look.is_ok() { 0 } else { failures + 1 };
            let now = status.after(&look, Timestamp::now());
            if is_news(&status, &now) {
                log(&now, self.depot.shown(), look.as_ref().ok());
            }
            status = now;
            report(&status);
            sleep(wait(poll, failures)).await;
        }
    }
}

/// Twice as long after each failure, up to a bound.
fn wait(poll: Duration, failures: u32) -> Duration {
    let poll = poll.max(SHORTEST);
    poll.saturating_mul(TIMES.min(1 << failures.min(16))).min(LONGEST.max(poll))
}

/// What is wrong with a depot's content is worth a line each; of its absence, each attempt tells something else.
fn is_news(before: &ReaderStatus, now: &ReaderStatus) -> bool {
    let otherwise_refused = now.state == State::Refused && now.why != before.why;
    now.state != before.state || now.sequence != before.sequence || otherwise_refused
}

/// Once a change: a depot that is away for a night makes one line, not a thousand.
fn log(status: &ReaderStatus, depot: &str, look: Option<&Look>) {
    let why = status.why.as_deref().unwrap_or_default();
    match (status.state, look) {
        (_, Some(Look::Follows(pointer))) => {
            tracing::info!(
                depot,
                generation = pointer.generation,
                sequence = pointer.sequence,
                "the depot is followed"
            );
        }
        (State::Failed, _) => tracing::error!(depot, why, "the depot cannot be followed"),
        (State::Waiting, _) => tracing::warn!(depot, "the depot names no generation yet"),
        (state, _) => tracing::warn!(
            depot,
            state = state.code(),
            why,
            "the depot is not followed; what is served stays"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_grows_and_is_bounded() {
        let check = |poll, failures, expected| {
            let wait = wait(Duration::from_secs(poll), failures);
            assert_eq!(wait, Duration::from_secs(expected), "{poll} s, {failures} failures");
        };
        check(30, 0, 30);
        check(30, 1, 60);
        check(30, 3, 240);
        check(30, 4, 300);
        check(30, 4_000_000_000, 300);
        check(1, 9, 10);
        // A reader that looks once an hour does not look more often after a failure.
        check(3600, 5, 3600);
        assert_eq!(wait(Duration::ZERO, 0), SHORTEST);
    }
}
