//! A short run of every target on stable Rust: each seed, then mutations, the same at every run.
//!
//! `AIGUILLEUR_FUZZ_RUNS` and `AIGUILLEUR_FUZZ_SEED` say how many and which others.

#![allow(clippy::print_stdout, reason = "the input that failed is printed, so that it can be kept")]

use aiguilleur_fuzz::{TARGETS, mutation, seeds};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// Prints the input that a target did not live through.
struct Held<'i>(&'i str, &'i [u8]);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{} failed on {} bytes: {}", self.0, self.1.len(), self.1.escape_ascii());
        }
    }
}

fn live_through(name: &str) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target of that name");
    let seeds = seeds(name);
    let mut numbers = mutation::Numbers::new(setting("AIGUILLEUR_FUZZ_SEED", 6));
    let mutations =
        (0..setting("AIGUILLEUR_FUZZ_RUNS", 2000)).map(|_| mutation::mutated(&seeds, &mut numbers));
    for input in seeds.iter().cloned().chain(mutations) {
        let _held = Held(name, &input);
        target(&input);
    }
}

macro_rules! tests {
    ($($name:ident)+) => {
        $(#[test] fn $name() { live_through(stringify!($name)); })+

        #[test]
        fn every_target_has_its_test() {
            assert!(TARGETS.iter().map(|(name, _)| *name).eq([$(stringify!($name)),+]));
        }
    };
}

tests! {
    certificates client_file client_stream containers finess_csv finess_json finess_xml identifiers queries
    requests rpps_persons rpps_restricted rpps_savoir_faire sirene
}
