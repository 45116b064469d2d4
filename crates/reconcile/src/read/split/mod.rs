//! Cuts a stream of bytes into records, in bounded memory: it decodes nothing.
//!
//! A record that cannot be cut is handed out with its flaw, and cutting goes on at the next line: one bad
//! line costs one line.

mod array;
mod delimited;

pub(crate) use delimited::fields as delimited_fields;

use array::ArrayScan;
use delimited::FieldScan;
use memchr::{memchr, memchr_iter};

/// How records follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Lines of fields, separated by this byte; a quoted field may hold line ends.
    Delimited(u8),
    /// One JSON value a line.
    Lines,
    /// The elements of one JSON array.
    Array,
}

/// Why a piece of the stream is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    UnclosedQuote,
    TooLong,
    BeyondHeader,
    Truncated,
    AfterTheEnd,
}

impl Flaw {
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "Un guillemet s'ouvre sur cette ligne et ne se ferme jamais.",
            Self::TooLong => "Cet enregistrement est plus long que tout enregistrement sensé.",
            Self::BeyondHeader => "Cette ligne a plus de colonnes que l'en-tête.",
            Self::Truncated => "Le fichier s'arrête avant la fin du tableau JSON.",
            Self::AfterTheEnd => "Il reste du texte après la fin du tableau JSON.",
        }
    }
}

/// Longest record, in bytes: a certificate chain as PKCS#7 in PEM takes some ten thousand.
const MAX_RECORD: usize = 256 << 10;

/// One record of a [`Chunk`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Line of a file, rank in an array.
    pub(crate) line: u64,
    pub(crate) flaw: Option<Flaw>,
}

/// Records cut from the stream.
#[derive(Debug, Default)]
pub struct Chunk {
    pub(crate) bytes: Vec<u8>,
    pub(crate) cuts: Vec<Cut>,
}

impl Chunk {
    /// How many records it holds.
    pub fn len(&self) -> usize {
        self.cuts.len()
    }

    /// Whether it holds no record.
    pub fn is_empty(&self) -> bool {
        self.cuts.is_empty()
    }
}

/// What a look at the record under way found; offsets from its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// It ends at `end`; the next one begins at `next`.
    End { end: usize, next: usize, flaw: Option<Flaw> },
    /// It needs more bytes.
    Wait,
}

/// Cuts what is pushed into it.
#[derive(Debug)]
pub struct Splitter {
    shape: Shape,
    fields: FieldScan,
    array: ArrayScan,
    buffer: Vec<u8>,
    /// Where the record under way begins, and how many of its bytes were looked at.
    start: usize,
    looked: usize,
    line: u64,
    rank: u64,
    /// The record under way was reported as too long; its bytes are dropped.
    skipping: bool,
}

impl Splitter {
    /// A splitter whose first record is on `first_line`.
    pub fn new(shape: Shape, first_line: u64) -> Self {
        Self {
            shape,
            fields: FieldScan::default(),
            array: ArrayScan::default(),
            buffer: Vec::new(),
            start: 0,
            looked: 0,
            line: first_line,
            rank: 0,
            skipping: false,
        }
    }

    /// Takes the next bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Moves whole records into `chunk` until it holds `max`; `last` when nothing more will be pushed.
    pub fn drain(&mut self, chunk: &mut Chunk, max: usize, last: bool) {
        while chunk.cuts.len() < max {
            match self.look(last) {
                Found::End { end, next, flaw } => {
                    self.hand_out(chunk, end, flaw);
                    self.go_to(next);
                }
                Found::Wait => {
                    self.bound(chunk);
                    break;
                }
            }
        }
        self.buffer.drain(..self.start);
        self.start = 0;
    }

    fn look(&mut self, last: bool) -> Found {
        let record = &self.buffer[self.start..];
        let found = match self.shape {
            Shape::Delimited(delimiter) => {
                self.fields.look(record, self.looked, delimiter, last, self.skipping)
            }
            Shape::Lines => line(record, self.looked, last),
            Shape::Array => self.array.look(record, self.looked, last),
        };
        self.looked = record.len();
        found
    }

    /// Keeps the record under way from growing without end.
    fn bound(&mut self, chunk: &mut Chunk) {
        if self.buffer.len() - self.start <= MAX_RECORD {
            return;
        }
        if let (Shape::Delimited(_), Some(end)) = (self.shape, self.fields.first_line_end) {
            self.hand_out(chunk, end, Some(Flaw::UnclosedQuote));
            self.go_to(end + 1);
            return;
        }
        if !self.skipping {
            self.hand_out(chunk, 0, Some(Flaw::TooLong));
            self.skipping = true;
        }
        self.count_lines(self.buffer.len() - self.start);
        self.start = self.buffer.len();
        self.looked = 0;
    }

    fn hand_out(&mut self, chunk: &mut Chunk, end: usize, flaw: Option<Flaw>) {
        let record = &self.buffer[self.start..self.start + end];
        let blank = match self.shape {
            Shape::Delimited(_) => {
                record.trim_ascii().iter().all(|byte| matches!(byte, b';' | b',' | b'\t' | b' '))
            }
            Shape::Lines | Shape::Array => record.trim_ascii().is_empty(),
        };
        if std::mem::take(&mut self.skipping) || (blank && flaw.is_none()) {
            return;
        }
        self.rank += 1;
        let start = chunk.bytes.len();
        chunk.bytes.extend_from_slice(record);
        let line = if self.shape == Shape::Array { self.rank } else { self.line };
        chunk.cuts.push(Cut { start, end: chunk.bytes.len(), line, flaw });
    }

    fn go_to(&mut self, next: usize) {
        self.count_lines(next);
        self.start += next;
        self.looked = 0;
        self.fields = FieldScan::default();
    }

    fn count_lines(&mut self, length: usize) {
        self.line += memchr_iter(b'\n', &self.buffer[self.start..self.start + length]).count() as u64;
    }
}

fn line(record: &[u8], looked: usize, last: bool) -> Found {
    match memchr(b'\n', &record[looked..]) {
        Some(at) => Found::End { end: looked + at, next: looked + at + 1, flaw: None },
        None if last && !record.is_empty() => {
            Found::End { end: record.len(), next: record.len(), flaw: None }
        }
        None => Found::Wait,
    }
}

#[cfg(test)]
mod tests;
