//! Support of the tests of the whole: where things are, the program as a process, its server. No test is here.
//!
//! The program is known by its command line and its HTTP answers only: nothing here names one of its crates.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "what fails here fails the test, loudly")]

/// The program's today, whatever the machine's clock says: the day after the fixtures', which
/// tests publish as a second day.
pub const TODAY: &str = "2026-11-21";

mod answer;
mod binary;
mod data;
mod http;
mod program;
mod publisher;
mod reference;
mod server;
mod until;
mod workspace;

pub use answer::{codes, compact, object};
pub use binary::xtask;
pub use data::{Data, fixtures};
pub use http::{Response, Target};
pub use program::{Finished, Run, Running, aiguilleur, spawned};
pub use publisher::{Offer, PATIENT, Publisher};
pub use reference::{
    REFERENCE_DAY, difference, holds, reference, reference_lines, scenario_difference, settle,
};
pub use server::Server;
pub use until::until;
pub use workspace::{files, root};
