//! Durable generations: what is served is immutable, complete, verified, and never touched again.
//!
//! # Design
//!
//! A **generation** is one import's whole result in a folder of its own: sorted tables on sled, the
//! full-text index, the rejects, and a **manifest** that names every file with its size and SHA-256.
//!
//! ```text
//! DATA/
//!   CURRENT                     the name of the generation that is served, one line
//!   PUBLISHED                   those that were served, and when, one a line
//!   forgotten.json              who must not be shown, as salted hashes
//!   COUNTER                     the last counter that a generation was given: none is given twice
//!   LOCK                        held by the one process that builds
//!   generations/
//!     20261120T081200-000001/   sealed: manifest.json, store/, blocks/, search/, and more
//!   readers/                    copies of sled folders while they are opened, where there is no temporary folder
//!   building/                   what an import is writing; swept when the next one begins
//!   receiving/                  what is fetched of a generation that was sealed elsewhere
//! ```
//!
//! An import builds aside, flushes, seals (the manifest is written last), verifies what it can read back,
//! renames the folder into `generations/`, and only then moves `CURRENT` by an atomic rename. Killed at any
//! instruction, it leaves either the old pointer or the new one, and both name a sealed generation.
//!
//! A generation that was sealed elsewhere is *received* ([`DataDir::receive`]): file by file, each verified before it
//! bears its name, the manifest last. What a kill leaves is taken up by the next attempt.
//!
//! Small files lie beside the tables (rejects, census, changes): sealed with them, and read by
//! [`DataDir::open_beside`] without opening anything.
//!
//! **Tables.** Records are written once, in key order, and read at random. They lie in *blocks*: some 16 KiB of
//! neighbouring records, compressed, one behind the other in the table's file. **sled** is the index of the blocks:
//! under the key of a block's first record, where the block is and its CRC-32. That is what sled is good at: thousands
//! of small items, written in batches, complete after a flush. Its price: it has no read-only mode, so that opening a
//! generation copies sled's folder (a few megabytes for the whole country), hashes the copy against the manifest and
//! reads the index into memory; and its search copies a node of its tree, so that look-ups go to that memory.
//! One look-up is one binary search, one probe of the [`BlockCache`], and where that misses one read, one checksum and
//! one decompression.
//!
//! **Damage.** Opening compares every file's size and the whole index with the manifest; each block is compared with its
//! checksum when it is read. What differs is an error that names the generation, never an empty table.
//!
//! **Sorting.** Sources come in any order. [`sort::Sorter`] orders them in bounded memory, spilling runs in
//! `building/`, so that the import's memory does not grow with its input.

mod aside;
mod building;
mod data_dir;
mod error;
mod forgotten;
mod former;
mod generation;
mod manifest;
mod opening;
mod publication;
mod receiving;
pub mod sort;
mod table;

pub use building::Building;
pub use data_dir::{DataDir, Soundness};
pub use error::StoreError;
pub use forgotten::Forgotten;
pub use former::FORMER_FORMAT;
pub use generation::{Generation, GenerationId};
pub use manifest::{FORMAT_VERSION, FileEntry, Manifest, SourceReport};
pub use receiving::{Incoming, Receiving};
pub use table::{BlockCache, Entries, Record, Table, TableWriter};
