//! Tables in and out of Parquet, a group of rows at a time: the one crate that knows the format.
//!
//! A cell holds what its column says, or nothing; a list of texts is always there, if only empty. What cells mean is
//! their readers' affair.

mod batch;
mod cell;
mod cells;
mod error;
mod footer;
mod read;
mod write;

pub use batch::{Batch, Column, Kind};
pub use cells::Value;
pub use error::ColumnarError;
pub use read::Reader;
pub use write::{Codec, Writer};

/// The first bytes of a Parquet file.
pub const MAGIC: &[u8] = b"PAR1";
