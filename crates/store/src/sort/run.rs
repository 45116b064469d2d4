//! One sorted run on disk.

use std::{
    fs::{self, File},
    io::{BufWriter, ErrorKind, Read, Write},
    ops::Range,
    path::PathBuf,
};

use super::batch::{self, Head};
use crate::StoreError;

const BUFFER: usize = 256 << 10;

/// Bytes in front of a record: the lengths of its key and of its value.
const LENGTHS: usize = 8;

/// A run that was written; the file goes with it.
#[derive(Debug)]
pub(super) struct Run {
    path: PathBuf,
}

impl Drop for Run {
    fn drop(&mut self) {
        // A run that cannot be removed is swept with the building folder.
        let _swept_later = fs::remove_file(&self.path);
    }
}

pub(super) struct RunWriter {
    path: PathBuf,
    file: BufWriter<File>,
}

impl RunWriter {
    pub(super) fn create(path: PathBuf) -> Result<Self, StoreError> {
        let file = aiguilleur_files::create(&path).map_err(StoreError::io("créer", &path))?;
        Ok(Self { path, file: BufWriter::with_capacity(BUFFER, file) })
    }

    pub(super) fn push(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let lengths = (key.len() as u64) << 32 | value.len() as u64;
        self.file
            .write_all(&lengths.to_le_bytes())
            .and_then(|()| self.file.write_all(key))
            .and_then(|()| self.file.write_all(value))
            .map_err(StoreError::io("écrire", &self.path))
    }

    pub(super) fn finish(self) -> Result<Run, StoreError> {
        let Self { path, file } = self;
        file.into_inner().map_err(|error| StoreError::io("écrire", &path)(error.into_error()))?;
        Ok(Run { path })
    }
}

/// Reads a run back, one record at a time, in place.
#[derive(Debug)]
pub(super) struct RunReader {
    run: Run,
    file: File,
    bytes: Vec<u8>,
    /// What is read and not left behind; the record that is up comes first.
    unread: Range<usize>,
    key: Range<usize>,
    value_end: usize,
    head: Head,
}

impl RunReader {
    pub(super) fn open(run: Run) -> Result<Self, StoreError> {
        let file = File::open(&run.path).map_err(StoreError::io("lire", &run.path))?;
        let bytes = vec![0; BUFFER];
        Ok(Self { run, file, bytes, unread: 0..0, key: 0..0, value_end: 0, head: 0 })
    }

    /// Brings the next record up; `false` at the end.
    pub(super) fn advance(&mut self) -> Result<bool, StoreError> {
        self.unread.start = self.value_end;
        if !self.holds(LENGTHS)? {
            return if self.unread.is_empty() { Ok(false) } else { Err(self.cut_short()) };
        }
        let start = self.unread.start;
        let mut lengths = [0; LENGTHS];
        lengths.copy_from_slice(&self.bytes[start..start + LENGTHS]);
        let lengths = u64::from_le_bytes(lengths);
        let key_len = usize::try_from(lengths >> 32).unwrap_or(usize::MAX);
        let value_len = usize::try_from(lengths & u64::from(u32::MAX)).unwrap_or(usize::MAX);
        if !self.holds(LENGTHS + key_len + value_len)? {
            return Err(self.cut_short());
        }
        let key = self.unread.start + LENGTHS;
        self.key = key..key + key_len;
        self.value_end = self.key.end + value_len;
        self.head = batch::head(self.key());
        Ok(true)
    }

    /// Whether `count` bytes are there, having read what was missing.
    fn holds(&mut self, count: usize) -> Result<bool, StoreError> {
        while self.unread.len() < count {
            self.bytes.copy_within(self.unread.clone(), 0);
            self.unread = 0..self.unread.len();
            if self.bytes.len() < count {
                self.bytes.resize(count.next_power_of_two(), 0);
            }
            match self.file.read(&mut self.bytes[self.unread.end..]) {
                Ok(0) => return Ok(false),
                Ok(read) => self.unread.end += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(StoreError::io("lire", &self.run.path)(error)),
            }
        }
        Ok(true)
    }

    fn cut_short(&self) -> StoreError {
        StoreError::io("lire", &self.run.path)(ErrorKind::UnexpectedEof.into())
    }

    pub(super) const fn head(&self) -> Head {
        self.head
    }

    pub(super) fn key(&self) -> &[u8] {
        &self.bytes[self.key.clone()]
    }

    pub(super) fn value(&self) -> &[u8] {
        &self.bytes[self.key.end..self.value_end]
    }
}
