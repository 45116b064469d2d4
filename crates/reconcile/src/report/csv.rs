//! Rows that Excel opens right: identifiers stay texts, and no text of the client's becomes a formula.

use super::row::{COLUMNS, Style, cells};
use crate::answer::Reconciled;

pub(super) fn head(carried: &[String]) -> Vec<u8> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    let names = COLUMNS.iter().map(|(name, _)| *name).chain(carried.iter().map(String::as_str));
    for (index, name) in names.enumerate() {
        if index > 0 {
            out.push(b';');
        }
        text(name, &mut out);
    }
    out.extend_from_slice(b"\r\n");
    out
}

pub(super) fn row(answer: &Reconciled, carried: &[String], out: &mut Vec<u8>) {
    let styles = COLUMNS.iter().map(|(_, style)| *style).chain(std::iter::repeat(Style::Text));
    for (index, (cell, style)) in cells(answer, carried).iter().zip(styles).enumerate() {
        if index > 0 {
            out.push(b';');
        }
        match (cell, style) {
            (Some(value), Style::Number) => number(value, out),
            (Some(value), Style::Text) if is_eaten(value) => number(value, out),
            (Some(value), _) => text(value, out),
            (None, _) => {}
        }
    }
    out.extend_from_slice(b"\r\n");
}

/// A line of texts, the digits that a spreadsheet would change kept.
pub(super) fn line<'a>(cells: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(b';');
        }
        if is_eaten(cell) { number(cell, out) } else { text(cell, out) }
    }
    out.extend_from_slice(b"\r\n");
}

/// A number of ours, as the formula that Excel shows in full: a bare one would lose its last digits.
fn number(value: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\"=\"\"");
    out.extend(
        value
            .bytes()
            .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b',' | b'-' | b'/')),
    );
    out.extend_from_slice(b"\"\"\"");
}

/// Digits that a spreadsheet would show as something else: it drops zeros in front, keeps fifteen digits, and takes
/// `12E5` for a power of ten and `3-4` for a day.
fn is_eaten(value: &str) -> bool {
    let number = value.starts_with(|c: char| c.is_ascii_digit())
        && value.bytes().all(|byte| {
            byte.is_ascii_digit() || matches!(byte, b'E' | b'e' | b' ' | b'.' | b',' | b'-' | b'/')
        });
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let plain = digits == value.len();
    number && (digits > 11 || !plain || digits > 1 && value.starts_with('0'))
}

/// A text, quoted where needed, and with an apostrophe before what a spreadsheet would take for a formula.
fn text(value: &str, out: &mut Vec<u8>) {
    let live =
        value.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    let quoted = live || value.contains([';', '"', '\n', '\r', '\t']) || value != value.trim();
    if !quoted {
        out.extend_from_slice(value.as_bytes());
        return;
    }
    out.push(b'"');
    if live {
        out.push(b'\'');
    }
    for byte in value.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_texts_quoted() {
        for (value, expect) in [
            ("Rouen", "Rouen"),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("-2+3", "\"'-2+3\""),
            ("a;b", "\"a;b\""),
            ("@x", "\"'@x\""),
            ("", ""),
        ] {
            let mut out = Vec::new();
            text(value, &mut out);
            assert_eq!(String::from_utf8_lossy(&out), expect, "{value}");
        }
    }
}
