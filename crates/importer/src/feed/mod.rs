//! Collects what changed while the records are written, and writes it in its order when they are.

mod people;
mod structures;

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use aiguilleur_domain::{Date, FinessEg};
use aiguilleur_store::{Building, Manifest, sort::Sorter};
use rustc_hash::FxHashSet;

use super::ImportError;
use aiguilleur_directory::changes::{Change, Extent, Extents, FILE};

/// The changes met so far. Sorted aside like everything else, so that a day on which everything changes takes no
/// more memory than another.
pub(super) struct FeedWriter {
    sorter: Sorter,
    as_of: Date,
    /// What the served generation was made of; nothing to say of what it did not hold.
    before: Option<FxHashSet<String>>,
    /// Sites that FINESS describes: it speaks for their names.
    described: FxHashSet<FinessEg>,
    key: Vec<u8>,
}

impl FeedWriter {
    pub(super) fn new(building: &Building, budget: usize, as_of: Date, served: Option<&Manifest>) -> Self {
        Self {
            sorter: Sorter::new("changes", building.runs_dir(), budget),
            as_of,
            before: served.map(|served| served.sources.iter().map(|source| source.name.clone()).collect()),
            described: FxHashSet::default(),
            key: Vec::new(),
        }
    }

    /// Whether the served generation had read a source, so that what is not in it was not there.
    fn had(&self, source: aiguilleur_domain::entity::SourceKind) -> bool {
        self.before.as_ref().is_some_and(|sources| sources.contains(source.name()))
    }

    /// Adds a change. `subject` orders the changes of a kind; those of one subject follow the order of their text.
    fn push(&mut self, subject: &str, change: &Change) -> Result<(), ImportError> {
        self.key.clear();
        self.key.push(change.kind as u8);
        self.key.extend_from_slice(subject.as_bytes());
        self.key.push(0);
        serde_json::to_writer(&mut self.key, change).map_err(|error| ImportError::Feed(error.into()))?;
        Ok(self.sorter.push(&self.key, &[])?)
    }

    /// Writes the file, and tells where the changes of each kind stand.
    pub(super) fn finish(self, building: &Building) -> Result<Extents, ImportError> {
        let mut extents = Extents::new();
        let mut file = BufWriter::new(File::create(building.beside(FILE)).map_err(ImportError::Feed)?);
        let (mut sorted, mut last, mut at) = (self.sorter.finish()?, Vec::new(), 0);
        while let Some((key, _)) = sorted.next_record()? {
            // Several rows may show one change: it is written once.
            if last == key {
                continue;
            }
            last.clear();
            last.extend_from_slice(key);
            // The first byte is the kind, which may be zero.
            let end = key[1..].iter().position(|byte| *byte == 0).map_or(key.len(), |end| end + 2);
            let line = &key[end..];
            file.write_all(line).and_then(|()| file.write_all(b"\n")).map_err(ImportError::Feed)?;
            let kind = aiguilleur_directory::changes::ChangeKind::ALL[usize::from(key[0])];
            let extent = extents.entry(kind).or_insert(Extent { start: at, ..Extent::default() });
            let bytes = line.len() as u64 + 1;
            (extent.bytes, extent.entries) = (extent.bytes + bytes, extent.entries + 1);
            at += bytes;
        }
        file.flush().map_err(ImportError::Feed)?;
        Ok(extents)
    }
}
