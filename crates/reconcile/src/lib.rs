//! Client records against a snapshot of the directory: what is right, what is wrong, what is right instead.

mod error;
mod field;
mod read;
mod record;

pub use error::ReconcileError;
pub use field::{ColumnMap, ColumnRead, Field};
pub use read::{Chunk, ClientFile, Decoder, InputReport, Layout, Shape, Splitter};
pub use record::{ClientRecord, Row, UnreadableRecord};
