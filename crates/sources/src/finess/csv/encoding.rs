//! Detects UTF-8 or Windows-1252 once per file, while streaming.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// The encoding of a file. The publisher went from Windows-1252 to UTF-8 without changing the names.
///
/// The first line that is not ASCII decides for the whole file: accents of Windows-1252 are not UTF-8, and
/// its rare sequences that are would need two accented capitals and signs in a row. Never ISO-8859-1: the
/// byte 0x92 is an apostrophe in these files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Nothing but ASCII so far.
    Undetermined,
    Utf8,
    Windows1252,
}

impl Encoding {
    /// The text of a line; `None` when the file is in UTF-8 and the line is not.
    pub(super) fn text<'a>(&mut self, line: &'a [u8]) -> Option<Cow<'a, str>> {
        if line.is_ascii() {
            return std::str::from_utf8(line).ok().map(Cow::Borrowed);
        }
        if *self == Self::Undetermined {
            *self = if std::str::from_utf8(line).is_ok() { Self::Utf8 } else { Self::Windows1252 };
        }
        match self {
            Self::Windows1252 => Some(WINDOWS_1252.decode_without_bom_handling(line).0),
            _ => std::str::from_utf8(line).ok().map(Cow::Borrowed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_accent_tells() {
        let mut encoding = Encoding::Undetermined;
        assert_eq!(encoding.text(b"ASCII").as_deref(), Some("ASCII"));
        assert_eq!(encoding, Encoding::Undetermined);
        assert_eq!(encoding.text(b"D\x92ASCROS \xC9T\xC9").as_deref(), Some("D’ASCROS ÉTÉ"));
        assert_eq!(encoding.text("É".as_bytes()).as_deref(), Some("Ã‰"));

        let mut encoding = Encoding::Undetermined;
        assert_eq!(encoding.text("É".as_bytes()).as_deref(), Some("É"));
        assert_eq!(encoding.text(b"\xC9T"), None);
    }
}
