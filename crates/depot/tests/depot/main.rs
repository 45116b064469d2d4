//! One writer, readers, and a depot that fails, truncates, corrupts and hangs between them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod faulty;
mod following;
mod publishing;
mod retention;
mod signature;
mod world;
mod writer_faults;
