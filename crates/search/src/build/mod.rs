//! Building an index: documents in, a sealed folder out. Nothing is ever added to a finished index.

mod facets;
mod forms;
mod parcel;
mod person;
mod shard;
mod shard_writer;
mod structure;
mod texts;
mod words;

use std::{
    fs,
    hash::Hasher,
    path::{Path, PathBuf},
    sync::mpsc::{SyncSender, sync_channel},
    thread::JoinHandle,
};

use rustc_hash::FxHasher;

use self::{parcel::Parcel, shard_writer::ShardWriter};
use crate::{
    analysis,
    document::{PersonDoc, StructureDoc},
    error::SearchError,
    manifest::{Manifest, ShardEntry, ShardKind},
};

/// Documents that travel to a writing thread together.
const PARCEL: usize = 512;
/// Parcels that may wait for a writing thread.
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
        // The people of the country take 110 MiB of each thread: a small shard more would cost each search nearly as
        // much as a large one.
        Self { threads: 2, memory_bytes: 384 << 20 }
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
    /// Threads that finish the shards of people.
    ending: Vec<Writing>,
    structures: Lane,
}

/// A writing thread and the parcel that is being filled for it.
struct Lane {
    sender: SyncSender<Parcel>,
    parcel: Parcel,
    /// Taken when the thread is joined.
    thread: Writing,
}

/// A thread that writes shards.
type Writing = Option<JoinHandle<Result<Vec<ShardEntry>, SearchError>>>;

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
            ending: Vec::new(),
            structures: lane(ShardKind::Structures, "structures".to_owned()),
        })
    }

    /// Adds a person. People should come in the order of their ids: equal scores are listed in that order.
    pub fn add_person(&mut self, person: &PersonDoc<'_>) -> Result<(), SearchError> {
        let family = analysis::person_name(person.family_name);
        // Namesakes share a shard, where they are counted together.
        let mut hasher = FxHasher::default();
        hasher.write(family.as_bytes());
        // The high half: the low bits of this hash are poor.
        let hash = usize::try_from(hasher.finish() >> 32).unwrap_or_default();
        let lane = hash.checked_rem(self.people.len()).ok_or(SearchError::Interrupted)?;
        person::pack(person, &family, &mut self.people[lane].parcel);
        self.people[lane].send_when_full()
    }

    /// Adds a structure to the shard of structures.
    pub fn add_structure(&mut self, structure: &StructureDoc<'_>) -> Result<(), SearchError> {
        structure::pack(structure, &mut self.structures.parcel);
        self.structures.send_when_full()
    }

    /// No more people come: their shards are finished while structures are still added.
    pub fn end_people(&mut self) {
        self.ending.extend(self.people.drain(..).map(Lane::close));
    }

    /// Writes what is left, seals the index and tells its size.
    pub fn finish(mut self) -> Result<IndexStats, SearchError> {
        self.end_people();
        self.ending.push(self.structures.close());
        let mut shards = Vec::new();
        for thread in self.ending {
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
        Self { sender, parcel: Parcel::default(), thread: Some(thread) }
    }

    fn send_when_full(&mut self) -> Result<(), SearchError> {
        if self.parcel.documents() < PARCEL {
            return Ok(());
        }
        if self.sender.send(std::mem::take(&mut self.parcel)).is_ok() {
            return Ok(());
        }
        // The thread stopped: it tells why.
        Err(join(self.thread.take()).err().unwrap_or(SearchError::Interrupted))
    }

    fn close(self) -> Writing {
        // A thread that stopped tells why when it is joined.
        let _ = self.sender.send(self.parcel);
        self.thread
    }
}

fn join(thread: Writing) -> Result<Vec<ShardEntry>, SearchError> {
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
