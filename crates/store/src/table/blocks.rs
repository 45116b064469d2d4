//! The packed blocks of a table, one behind the other in a file of its own; sled holds where each one is.
//!
//! sled rewrites what is beside a new item, spills large pages into files of their own, and reads a whole page for one
//! item: good for thousands of small ones, dear for half a gigabyte of blocks. Written in order and never again, these
//! need a file, which any number of processes read in place.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    os::unix::fs::FileExt as _,
    path::PathBuf,
};

use crate::StoreError;

/// Bytes that wait for the disk together.
const BUFFER: usize = 1 << 20;

/// Where a block is in its file, and the CRC-32 of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    start: u64,
    len: u32,
    checksum: u32,
}

impl Place {
    /// As sled holds it: start, length, checksum, little-endian.
    pub(super) fn to_bytes(self) -> [u8; 16] {
        let (start, len) = (u128::from(self.start), u128::from(self.len));
        (start | len << 64 | u128::from(self.checksum) << 96).to_le_bytes()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (start, rest) = bytes.split_first_chunk()?;
        let (len, rest) = rest.split_first_chunk()?;
        let checksum = u32::from_le_bytes(rest.try_into().ok()?);
        Some(Self { start: u64::from_le_bytes(*start), len: u32::from_le_bytes(*len), checksum })
    }
}

/// The file of a table that is being written.
#[derive(Debug)]
pub(super) struct BlocksWriter {
    path: PathBuf,
    file: BufWriter<File>,
    end: u64,
}

impl BlocksWriter {
    pub(super) fn create(path: PathBuf) -> Result<Self, StoreError> {
        let file = File::create_new(&path).map_err(StoreError::io("créer", &path))?;
        Ok(Self { path, file: BufWriter::with_capacity(BUFFER, file), end: 0 })
    }

    /// Appends a packed block.
    pub(super) fn append(&mut self, packed: &[u8]) -> Result<Place, StoreError> {
        let write = StoreError::io("écrire", &self.path);
        let Ok(len) = u32::try_from(packed.len()) else {
            return Err(write(io::ErrorKind::FileTooLarge.into()));
        };
        self.file.write_all(packed).map_err(write)?;
        let place = Place { start: self.end, len, checksum: crc32fast::hash(packed) };
        self.end += u64::from(len);
        Ok(place)
    }

    pub(super) fn finish(mut self) -> Result<(), StoreError> {
        self.file.flush().map_err(StoreError::io("écrire", &self.path))
    }
}

/// The blocks of a table of a sealed generation.
#[derive(Debug)]
pub(crate) struct Blocks {
    file: File,
    path: PathBuf,
}

impl Blocks {
    pub(crate) fn open(path: PathBuf) -> Result<Self, StoreError> {
        let file = File::open(&path).map_err(StoreError::io("ouvrir", &path))?;
        Ok(Self { file, path })
    }

    /// The packed block at `place`; `None` when its bytes are not those that were written.
    pub(super) fn read(&self, place: Place) -> Result<Option<Vec<u8>>, StoreError> {
        let mut packed = vec![0; place.len as usize];
        match self.file.read_exact_at(&mut packed, place.start) {
            Ok(()) => Ok(Some(packed).filter(|packed| crc32fast::hash(packed) == place.checksum)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(StoreError::io("lire", &self.path)(error)),
        }
    }
}
