//! Waiting for what another process does: the one place where a test pauses, between two looks.

use std::{
    thread,
    time::{Duration, Instant},
};

/// Long enough for a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(300);

/// Between two looks: to ask without a pause would keep the asked from its work.
const PAUSE: Duration = Duration::from_millis(50);

/// Looks until there is an answer.
///
/// # Panics
/// When there is none in five minutes.
#[track_caller]
pub fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "it does not come to that");
        thread::sleep(PAUSE);
    }
}
