//! What clients send: files of their records, streams of them, certificates.

use aiguilleur_domain::Date;
use aiguilleur_reconcile::{Chunk, ClientFile, ColumnMap, Decoder, Layout, Shape, Splitter};

use crate::containers::file;

pub(crate) fn client_file(bytes: &[u8]) {
    let Ok(mut given) = ClientFile::open(&file(bytes), ColumnMap::default()) else { return };
    while let Some(chunk) = given.next_chunk().unwrap() {
        let rows = Decoder::new(given.layout()).rows(&chunk).count();
        assert_eq!(rows, chunk.len(), "one row for each record");
    }
}

/// A body in pieces, as a connection brings it: where it is cut changes nothing.
pub(crate) fn client_stream(bytes: &[u8]) {
    let (first, bytes) =
        bytes.split_first().map_or((1, bytes), |(first, rest)| (usize::from(*first) + 1, rest));
    for shape in [Shape::Array, Shape::Lines] {
        let whole = records(shape, bytes, bytes.len().max(1));
        assert_eq!(records(shape, bytes, first), whole, "in pieces of {first}");
    }
}

fn records(shape: Shape, bytes: &[u8], piece: usize) -> usize {
    let layout = Layout::json(shape, ColumnMap::default());
    let (mut splitter, mut found) = (Splitter::new(shape, 1), 0);
    for bytes in bytes.chunks(piece) {
        splitter.push(bytes);
        found += drained(&mut splitter, &layout, false);
    }
    found + drained(&mut splitter, &layout, true)
}

fn drained(splitter: &mut Splitter, layout: &Layout, last: bool) -> usize {
    let mut found = 0;
    loop {
        let mut chunk = Chunk::default();
        splitter.drain(&mut chunk, 16, last);
        found += Decoder::new(layout).rows(&chunk).count();
        if chunk.is_empty() {
            return found;
        }
    }
}

pub(crate) fn certificates(bytes: &[u8]) {
    let _refused = aiguilleur_certificate::read(bytes, Date::constant(2026, 11, 20));
}
