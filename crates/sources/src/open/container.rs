//! How a source lies on disk, and the stream of its decompressed bytes.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use zip::{ZipArchive, result::ZipError};

use super::parquet::CsvText;
use crate::error::SourceError;

/// Bytes of content that are looked at to recognise it: several records of every format.
pub(super) const HEAD: usize = 64 * 1024;

/// The form on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Plain,
    Gzip,
    /// An entry of an archive, by its index.
    ZipEntry(usize),
    /// Columns, read as text.
    Parquet,
}

impl Container {
    /// Whether a reading meets the bytes of the file in their order, all of them.
    pub(super) const fn is_a_stream(self) -> bool {
        matches!(self, Self::Plain | Self::Gzip)
    }
}

/// What is watched while the bytes go by.
#[derive(Default)]
pub(super) struct Tap<'p> {
    pub(super) progress: Option<&'p mut dyn FnMut(u64)>,
    pub(super) hasher: Option<Sha256>,
    read: u64,
}

impl<'p> Tap<'p> {
    pub(super) const fn new(hasher: Option<Sha256>, progress: Option<&'p mut dyn FnMut(u64)>) -> Self {
        Self { progress, hasher, read: 0 }
    }
}

/// A reader whose bytes are counted and hashed.
struct Tapped<'t, 'p, R> {
    inner: R,
    tap: &'t mut Tap<'p>,
}

impl<R: Read> Read for Tapped<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.tap.read += read as u64;
        if let Some(hasher) = &mut self.tap.hasher {
            hasher.update(&buffer[..read]);
        }
        if let Some(progress) = &mut self.tap.progress {
            progress(self.tap.read);
        }
        Ok(read)
    }
}

impl<R: Seek> Seek for Tapped<'_, '_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// The first bytes of content, at most [`HEAD`].
pub(super) fn head_of(path: &Path, container: Container, name: &str) -> Result<Vec<u8>, SourceError> {
    stream(path, container, name, &mut Tap::default(), |content| {
        let mut head = Vec::new();
        content.take(HEAD as u64).read_to_end(&mut head).map_err(|e| SourceError::reading(name, 0, e))?;
        Ok(head)
    })
}

/// Calls `consume` with the stream of decompressed bytes.
pub(super) fn stream<T, E: From<SourceError>>(
    path: &Path,
    container: Container,
    name: &str,
    tap: &mut Tap<'_>,
    consume: impl FnOnce(&mut dyn Read) -> Result<T, E>,
) -> Result<T, E> {
    if container == Container::Parquet {
        return consume(&mut CsvText::open(path, name)?);
    }
    let file = File::open(path).map_err(|source| SourceError::Open { path: path.to_owned(), source })?;
    // Small reads of the decompressors must not each reach the disk, nor the hasher.
    let mut tapped = BufReader::with_capacity(256 * 1024, Tapped { inner: file, tap });
    match container {
        Container::Plain | Container::Parquet => consume(&mut tapped),
        Container::Gzip => consume(&mut MultiGzDecoder::new(&mut tapped)),
        Container::ZipEntry(index) => {
            let mut archive = ZipArchive::new(tapped).map_err(|error| zip_error(name, error))?;
            let mut entry = archive.by_index(index).map_err(|error| zip_error(name, error))?;
            consume(&mut entry)
        }
    }
}

/// SHA-256 of the bytes of the file as it lies on disk, in a pass of its own.
pub(super) fn hash_file(path: &Path, name: &str) -> Result<[u8; 32], SourceError> {
    let mut file = File::open(path).map_err(|source| SourceError::Open { path: path.to_owned(), source })?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer).map_err(|error| SourceError::reading(name, 0, error))? {
            0 => return Ok(hasher.finalize().into()),
            read => hasher.update(&buffer[..read]),
        }
    }
}

/// The error of an archive that cannot be read.
pub(super) fn zip_error(name: &str, error: ZipError) -> SourceError {
    let source = match error {
        ZipError::Io(source) => source,
        other => io::Error::new(io::ErrorKind::InvalidData, other),
    };
    SourceError::reading(name, 0, source)
}
