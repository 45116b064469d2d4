//! Runs of base64 and hexadecimal in a text, as the bytes that they may hide compressed.

use super::{hexadecimal, packed::is_deflated};

/// Shortest run that a compressed key takes: fewer bytes hold none.
const SHORTEST: usize = 64;

/// Characters, over all lines, that are read of a run that begins as packed content does.
const LONGEST: usize = 16 << 10;

/// The same of any other run, where only its content can show it.
const GLIMPSE: usize = 1 << 10;

pub(super) const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// The bytes of each run that is long enough, read over the ends of its lines.
pub(super) fn packed_runs(text: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let mut at = 0;
    let runs = text.split(|byte| !is_base64(*byte)).map(move |run| {
        let start = at;
        at += run.len() + 1;
        (start, run)
    });
    runs.filter(|(_, run)| run.len() >= SHORTEST)
        .flat_map(|(start, run)| {
            // After a line's end that JSON wrote as `\n`, a run seems to begin with that letter.
            let shifted = b"nrt".contains(&run[0]).then(|| read(text, start + 1));
            let digits = hexadecimal(&run[..run.len().min(LONGEST) & !1]);
            [Some(read(text, start)), shifted, digits]
        })
        .flatten()
}

/// The bytes of the run at `start`.
fn read(text: &[u8], start: usize) -> Vec<u8> {
    let run = &text[start..];
    // gzip, ZIP, and zlib of each level.
    let marks: [&[u8]; 6] = [b"H4sI", b"UEsDB", b"eJ", b"eN", b"eA", b"eF"];
    if !marks.iter().any(|mark| run.starts_with(mark)) {
        let glimpse = sextets(run, GLIMPSE);
        if !is_deflated(&glimpse) {
            return glimpse;
        }
    }
    sextets(run, LONGEST)
}

/// The bytes of at most `most` characters of base64, over line ends, written out as `\n` too, up to the first of another
/// kind.
fn sextets(text: &[u8], most: usize) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u16, 0_u32);
    let mut rest = &text[..text.len().min(most)];
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'\\' => {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            byte if byte.is_ascii_whitespace() => continue,
            _ => break,
        };
        // At most six bits are held over, and six come.
        bits = (bits << 6 | u16::from(value)) & 0xFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            let [_, byte] = (bits >> held).to_be_bytes();
            bytes.push(byte);
        }
    }
    bytes
}
