//! Building an index: documents in, a sealed folder out. Nothing is ever added to a finished index.

mod person;
mod shard_writer;
mod structure;

use std::{
    fs,
    hash::Hasher,
    path::{Path, PathBuf},
    sync::mpsc::{SyncSender, sync_channel},
    thread::JoinHandle,
};

use rustc_hash::FxHasher;
use tantivy::TantivyDocument;

use self::{person::PersonForm, shard_writer::ShardWriter, structure::StructureForm};
use crate::{
    document::{PersonDoc, StructureDoc},
    error::SearchError,
    manifest::{Manifest, ShardEntry, ShardKind},
};

/// Documents that travel to a writing thread together.
const BATCH: usize = 512;
/// Batches that may wait for a writing thread.
const WAITING: usize = 8;
/// Most writing threads for people; more would only make small shards.
const MAX_THREADS: usize = 8;

/// How an index is built.
#[derive(Debug, Clone, Copy)]
pub struct BuildOptions {
    /// Writing threads for people (a further one writes structures); one shard or more comes of each.
    pub threads: usize,
    /// Bytes that all writing threads may hold together; a shard is closed and another begun above its part.
    pub memory_bytes: usize,
}

impl Default for BuildOptions {
    fn default() -> Self {
        Self { threads: 2, memory_bytes: 300 << 20 }
    }
}

/// What was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexStats {
    /// People in the index.
    pub people: u64,
    /// Structures in the index.
    pub structures: u64,
    /// Shards, each searched in turn.
    pub shards: usize,
    /// Bytes on disk.
    pub bytes: u64,
}

/// Writes one index. Dropping it before [`IndexBuilder::finish`] leaves a folder that cannot be opened.
pub struct IndexBuilder {
    dir: PathBuf,
    people: Vec<Lane>,
    structures: Lane,
    person: PersonForm,
    structure: StructureForm,
}

/// A writing thread and the batch that is being filled for it.
struct Lane {
    sender: SyncSender<Vec<TantivyDocument>>,
    batch: Vec<TantivyDocument>,
    /// Taken when the thread is joined.
    thread: Option<JoinHandle<Result<Vec<ShardEntry>, SearchError>>>,
}

impl IndexBuilder {
    /// Begins an index in `dir`, which is created if need be and should be empty.
    pub fn create(dir: &Path, options: BuildOptions) -> Result<Self, SearchError> {
        fs::create_dir_all(dir).map_err(|e| SearchError::Write { dir: dir.to_owned(), source: e.into() })?;
        let threads = options.threads.clamp(1, MAX_THREADS);
        let memory = options.memory_bytes / (threads + 1);
        let lane = |kind, name: String| Lane::start(ShardWriter::new(dir, kind, name, memory));
        Ok(Self {
            dir: dir.to_owned(),
            people: (0..threads).map(|i| lane(ShardKind::People, format!("people-{i}"))).collect(),
            structures: lane(ShardKind::Structures, "structures".to_owned()),
            person: PersonForm::new(),
            structure: StructureForm::new(),
        })
    }

    /// Adds a person. People should come in the order of their ids: equal scores are listed in that order.
    pub fn add_person(&mut self, person: &PersonDoc<'_>) -> Result<(), SearchError> {
        let (family, document) = self.person.document(person);
        // Namesakes share a shard, where they are counted together.
        let mut hasher = FxHasher::default();
        hasher.write(family.as_bytes());
        // The high half: the low bits of this hash are poor.
        let lane = usize::try_from(hasher.finish() >> 32).unwrap_or_default() % self.people.len();
        self.people[lane].send(document)
    }

    /// Adds a structure.
    pub fn add_structure(&mut self, structure: &StructureDoc<'_>) -> Result<(), SearchError> {
        let document = self.structure.document(structure);
        self.structures.send(document)
    }

    /// Writes what is left, seals the index and tells its size.
    pub fn finish(self) -> Result<IndexStats, SearchError> {
        let mut shards = Vec::new();
        let waiting: Vec<_> = self.people.into_iter().chain([self.structures]).map(Lane::close).collect();
        for thread in waiting {
            shards.extend(join(thread)?);
        }
        let count = |kind| shards.iter().filter(|s| s.kind == kind).map(|s| u64::from(s.documents)).sum();
        let (people, structures) = (count(ShardKind::People), count(ShardKind::Structures));
        let number = shards.len();
        Manifest::write(&self.dir, shards)?;
        let bytes =
            size(&self.dir).map_err(|e| SearchError::Write { dir: self.dir.clone(), source: e.into() })?;
        Ok(IndexStats { people, structures, shards: number, bytes })
    }
}

impl Lane {
    fn start(writer: ShardWriter) -> Self {
        let (sender, receiver) = sync_channel(WAITING);
        let thread = std::thread::spawn(move || writer.run(&receiver));
        Self { sender, batch: Vec::with_capacity(BATCH), thread: Some(thread) }
    }

    fn send(&mut self, document: TantivyDocument) -> Result<(), SearchError> {
        self.batch.push(document);
        if self.batch.len() < BATCH {
            return Ok(());
        }
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        if self.sender.send(batch).is_ok() {
            return Ok(());
        }
        // The thread stopped: it tells why.
        Err(join(self.thread.take()).err().unwrap_or(SearchError::Interrupted))
    }

    fn close(self) -> Option<JoinHandle<Result<Vec<ShardEntry>, SearchError>>> {
        // A thread that stopped tells why when it is joined.
        let _ = self.sender.send(self.batch);
        self.thread
    }
}

fn join(
    thread: Option<JoinHandle<Result<Vec<ShardEntry>, SearchError>>>,
) -> Result<Vec<ShardEntry>, SearchError> {
    thread.and_then(|thread| thread.join().ok()).ok_or(SearchError::Interrupted)?
}

fn size(dir: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let meta = entry.metadata()?;
        bytes += if meta.is_dir() { size(&entry.path())? } else { meta.len() };
    }
    Ok(bytes)
}
