//! A writing thread: documents of one kind into one segment after another, in the order in which they come.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::Receiver,
};

use tantivy::{
    Index, IndexSettings, SingleSegmentIndexWriter, TantivyDocument, directory::MmapDirectory,
    store::Compressor,
};

use crate::{
    analysis::tokenizers,
    error::{Cause, SearchError},
    manifest::{ShardEntry, ShardKind},
    schema,
};

/// Initial size given to the segment writer, which grows as it needs; the bound is checked here.
const INITIAL_MEMORY: usize = 64 << 20;

pub(super) struct ShardWriter {
    dir: PathBuf,
    kind: ShardKind,
    name: String,
    memory: usize,
    finished: Vec<ShardEntry>,
}

/// A shard being written.
struct Open {
    entry: ShardEntry,
    writer: SingleSegmentIndexWriter,
}

impl ShardWriter {
    pub(super) fn new(dir: &Path, kind: ShardKind, name: String, memory: usize) -> Self {
        Self { dir: dir.to_owned(), kind, name, memory, finished: Vec::new() }
    }

    /// Writes what it receives until the builder closes the channel.
    pub(super) fn run(
        mut self,
        batches: &Receiver<Vec<TantivyDocument>>,
    ) -> Result<Vec<ShardEntry>, SearchError> {
        let mut open: Option<Open> = None;
        for batch in batches {
            if batch.is_empty() {
                continue;
            }
            let mut shard = match open.take() {
                Some(shard) => shard,
                None => self.begin().map_err(|e| self.failed(e))?,
            };
            shard.add(batch).map_err(|e| self.failed(e))?;
            if shard.writer.mem_usage() < self.memory {
                open = Some(shard);
            } else {
                self.end(shard)?;
            }
        }
        if let Some(shard) = open {
            self.end(shard)?;
        }
        Ok(self.finished)
    }

    fn begin(&self) -> Result<Open, Cause> {
        let name = format!("{}.{}", self.name, self.finished.len());
        let dir = self.dir.join(&name);
        fs::create_dir_all(&dir)?;
        let schema = match self.kind {
            ShardKind::People => schema::people().0,
            ShardKind::Structures => schema::structures().0,
        };
        // Nothing is stored: the record is in the store.
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let builder = Index::builder().schema(schema).settings(settings).tokenizers(tokenizers::manager());
        let writer = builder.single_segment_index_writer(MmapDirectory::open(&dir)?, INITIAL_MEMORY)?;
        Ok(Open { entry: ShardEntry { dir: name, kind: self.kind, documents: 0 }, writer })
    }

    fn end(&mut self, shard: Open) -> Result<(), SearchError> {
        shard.writer.finalize().map_err(|e| self.failed(e.into()))?;
        self.finished.push(shard.entry);
        Ok(())
    }

    fn failed(&self, source: Cause) -> SearchError {
        SearchError::Write { dir: self.dir.clone(), source }
    }
}

impl Open {
    fn add(&mut self, batch: Vec<TantivyDocument>) -> Result<(), Cause> {
        for document in batch {
            self.writer.add_document(document)?;
            self.entry.documents += 1;
        }
        Ok(())
    }
}
