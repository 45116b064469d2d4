//! What a publisher may do, scripted on loopback: each ends as a stated outcome, in paused time.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails there")]

mod bounds;
mod discovery;
mod disk;
mod outcomes;
mod reply;
mod resume;
mod retries;
mod stub;
mod world;
