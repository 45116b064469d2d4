//! Tables in and out of Parquet, a group of rows at a time: the one crate that knows the format.
//!
//! A cell is a text or nothing; a column says how its texts are stored. What cells mean is their readers' affair.

mod batch;
mod cell;
mod error;
mod read;
mod write;

pub use batch::{Batch, Column, Kind};
pub use error::ColumnarError;
pub use read::Reader;
pub use write::Writer;

/// The first bytes of a Parquet file.
pub const MAGIC: &[u8] = b"PAR1";
