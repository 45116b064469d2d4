//! SIRENE in Parquet, as the CSV that INSEE publishes beside it: one decoder reads both.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use aiguilleur_columnar::Reader;

use crate::{error::SourceError, sirene};

/// The header that the file's columns make.
pub(super) fn header(path: &Path, name: &str) -> Result<String, SourceError> {
    Ok(open(path, name, |_| true)?.columns().join(","))
}

/// The columns that are read, as CSV.
pub(super) struct CsvText {
    rows: Reader,
    text: Vec<u8>,
    at: usize,
}

impl CsvText {
    pub(super) fn open(path: &Path, name: &str) -> Result<Self, SourceError> {
        let rows = open(path, name, sirene::is_read)?;
        let mut text = rows.columns().join(",").into_bytes();
        text.push(b'\n');
        Ok(Self { rows, text, at: 0 })
    }
}

fn open(path: &Path, name: &str, wanted: impl Fn(&str) -> bool) -> Result<Reader, SourceError> {
    let file = File::open(path).map_err(|source| SourceError::Open { path: path.to_owned(), source })?;
    Reader::open_columns(file, wanted).map_err(|error| SourceError::Corrupt {
        file: name.to_owned(),
        line: 0,
        source: io::Error::new(io::ErrorKind::InvalidData, error),
    })
}

impl Read for CsvText {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        /// Text made at once.
        const CHUNK: usize = 64 * 1024;
        if self.at == self.text.len() {
            self.text.clear();
            self.at = 0;
            while self.text.len() < CHUNK {
                let Some(row) = self.rows.next() else { break };
                let row = row.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
                for (index, cell) in row.iter().enumerate() {
                    if index > 0 {
                        self.text.push(b',');
                    }
                    put(cell.as_deref().unwrap_or_default(), &mut self.text);
                }
                self.text.push(b'\n');
            }
        }
        let read = (&self.text[self.at..]).read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

/// A field of RFC 4180, on one line.
fn put(field: &str, text: &mut Vec<u8>) {
    if !field.contains([',', '"', '\n', '\r']) {
        return text.extend_from_slice(field.as_bytes());
    }
    text.push(b'"');
    text.extend(field.replace('"', "\"\"").replace(['\n', '\r'], " ").into_bytes());
    text.push(b'"');
}
