//! From bytes to client records: CSV as spreadsheets make it, workbooks, JSON lines, JSON arrays, Parquet.
//!
//! What cannot be read is an [`UnreadableRecord`](crate::UnreadableRecord) with its line; the reading goes on.

mod book;
mod decode;
mod file;
mod layout;
pub(crate) mod split;
mod table;

pub use decode::Decoder;
pub use file::ClientFile;
pub use layout::{InputReport, Layout};
pub use split::{Chunk, Shape, Splitter};
