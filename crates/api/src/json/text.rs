//! Texts of JSON: what must be escaped, as `serde_json` escapes it.

use std::fmt;

/// Bytes looked at together: the compiler makes one vector of them.
const TOGETHER: usize = 16;

/// Whether a byte cannot stand in a text as it is.
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn holds_special(together: &[u8; TOGETHER]) -> bool {
    together.iter().fold(false, |found, byte| found | is_special(*byte))
}

/// Whether a text can stand as it is.
fn is_plain(bytes: &[u8]) -> bool {
    match bytes.last_chunk::<TOGETHER>() {
        None => !bytes.iter().any(|byte| is_special(*byte)),
        // The last ones are looked at together, too, if some of them twice.
        Some(last) => !holds_special(last) && !bytes.as_chunks::<TOGETHER>().0.iter().any(holds_special),
    }
}

/// Appends `text`, without the marks around it.
pub(super) fn put(out: &mut Vec<u8>, text: &str) {
    if is_plain(text.as_bytes()) {
        out.extend_from_slice(text.as_bytes());
    } else {
        put_escaped(out, text.as_bytes());
    }
}

#[cold]
fn put_escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        let short = match byte {
            b'"' | b'\\' => *byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            byte if is_special(*byte) => {
                let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&digits);
                continue;
            }
            byte => {
                out.push(*byte);
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', short]);
    }
}

/// Escapes what is displayed into it.
pub(super) struct Displayed<'o>(pub(super) &'o mut Vec<u8>);

impl fmt::Write for Displayed<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        put(self.0, text);
        Ok(())
    }
}
