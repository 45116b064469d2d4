//! Lines of a stream, borrowed from one buffer: LF or CRLF, bounded, numbered.

use std::io::{self, Read};

use super::window::Window;

/// No real row comes near it (the longest RPPS row of the sample is under 1 kB); it bounds memory when what
/// is read is not text.
pub(crate) const LONGEST_LINE: usize = 1024 * 1024;

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    Bytes(&'a [u8]),
    /// The bytes of a last line that no end of line follows: its file may have been cut there.
    Unended(&'a [u8]),
    /// More than [`LONGEST_LINE`] bytes; they are skipped.
    TooLong,
}

/// Splits a stream into lines.
pub(crate) struct Lines<R> {
    window: Window<R>,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { window: Window::new(input), number: 0 }
    }

    /// One-based number of the line that was read last.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// Bytes of the lines read so far.
    pub(crate) const fn bytes(&self) -> u64 {
        self.window.consumed()
    }

    /// The next line; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        let (mut searched, mut ended) = (0, true);
        let length = loop {
            let unread = self.window.unread();
            if let Some(found) = memchr::memchr(b'\n', &unread[searched..]) {
                break searched + found + 1;
            }
            searched = unread.len();
            if searched > LONGEST_LINE {
                return self.skip_line();
            }
            if !self.window.fill()? {
                ended = false;
                break searched;
            }
        };
        if length == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.window.consume(length);
        if length > LONGEST_LINE {
            return Ok(Some(Line::TooLong));
        }
        let bytes = self.window.last(length, length);
        Ok(Some(if ended { Line::Bytes(without_end(bytes)) } else { Line::Unended(bytes) }))
    }

    fn skip_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.number += 1;
        loop {
            let unread = self.window.unread();
            let end = memchr::memchr(b'\n', unread).map(|found| found + 1);
            let length = end.unwrap_or(unread.len());
            self.window.consume(length);
            if end.is_some() || !self.window.fill()? {
                return Ok(Some(Line::TooLong));
            }
        }
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &[u8], expected: &[&str]) {
        let mut lines = Lines::new(text);
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            found.push(match line {
                Line::Bytes(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
                Line::Unended(bytes) => String::from_utf8(bytes.to_vec()).unwrap() + " unended",
                Line::TooLong => "too long".to_owned(),
            });
        }
        assert_eq!(found, expected);
        assert_eq!(lines.number(), expected.len() as u64);
        assert_eq!(lines.bytes(), text.len() as u64);
    }

    #[test]
    fn ends_of_line() {
        check(b"", &[]);
        check(b"a\nb\r\nc", &["a", "b", "c unended"]);
        check(b"\n\r\n", &["", ""]);
    }

    #[test]
    fn a_line_longer_than_the_buffer_and_one_longer_than_the_limit() {
        let long = "x".repeat(600_000);
        check(format!("{long}\nb\n").as_bytes(), &[&long, "b"]);
        check(format!("{}\nb", "x".repeat(3_000_000)).as_bytes(), &["too long", "b unended"]);
    }
}
