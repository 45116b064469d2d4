//! A writer with two generations, a depot, and readers. Holds the one question that every test asks: what is answered.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use aiguilleur_depot::{
    Depot, DepotError, Look, Opens, Published, Publishing, Reader, Reread, SigningKey, TrustedKeys, publish,
};
use aiguilleur_store::{BlockCache, DataDir, FORMAT_VERSION, GenerationId, Manifest, Soundness};
use object_store::memory::InMemory;
use tempfile::TempDir;

use crate::faulty::Faulty;

/// Larger than what is sent in one piece.
const LARGE: usize = 9 << 20;

/// A writer and its generations `a` and `b`.
pub(crate) struct Writer {
    _folder: TempDir,
    pub(crate) data: DataDir,
    pub(crate) a: GenerationId,
    pub(crate) b: GenerationId,
}

/// A reader's folder.
pub(crate) struct Desk {
    _folder: TempDir,
    pub(crate) data: DataDir,
}

fn manifest() -> Manifest {
    Manifest {
        format: FORMAT_VERSION,
        rules: "test".into(),
        created_at: jiff::Timestamp::UNIX_EPOCH,
        as_of: jiff::civil::date(2026, 11, 20),
        sources: Vec::new(),
        counts: BTreeMap::new(),
        files: Vec::new(),
        checksum: String::new(),
    }
}

pub(crate) fn build(data: &DataDir, marker: &str, large: &[u8]) -> GenerationId {
    let building = data.begin().unwrap();
    let mut table = building.table("markers").unwrap();
    table.push(b"which", marker.as_bytes()).unwrap();
    table.finish().unwrap();
    building.write_beside("rejects.jsonl", format!("{marker}\n").as_bytes()).unwrap();
    // The same in both generations: sent and fetched once.
    building.write_beside("search/shared", b"what both hold").unwrap();
    building.write_beside("search/large", large).unwrap();
    building.seal(manifest()).unwrap()
}

impl Writer {
    /// Serves `a`.
    pub(crate) fn new() -> Self {
        Self::with_large(b"small")
    }

    /// The same, with a file that is sent in pieces.
    pub(crate) fn large() -> Self {
        let bytes: Vec<u8> = (0..LARGE).map(|n| u8::try_from(n % 251).unwrap()).collect();
        Self::with_large(&bytes)
    }

    fn with_large(large: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path()).unwrap();
        let (a, b) = (build(&data, "a", large), build(&data, "b", large));
        data.publish(&a).unwrap();
        Self { _folder: folder, data, a, b }
    }

    /// A depot that `a` was published to, whose writer serves `b` now.
    pub(crate) async fn about_to_publish_b(&self) -> InMemory {
        let memory = Arc::new(Faulty::over(&InMemory::new()));
        self.data.publish(&self.a).unwrap();
        self.send(&memory, &plainly()).await.unwrap();
        self.data.publish(&self.b).unwrap();
        memory.inner.fork()
    }

    pub(crate) async fn send(
        &self,
        store: &Arc<Faulty>,
        how: &Publishing<'_>,
    ) -> Result<Published, DepotError> {
        publish(&depot(store), &self.data, how).await
    }
}

pub(crate) fn depot(store: &Arc<Faulty>) -> Depot {
    Depot::within(Arc::clone(store) as _, "memory:")
}

/// Unsigned, keeping much.
pub(crate) fn plainly() -> Publishing<'static> {
    Publishing {
        key: None,
        keep: 7,
        grace: Duration::from_secs(3600),
        reread: Reread::Nothing,
        now: jiff::Timestamp::now(),
    }
}

pub(crate) fn signed(key: &SigningKey) -> Publishing<'_> {
    Publishing { key: Some(key), ..plainly() }
}

/// Whatever the store opens is good.
pub(crate) fn any() -> Opens {
    Box::new(|data, id| {
        data.open_generation(id)?;
        Ok(())
    })
}

impl Desk {
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path()).unwrap();
        Self { _folder: folder, data }
    }

    pub(crate) fn reader(&self, store: &Arc<Faulty>) -> Reader {
        self.trusting(store, None)
    }

    pub(crate) fn trusting(&self, store: &Arc<Faulty>, trusted: Option<TrustedKeys>) -> Reader {
        Reader::new(depot(store), self.data.clone(), trusted, 2, any())
    }

    pub(crate) async fn look(&self, store: &Arc<Faulty>) -> Result<Look, DepotError> {
        self.reader(store).look().await
    }

    /// What is answered here: the marker of the generation that is served, every byte of which is sound.
    pub(crate) fn answer(&self) -> Option<String> {
        let id = self.data.current().unwrap()?;
        assert_eq!(self.data.verify(&id).unwrap(), Soundness::Sound, "{id}");
        let record = self
            .data
            .open_generation(&id)
            .unwrap()
            .table("markers", &BlockCache::default())
            .unwrap()
            .get(b"which")
            .unwrap();
        Some(String::from_utf8(record.unwrap().value().to_vec()).unwrap())
    }
}
