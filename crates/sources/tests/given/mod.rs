//! What the tests of this crate share: files made on the spot, the samples, events gathered.

#![allow(dead_code, reason = "each test file uses its part of it")]
#![allow(clippy::unwrap_used, reason = "this is test code, though outside of test functions")]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use aiguilleur_domain::entity::{EntiteGeographique, EntiteJuridique, Groupement, LifeState};
use aiguilleur_sources::{Defect, Event, Opened, Source, SourceError, Summary, finess::FinessRecord, open};

/// A folder of files that lives as long as the test.
pub(crate) struct Files(tempfile::TempDir);

impl Files {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file and gives its path.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Writes a file and opens it.
    pub(crate) fn open(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<Opened, SourceError> {
        open(&self.write(name, bytes))
    }

    /// Writes a file and gives the only source it holds.
    pub(crate) fn source(&self, name: &str, bytes: impl AsRef<[u8]>) -> Source {
        let mut opened = self.open(name, bytes).unwrap();
        assert_eq!(opened.sources.len(), 1);
        opened.sources.remove(0)
    }
}

pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A file of the publishers' own shape, with invented numbers: see fixtures/reference/README.md.
pub(crate) fn sample(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/reference/samples")).join(name)
}

/// The records of a FINESS source, owned.
#[derive(Default, Debug)]
pub(crate) struct Finess {
    pub(crate) ej: Vec<EntiteJuridique<'static>>,
    pub(crate) eg: Vec<EntiteGeographique<'static>>,
    pub(crate) mentions: Vec<EntiteGeographique<'static>>,
    pub(crate) groups: Vec<Groupement<'static>>,
    pub(crate) rejects: Vec<Defect>,
    pub(crate) anomalies: Vec<Defect>,
}

impl Finess {
    pub(crate) fn read(source: &Source) -> (Self, Summary) {
        Self::try_read(source).unwrap()
    }

    pub(crate) fn try_read(source: &Source) -> Result<(Self, Summary), SourceError> {
        let mut found = Self::default();
        let summary = source.read().finess(|event| {
            match event {
                Event::Row(FinessRecord::Ej(ej)) => found.ej.push(owned(&ej)),
                Event::Row(FinessRecord::Eg(eg)) => found.eg.push(owned(&eg)),
                Event::Row(FinessRecord::EgMention(eg)) => found.mentions.push(owned(&eg)),
                Event::Row(FinessRecord::Group(group)) => found.groups.push(owned(&group)),
                Event::Reject(defect) => found.rejects.push(defect),
                Event::Anomaly(defect) => found.anomalies.push(defect),
            }
            Ok::<_, SourceError>(())
        })?;
        let kept = found.ej.len() + found.eg.len() + found.mentions.len() + found.groups.len();
        assert_eq!(summary.rows_kept, kept as u64);
        assert_eq!(summary.rows_rejected, found.rejects.len() as u64);
        assert_eq!(summary.rows_read, summary.rows_kept + summary.rows_rejected);
        assert_eq!(summary.anomalies, found.anomalies.len() as u64);
        Ok((found, summary))
    }

    pub(crate) fn site(&self, number: &str) -> &EntiteGeographique<'static> {
        self.eg.iter().find(|eg| eg.finess.as_str() == number).expect("the site is there")
    }

    pub(crate) fn open_sites(&self) -> usize {
        self.eg.iter().filter(|eg| eg.state == LifeState::Open).count()
    }
}

/// A copy that owns its texts: through JSON, leaked, which a test can afford.
fn owned<'x, T: serde::Serialize, U: serde::Deserialize<'static> + 'x>(value: &T) -> U {
    let json: &'static str = Box::leak(serde_json::to_string(value).unwrap().into_boxed_str());
    serde_json::from_str(json).unwrap()
}
