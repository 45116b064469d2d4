//! A buffer that slides over a stream and grows only while one record asks for it.

use std::io::{self, Read};

/// Read at once from the input: large enough to hide the cost of a call, small enough for the cache.
const CHUNK: usize = 256 * 1024;

/// The bytes of `input` that are read and not consumed yet.
pub(crate) struct Window<R> {
    input: R,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    consumed: u64,
}

impl<R: Read> Window<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, bytes: vec![0; CHUNK], start: 0, end: 0, consumed: 0 }
    }

    /// What is read and not consumed.
    pub(crate) fn unread(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Reads more behind [`Self::unread`]. `false` at the end of the input.
    pub(crate) fn fill(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.bytes.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.bytes.len() {
            self.bytes.resize(self.bytes.len() * 2, 0);
        }
        loop {
            match self.input.read(&mut self.bytes[self.end..]) {
                Ok(read) => {
                    self.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Leaves `count` bytes behind; they stay readable through [`Self::last`] until the next [`Self::fill`].
    pub(crate) fn consume(&mut self, count: usize) {
        self.start += count;
        self.consumed += count as u64;
    }

    /// `length` bytes among the `back` ones that were consumed last.
    pub(crate) fn last(&self, back: usize, length: usize) -> &[u8] {
        &self.bytes[self.start - back..self.start - back + length]
    }

    /// Bytes left behind so far.
    pub(crate) const fn consumed(&self) -> u64 {
        self.consumed
    }
}
