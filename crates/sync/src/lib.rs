//! The unattended worker: finds what publishers offer, fetches it, and judges whether it may be published.
//!
//! # Design
//!
//! ```text
//! publisher   what is fetched, and its current state      Source -> Publication
//! fetch       one source, to its end                      Source -> Outcome
//! retry       which failure is tried again, and when      Failure -> Delay
//! guard       two days compared                           Census, Census, Changes -> Inspection
//! schedule    when the next run is, and that it is alone  Schedule, RunLock
//! run         all of it, once                             Worker -> RunReport
//! webhook     signed POST at the end of a run             Webhook, body -> ()
//! ```
//!
//! Everything that can happen to a download is a value ([`fetch::Outcome`]): an error ([`SyncError`]) means
//! that *we* are wrongly configured or cannot use our own folder. [`guard`] and [`schedule`] are pure.
//!
//! Invariants: TLS is never left unverified, and no option turns that off; a file that bears its final name was
//! received whole and verified; nothing is retried that will not pass by itself; time comes from tokio and from
//! [`Clock`], so that a test pauses it.

mod clock;
pub mod config;
mod error;
pub mod fetch;
pub mod guard;
mod http;
mod note;
pub mod progress;
pub mod publisher;
pub mod retry;
pub mod run;
pub mod schedule;
pub mod webhook;

pub use clock::Clock;
pub use config::Config;
pub use error::SyncError;
pub use http::{CertificateUse, ConfiguredCertificates, client_to};
