//! The rejects and anomalies of an import, kept with its generation: one JSON object a line.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use aiguilleur_sources::Defect;
use serde::Serialize;

/// Anomalies that are kept in full; beyond, they are only counted, so that a file whose every row has the
/// same flaw does not fill the disk. Rejects are always kept.
const ANOMALIES_KEPT: u64 = 100_000;

pub(super) struct Rejects {
    file: BufWriter<File>,
    anomalies: u64,
}

#[derive(Serialize)]
struct Line<'a> {
    effect: &'static str,
    #[serde(flatten)]
    defect: &'a Defect,
}

impl Rejects {
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(File::create(path)?), anomalies: 0 })
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
        serde_json::to_writer(&mut self.file, line)?;
        self.file.write_all(b"\n")
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.file.flush()
    }
}
