//! Any bytes at every decoder: none may panic, hang, or hold more memory than its input warrants.
//!
//! A target is a function of bytes ([`TARGETS`]) with the seeds to begin from ([`seeds`]). Two runners call them: a
//! small one on stable Rust, the same inputs at each run ([`mutation`]), and libFuzzer (`tests/fuzz/run`).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "this is test code: a panic is a finding")]

mod containers;
mod decoders;
pub mod mutation;
mod records;
mod requests;
mod seeds;
mod texts;

pub use seeds::seeds;

/// What reads bytes: its name, and the function that must live through any.
pub type Target = (&'static str, fn(&[u8]));

/// Every target, in the order of their names.
pub const TARGETS: &[Target] = &[
    ("certificates", records::certificates),
    ("client_file", records::client_file),
    ("client_stream", records::client_stream),
    ("containers", containers::any),
    ("finess_csv", decoders::finess_csv),
    ("finess_json", decoders::finess_json),
    ("finess_xml", decoders::finess_xml),
    ("identifiers", texts::identifiers),
    ("queries", texts::queries),
    ("requests", requests::any),
    ("rpps_persons", decoders::rpps_persons),
    ("rpps_restricted", decoders::rpps_restricted),
    ("rpps_savoir_faire", decoders::rpps_savoir_faire),
    ("sirene", decoders::sirene),
];

/// The target of that name.
///
/// # Panics
/// When there is none.
pub fn target(name: &str) -> fn(&[u8]) {
    TARGETS.iter().find(|(known, _)| *known == name).expect("a target of that name").1
}
