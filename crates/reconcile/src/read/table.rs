//! A Parquet file as chunks of records: each record is its cells, end to end, a length before each.

use aiguilleur_columnar::Reader;

use super::split::{Chunk, Cut};
use crate::ReconcileError;

/// The length that says that there is no cell.
const ABSENT: u32 = u32::MAX;

/// Moves rows into `chunk` until it holds `max`; `row` is the rank of the last one read.
pub(super) fn drain(
    reader: &mut Reader,
    row: &mut u64,
    chunk: &mut Chunk,
    max: usize,
) -> Result<(), ReconcileError> {
    while chunk.cuts.len() < max
        && let Some(cells) = reader.next()
    {
        let start = chunk.bytes.len();
        for cell in cells? {
            put(cell.as_deref(), &mut chunk.bytes);
        }
        *row += 1;
        chunk.cuts.push(Cut { start, end: chunk.bytes.len(), line: *row, flaw: None });
    }
    Ok(())
}

pub(super) fn put(cell: Option<&str>, into: &mut Vec<u8>) {
    let length = cell.map_or(ABSENT, |text| u32::try_from(text.len()).unwrap_or(ABSENT));
    into.extend_from_slice(&length.to_le_bytes());
    if length != ABSENT {
        into.extend_from_slice(cell.unwrap_or_default().as_bytes());
    }
}

/// The cells of a record.
pub(super) fn cells(mut bytes: &[u8]) -> impl Iterator<Item = Option<&str>> {
    std::iter::from_fn(move || {
        let (length, rest) = bytes.split_first_chunk()?;
        let length = u32::from_le_bytes(*length);
        if length == ABSENT {
            bytes = rest;
            return Some(None);
        }
        let (text, rest) = rest.split_at_checked(length as usize)?;
        bytes = rest;
        Some(Some(std::str::from_utf8(text).unwrap_or_default()))
    })
}
