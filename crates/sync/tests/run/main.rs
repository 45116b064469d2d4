//! Runs from end to end: publishers on one side, a directory that remembers what it was asked on the other.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails there")]

mod candidates;
mod decisions;
mod keeping;
mod real;
mod scripted;
mod verdicts;
mod world;
