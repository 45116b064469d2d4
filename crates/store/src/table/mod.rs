//! Sorted tables of records: written once in key order, read at random or by range.

mod block;
mod blocks;
mod cache;
mod index;
mod reader;
mod writer;

pub(crate) use blocks::Blocks;
pub use cache::BlockCache;
pub(crate) use index::Index;
pub use reader::{Entries, Record, Table};
pub use writer::TableWriter;
