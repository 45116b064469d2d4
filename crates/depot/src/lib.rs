//! Generations through object storage: one writer publishes, any number of stateless readers follow.
//!
//! # Design
//!
//! ```text
//! s3://bucket/prefix/            or file:///path
//!   pointer                      which generation is served, since when; signed or not
//!   manifests/<generation>.json  the manifest that sealed it, byte for byte
//!   objects/<sha-256>            its files, by what they hold
//! ```
//!
//! The **writer** ([`publish`]) sends the files that are not there yet, sees that all of them are, then writes the
//! manifest, and the pointer last of all. Killed anywhere, it leaves the old pointer or the new one, and what either
//! names is whole. Files are named by their hash: a generation that shares files with the last one sends the others.
//!
//! A **reader** ([`Reader`]) reads the pointer now and then. It fetches what its own folder lacks, verifies each
//! file's size and hash before it bears its name, seals, tries to open the result, and only then moves its own
//! `CURRENT`, by one rename. What is wrong in the depot is reported, and what was served stays served.
//!
//! The **signature** is the pointer's. It holds the hash of the manifest, which holds the hash of every file; and a
//! sequence that only grows, so that an older pointer that comes again is refused, signed as it may be. Going back to
//! an older generation is a new pointer to it.
//!
//! **Retention** removes manifests first, then the objects that no manifest left names, and neither before readers
//! had time to finish what they began.

pub mod config;
mod depot;
mod error;
mod key;
mod location;
mod pointer;
mod publish;
mod reader;

pub use config::Config;
pub use depot::Depot;
pub use error::{DepotError, Nature};
pub use key::{SigningKey, TrustedKeys};
pub use location::Location;
pub use pointer::Pointer;
pub use publish::{Published, Publishing, Reread, publish};
pub use reader::{Look, Opens, Reader, ReaderStatus, State};
