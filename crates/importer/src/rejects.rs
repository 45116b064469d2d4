//! The rejects and anomalies of an import, kept with its generation: one JSON object a line.

use std::{
    fs::File,
    io::{self, BufWriter, Seek, Write},
    path::PathBuf,
};

use aiguilleur_sources::Defect;
use serde::Serialize;

/// Anomalies that are kept in full, of the sources that are read one after the other; beyond, they are only
/// counted, so that a file whose every row has the same flaw does not fill the disk.
const ANOMALIES_KEPT: u64 = 100_000;

/// Bytes of rejects and anomalies that are kept of each of those; beyond, they are only counted: a small archive may
/// hold a hundred million wrong rows.
const BYTES_KEPT: usize = 64 << 20;

pub(super) struct Rejects {
    file: BufWriter<File>,
    anomalies: u64,
    bytes: usize,
    line: Vec<u8>,
}

#[derive(Serialize)]
struct Line<'a> {
    effect: &'static str,
    #[serde(flatten)]
    defect: &'a Defect,
}

impl Rejects {
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create(true).truncate(true).open(path)?;
        Ok(Self { file: BufWriter::new(file), anomalies: 0, bytes: 0, line: Vec::new() })
    }

    /// Adds what was kept elsewhere, after what is kept here.
    pub(super) fn append(&mut self, other: Self) -> io::Result<()> {
        self.anomalies += other.anomalies;
        let mut kept = other.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        kept.rewind()?;
        io::copy(&mut kept, &mut self.file).map(|_bytes| ())
    }

    pub(super) fn reject(&mut self, defect: &Defect) -> io::Result<()> {
        self.write(&Line { effect: "row_rejected", defect })
    }

    pub(super) fn anomaly(&mut self, defect: &Defect) -> io::Result<()> {
        self.anomalies += 1;
        if self.anomalies > ANOMALIES_KEPT {
            return Ok(());
        }
        self.write(&Line { effect: "field_noted", defect })
    }

    fn write(&mut self, line: &Line<'_>) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)?;
        self.line.push(b'\n');
        if self.bytes + self.line.len() > BYTES_KEPT {
            return Ok(());
        }
        self.bytes += self.line.len();
        self.file.write_all(&self.line)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.file.flush()
    }
}
