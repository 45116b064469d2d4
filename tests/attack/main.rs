//! Attacks on the program from outside: corrupted bytes, kills, full disks, hostile files, the worst texts. Each is short
//! here; `AIGUILLEUR_ATTACK=long` runs it as long as it takes to trust it (`AIGUILLEUR_ATTACK_SEED` repeats a failure).

#![allow(clippy::unwrap_used, reason = "what fails in a test's support fails the test")]

mod crowd;
mod disks;
mod files;
mod flips;
mod forget;
mod keys;
mod kills;
mod modes;
mod random;
mod texts;

use aiguilleur_tests::{Data, Finished, fixtures};
use random::Random;

/// How often an attack is tried.
fn rounds(short: usize, long: usize) -> usize {
    if std::env::var("AIGUILLEUR_ATTACK").is_ok_and(|asked| asked == "long") { long } else { short }
}

/// A folder that serves the second of two days.
fn two_days() -> Data {
    let data = Data::of_fixtures();
    data.import(&fixtures());
    data
}

/// Fails unless a run ended in words: whatever it was given, a panic or a signal is no answer.
#[track_caller]
fn in_words(finished: &Finished, what: &str) {
    let Finished { status, stdout, stderr } = finished;
    assert!(matches!(status, Some(0..=3)), "{what}: status {status:?}\n{stdout}\n{stderr}");
    assert!(!stderr.contains("panicked") && !stdout.contains("panicked"), "{what}:\n{stderr}");
    // Standard output may be data, which keeps what it was given.
    assert!(!stderr.contains(obeyed), "{what}: {stderr:?}");
}

/// Whether a terminal would obey a character.
fn obeyed(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\r')
}
