//! The elements of the root's arrays, one at a time, as bytes: no tree, no memory beyond one element.

use std::io::{self, Read};

use crate::text::window::Window;

/// The largest element of the national file is a legal person with some thousands of sites, a few tens of
/// megabytes; what is much larger is not a record.
const LARGEST_ELEMENT: usize = 256 * 1024 * 1024;

/// Why the elements cannot be separated any more.
#[derive(Debug)]
pub(super) enum SliceError {
    Io(io::Error),
    /// The text ends inside a value.
    Truncated,
    /// Another byte was expected.
    Syntax(&'static str),
    /// An element passes [`LARGEST_ELEMENT`].
    TooLarge,
}

impl From<io::Error> for SliceError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Walks over a JSON text. Positions are counted in lines.
pub(super) struct Slicer<R> {
    window: Window<R>,
    line: u64,
}

impl<R: Read> Slicer<R> {
    pub(super) fn new(input: R) -> Self {
        Self { window: Window::new(input), line: 1 }
    }

    /// One-based line of the next byte.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// Bytes walked over.
    pub(super) const fn bytes(&self) -> u64 {
        self.window.consumed()
    }

    /// The next byte that is not white space, which is not consumed; `None` at the end.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, SliceError> {
        loop {
            let unread = self.window.unread();
            let blank = unread.iter().position(|b| !b.is_ascii_whitespace());
            let skipped = blank.unwrap_or(unread.len());
            self.line += memchr::memchr_iter(b'\n', &unread[..skipped]).count() as u64;
            self.window.consume(skipped);
            if blank.is_some() {
                return Ok(self.window.unread().first().copied());
            }
            if !self.window.fill()? {
                return Ok(None);
            }
        }
    }

    /// Skips a byte order mark.
    pub(super) fn skip_mark(&mut self) -> Result<(), SliceError> {
        while self.window.unread().len() < 3 && self.window.fill()? {}
        if self.window.unread().starts_with(b"\xEF\xBB\xBF") {
            self.window.consume(3);
        }
        Ok(())
    }

    /// Consumes `byte`, white space before it skipped.
    pub(super) fn expect(&mut self, byte: u8, what: &'static str) -> Result<(), SliceError> {
        match self.peek()? {
            Some(found) if found == byte => {
                self.window.consume(1);
                Ok(())
            }
            Some(_) => Err(SliceError::Syntax(what)),
            None => Err(SliceError::Truncated),
        }
    }

    /// Consumes `byte` if it comes next.
    pub(super) fn accept(&mut self, byte: u8) -> Result<bool, SliceError> {
        let found = self.peek()? == Some(byte);
        if found {
            self.window.consume(1);
        }
        Ok(found)
    }

    /// The bytes of the next value, whole, and the line where it starts.
    pub(super) fn value(&mut self) -> Result<(&[u8], u64), SliceError> {
        let line = self.start_of_value()?;
        let mut scan = Scan::default();
        let mut scanned = 0;
        let length = loop {
            let unread = self.window.unread();
            if let Some(end) = scan.run(&unread[scanned..]) {
                break scanned + end;
            }
            scanned = unread.len();
            if scanned > LARGEST_ELEMENT {
                return Err(SliceError::TooLarge);
            }
            if !self.window.fill()? {
                if !scan.ends_at_end_of_text() {
                    return Err(SliceError::Truncated);
                }
                break scanned;
            }
        };
        self.window.consume(length);
        let bytes = self.window.last(length, length);
        self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
        Ok((bytes, line))
    }

    /// Walks over the next value without keeping it, whatever its size.
    pub(super) fn skip_value(&mut self) -> Result<(), SliceError> {
        self.start_of_value()?;
        let mut scan = Scan::default();
        loop {
            let unread = self.window.unread();
            let end = scan.run(unread);
            let length = end.unwrap_or(unread.len());
            self.line += memchr::memchr_iter(b'\n', &unread[..length]).count() as u64;
            self.window.consume(length);
            if end.is_some() {
                return Ok(());
            }
            if !self.window.fill()? {
                return if scan.ends_at_end_of_text() { Ok(()) } else { Err(SliceError::Truncated) };
            }
        }
    }

    fn start_of_value(&mut self) -> Result<u64, SliceError> {
        match self.peek()? {
            None => Err(SliceError::Truncated),
            Some(b',' | b':' | b']' | b'}') => Err(SliceError::Syntax("une valeur est attendue")),
            Some(_) => Ok(self.line),
        }
    }
}

/// The bytes that open or close something.
static MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = *b"\"{}[]";
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

/// How far the reading of one value has come; fed by pieces.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_text: bool,
    escaped: bool,
    scalar: bool,
}

impl Scan {
    /// Reads on; the number of bytes of this piece that belong to the value, once its end is met.
    fn run(&mut self, piece: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < piece.len() {
            if self.in_text {
                at += self.text(&piece[at..]);
                if !self.in_text && self.depth == 0 {
                    return Some(at);
                }
                continue;
            }
            if self.depth > 0 {
                // Inside an object or an array only quotes and brackets matter.
                match piece[at..].iter().position(|byte| MARKS[usize::from(*byte)]) {
                    Some(plain) => at += plain,
                    None => return None,
                }
            }
            match piece[at] {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth <= 1 => return Some(at + usize::from(self.depth == 1)),
                b'}' | b']' => self.depth -= 1,
                b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => return Some(at),
                _ if self.depth == 0 => self.scalar = true,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Bytes of `piece` up to the closing quote, or all of them.
    fn text(&mut self, piece: &[u8]) -> usize {
        let mut at = 0;
        if std::mem::take(&mut self.escaped) {
            at = 1;
        }
        while let Some(found) = memchr::memchr2(b'"', b'\\', &piece[at..]) {
            at += found;
            if piece[at] == b'"' {
                self.in_text = false;
                return at + 1;
            }
            at += 2;
            if at > piece.len() {
                self.escaped = true;
                return piece.len();
            }
        }
        piece.len()
    }

    /// A number or a word needs nothing behind it.
    const fn ends_at_end_of_text(&self) -> bool {
        self.scalar && self.depth == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives one byte at a time: every state of the scan is cut.
    struct Drop<'a>(&'a [u8]);

    impl Read for Drop<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let (first, rest) = self.0.split_at(self.0.len().min(1));
            self.0 = rest;
            buffer[..first.len()].copy_from_slice(first);
            Ok(first.len())
        }
    }

    #[test]
    fn values_are_sliced_whatever_the_pieces() {
        let text = br#" {"a": "}\"]", "b": [1, {}]} "x\\" 12 null [] true"#;
        let expected = [r#"{"a": "}\"]", "b": [1, {}]}"#, r#""x\\""#, "12", "null", "[]", "true"];
        let mut pieces = Slicer::new(Drop(text));
        let mut whole = Slicer::new(&text[..]);
        let mut skipped = Slicer::new(Drop(text));
        for value in expected {
            assert_eq!(pieces.value().unwrap().0, value.as_bytes());
            assert_eq!(whole.value().unwrap().0, value.as_bytes());
            skipped.skip_value().unwrap();
        }
        assert_eq!(pieces.peek().unwrap(), None);
        assert_eq!(skipped.bytes(), whole.bytes());
    }

    #[test]
    fn unfinished_values() {
        for bad in ["{\"a\": 1", "\"abc", "[1, 2", "\"\\"] {
            assert!(matches!(Slicer::new(bad.as_bytes()).value(), Err(SliceError::Truncated)), "{bad}");
            assert!(matches!(Slicer::new(bad.as_bytes()).skip_value(), Err(SliceError::Truncated)), "{bad}");
        }
        assert!(matches!(Slicer::new(&b" ]"[..]).value(), Err(SliceError::Syntax(_))));
    }
}
