//! One sorted run on disk.

use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, ErrorKind, Read, Write},
    path::PathBuf,
};

use crate::StoreError;

const BUFFER: usize = 256 << 10;

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
        let file = File::create(&path).map_err(StoreError::io("créer", &path))?;
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

/// Reads a run back, one record at a time.
#[derive(Debug)]
pub(super) struct RunReader {
    run: Run,
    file: BufReader<File>,
    /// Key and value of the record that is up.
    bytes: Vec<u8>,
    key_len: usize,
}

impl RunReader {
    pub(super) fn open(run: Run) -> Result<Self, StoreError> {
        let file = File::open(&run.path).map_err(StoreError::io("lire", &run.path))?;
        Ok(Self { run, file: BufReader::with_capacity(BUFFER, file), bytes: Vec::new(), key_len: 0 })
    }

    /// Brings the next record up; `false` at the end.
    pub(super) fn advance(&mut self) -> Result<bool, StoreError> {
        let mut lengths = [0; 8];
        match self.file.read_exact(&mut lengths) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(StoreError::io("lire", &self.run.path)(error)),
        }
        let lengths = u64::from_le_bytes(lengths);
        self.key_len = usize::try_from(lengths >> 32).unwrap_or(usize::MAX);
        let value_len = usize::try_from(lengths & u64::from(u32::MAX)).unwrap_or(usize::MAX);
        self.bytes.resize(self.key_len + value_len, 0);
        self.file.read_exact(&mut self.bytes).map_err(StoreError::io("lire", &self.run.path))?;
        Ok(true)
    }

    pub(super) fn key(&self) -> &[u8] {
        &self.bytes[..self.key_len]
    }

    pub(super) fn value(&self) -> &[u8] {
        &self.bytes[self.key_len..]
    }
}
