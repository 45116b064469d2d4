//! Support of the tests of the whole: where things are, the program as a process, its server. No test is here.
//!
//! The program is known by its command line and its HTTP answers only: nothing here names one of its crates.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "what fails here fails the test, loudly")]
#![allow(clippy::print_stdout, reason = "tests tell what they leave out")]

mod answer;
mod binary;
mod data;
mod http;
mod program;
mod publisher;
mod server;
mod workspace;

pub use answer::{codes, compact, object};
pub use binary::xtask;
pub use data::{Data, fixtures};
pub use http::{Response, Target};
pub use program::{Finished, Run, Running, aiguilleur, spawned};
pub use publisher::{Offer, PATIENT, Publisher};
pub use server::Server;
pub use workspace::{files, root, shared};
