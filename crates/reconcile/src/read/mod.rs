//! From bytes to client records: CSV as spreadsheets make it, workbooks, JSON lines, JSON arrays, Parquet.
//!
//! What cannot be read is an [`UnreadableRecord`](crate::UnreadableRecord) with its line; the reading goes on.

mod book;
mod decode;
mod file;
mod layout;
pub(crate) mod split;
mod table;

use aiguilleur_columnar::MAGIC;

pub use decode::Decoder;
pub use file::{ClientFile, records};
pub use layout::{InputReport, Layout};
pub use split::{Chunk, Shape, Splitter};

/// Whether `bytes` may be of a text file: archives, workbooks, Parquet, compressed files, PDF and UTF-16 are not. What
/// they hold cannot be looked at as it comes.
pub fn is_text(bytes: &[u8]) -> bool {
    // Of the control characters, line ends, tabs, page breaks and the end mark of DOS stand in texts.
    let control = |byte: &u8| matches!(byte, 0..=8 | 0x0E..=0x19 | 0x1B..=0x1F);
    ![b"%PDF".as_slice(), MAGIC].iter().any(|mark| bytes.starts_with(mark)) && !bytes.iter().any(control)
}
