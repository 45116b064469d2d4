//! Unpacks what is compressed, as far as it takes to see whether a private key is in it: never the whole.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use memchr::memmem;

/// Bytes that one packed text is unpacked to: a chain of certificates before its key takes less.
const MOST: usize = 64 << 10;

/// Bytes that are unpacked of what nothing but its content says to be compressed.
const GLIMPSE: usize = 256;

/// Bytes that all texts of one input are unpacked to. Whoever sends more expansion than that is refused.
const ALL: usize = 1 << 20;

/// Beginning of each file in a ZIP archive, and what follows it: version, flags, method, time, sums, two lengths.
const ENTRY: &[u8] = b"PK\x03\x04";
const ENTRY_HEAD: usize = 30;

/// What is left to unpack of one input.
pub(super) struct Allowance(usize);

impl Allowance {
    pub(super) const fn new() -> Self {
        Self(ALL)
    }

    /// Whether too much was unpacked to go on.
    pub(super) const fn is_spent(&self) -> bool {
        self.0 == 0
    }

    fn read(&mut self, packed: impl Read) -> Vec<u8> {
        let read = filled(packed, MOST.min(self.0));
        self.0 -= read.len();
        read
    }
}

/// As much as can be read, damaged or cut as it may be.
fn filled(packed: impl Read, most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    // What came before the damage is kept.
    let _damaged_or_cut = packed.take(most as u64).read_to_end(&mut out);
    out
}

/// What `bytes` unpacks to: gzip, zlib, each file of a ZIP archive, or bare deflate that turns into text or DER.
pub(super) fn unpacked(bytes: &[u8], allowance: &mut Allowance) -> Vec<Vec<u8>> {
    match bytes {
        [0x1F, 0x8B, 8, ..] => vec![allowance.read(GzDecoder::new(bytes))],
        [0x78, flags, ..] if (0x7800 + u16::from(*flags)).is_multiple_of(31) => {
            vec![allowance.read(ZlibDecoder::new(bytes))]
        }
        _ if bytes.starts_with(ENTRY) => {
            let entries = memmem::find_iter(bytes, ENTRY).filter_map(|at| data(&bytes[at..]));
            entries.map(|data| allowance.read(DeflateDecoder::new(data))).collect()
        }
        _ if is_deflated(bytes) => vec![allowance.read(DeflateDecoder::new(bytes))],
        _ => Vec::new(),
    }
}

/// Whether `bytes`, of which nothing else says so, are compressed text or DER.
pub(super) fn is_deflated(bytes: &[u8]) -> bool {
    if !may_be_deflate(bytes) {
        return false;
    }
    let glimpse = filled(DeflateDecoder::new(bytes), GLIMPSE);
    let is_text = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    glimpse.len() >= 16 && (glimpse[0] == 0x30 || glimpse.iter().all(is_text))
}

/// Whether the first block is of a kind that there is, with lengths that there are: most other bytes end here.
fn may_be_deflate(bytes: &[u8]) -> bool {
    let Some([first, second, rest @ ..]) = bytes.get(..5).and_then(|head| head.first_chunk::<5>()) else {
        return false;
    };
    match first >> 1 & 3 {
        // Stored: its length, then the same inverted.
        0 => [*second, rest[0]].iter().zip(&rest[1..]).all(|(length, inverted)| *length == !inverted),
        1 => true,
        // Codes of its own: at most 286 for lengths, 30 for distances.
        2 => first >> 3 <= 29 && second & 31 <= 29,
        _ => false,
    }
}

/// The compressed data of an entry; what is merely stored is seen without unpacking.
fn data(entry: &[u8]) -> Option<&[u8]> {
    let short = |at: usize| Some(usize::from(u16::from_le_bytes([*entry.get(at)?, *entry.get(at + 1)?])));
    if short(8)? != 8 {
        return None;
    }
    entry.get(ENTRY_HEAD + short(26)? + short(28)?..)
}
