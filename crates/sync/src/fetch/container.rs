//! What the first bytes of a body say it is: servers send pages and messages under any name and type.

use serde::{Deserialize, Serialize};

/// What a source's first bytes must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Container {
    /// A zip archive.
    Zip,
    /// A gzip stream.
    Gzip,
    /// Text in columns separated by `|`.
    PipeText,
}

/// Bytes enough to judge: the first column names of an extraction stand within them.
pub(crate) const SNIFFED: usize = 512;

impl Container {
    /// Whether `head`, the first [`SNIFFED`] bytes or the whole body if shorter, fits; `Err` says what it is.
    pub(crate) fn recognise(self, head: &[u8]) -> Result<(), &'static str> {
        let fits = match self {
            Self::Zip => head.starts_with(b"PK\x03\x04"),
            Self::Gzip => head.starts_with(&[0x1f, 0x8b]),
            Self::PipeText => head.contains(&b'|') && !head.contains(&0) && likeness(head).is_none(),
        };
        if fits { Ok(()) } else { Err(likeness(head).unwrap_or("other content")) }
    }
}

fn likeness(head: &[u8]) -> Option<&'static str> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins =
        |prefix: &[u8]| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    match text.first() {
        None => Some("nothing"),
        Some(b'<') if begins(b"<?xml") => Some("XML"),
        Some(b'<') => Some("HTML"),
        Some(b'{' | b'[') => Some("JSON"),
        Some(b'P') if begins(b"PK\x03\x04") => Some("a zip archive"),
        Some(0x1f) if begins(&[0x1f, 0x8b]) => Some("a gzip stream"),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Container::{self, Gzip, PipeText, Zip};

    #[test]
    fn a_body_is_what_its_first_bytes_say() {
        let check = |container: Container, head: &[u8], expect| assert_eq!(container.recognise(head), expect);
        check(Zip, b"PK\x03\x04....", Ok(()));
        check(Gzip, &[0x1f, 0x8b, 8, 0], Ok(()));
        check(PipeText, "Type d'identifiant PP|Identifiant PP|".as_bytes(), Ok(()));
        check(PipeText, b"\xef\xbb\xbf  <!DOCTYPE html>|", Err("HTML"));
        check(Gzip, b"\n<html>", Err("HTML"));
        check(Zip, b"<?xml version='1.0'?><Error/>", Err("XML"));
        check(Zip, br#"{"code":"FL_005"}"#, Err("JSON"));
        check(Zip, b"", Err("nothing"));
        check(PipeText, b"PK\x03\x04|", Err("a zip archive"));
        check(Zip, &[0x1f, 0x8b], Err("a gzip stream"));
        check(PipeText, b"a;b;c", Err("other content"));
        check(PipeText, b"a|b\0", Err("other content"));
    }
}
