//! A buffered reader that counts lines and refuses to feed one piece of markup for ever.

use std::io::{self, BufRead, BufReader, Read};

/// A real piece of markup (a tag, a text) is under 1 kB.
const LARGEST_PIECE: usize = 1024 * 1024;

/// Watches what the XML reader takes.
pub(super) struct Guard<R> {
    inner: BufReader<R>,
    lines: u64,
    bytes: u64,
    piece: usize,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(input: R) -> Self {
        Self { inner: BufReader::with_capacity(256 * 1024, input), lines: 0, bytes: 0, piece: 0 }
    }

    /// One-based line of the next byte.
    pub(super) const fn line(&self) -> u64 {
        self.lines + 1
    }

    /// Bytes taken.
    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Says that a piece is complete.
    pub(super) const fn rearm(&mut self) {
        self.piece = 0;
    }

    /// Whether the limit stopped the last read.
    pub(super) const fn tripped(&self) -> bool {
        self.piece > LARGEST_PIECE
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let read = available.len().min(buffer.len());
        buffer[..read].copy_from_slice(&available[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.tripped() {
            return Err(io::Error::other("piece of markup above the limit"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.lines += memchr::memchr_iter(b'\n', &self.inner.buffer()[..amount]).count() as u64;
        self.bytes += amount as u64;
        self.piece += amount;
        self.inner.consume(amount);
    }
}
