//! What a publisher may do, scripted on loopback: each ends as a stated outcome, in paused time.

mod bounds;
mod discovery;
mod disk;
mod outcomes;
mod reply;
mod resume;
mod retries;
mod stub;
mod world;
