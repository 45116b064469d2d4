//! The objects of a depot by what they are to us: the pointer, manifests, files. Decides nothing.

use std::{collections::HashMap, sync::Arc};

use aiguilleur_store::{FileEntry, GenerationId};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use jiff::Timestamp;
use object_store::{
    ObjectMeta, ObjectStore, ObjectStoreExt as _, PutMode, PutPayload, UpdateVersion, WriteMultipart,
    path::Path,
};

use crate::{Config, DepotError, Location};

/// The largest pointer that is read.
const MAX_POINTER: u64 = 4 << 10;

/// Files from this size on are sent and read in pieces.
pub(crate) const PIECE: usize = 8 << 20;

/// An object store, and the prefix of the generations in it.
#[derive(Debug, Clone)]
pub struct Depot {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    shown: String,
}

/// What lies in a depot under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) size: u64,
    /// By the depot's own clock.
    pub(crate) written: Timestamp,
}

/// A pointer as it was found.
pub(crate) struct Found {
    pub(crate) bytes: Bytes,
    version: UpdateVersion,
}

impl Depot {
    /// The depot at `location`. `variables` are the environment's, for credentials and endpoint.
    ///
    /// # Errors
    /// When the configuration asks for something impossible. Nobody is asked yet.
    pub fn open(
        location: &Location,
        config: &Config,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, DepotError> {
        let (store, prefix) = location.connect(config, variables)?;
        Ok(Self { store, prefix, shown: location.to_string() })
    }

    /// A depot in any object store, known as `shown`.
    pub fn within(store: Arc<dyn ObjectStore>, shown: &str) -> Self {
        Self { store, prefix: Path::default(), shown: shown.to_owned() }
    }

    /// Its address.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    fn at(&self, parts: &[&str]) -> Path {
        parts.iter().fold(self.prefix.clone(), |path, part| path.join(*part))
    }

    fn pointer_path(&self) -> Path {
        self.at(&["pointer"])
    }

    fn manifest_path(&self, generation: &str) -> Path {
        self.at(&["manifests", &format!("{generation}.json")])
    }

    fn object_path(&self, sha256: &str) -> Path {
        self.at(&["objects", sha256])
    }

    /// Reads a small object, whose size is bounded before it is read.
    async fn read(&self, path: &Path, most: u64) -> Result<Option<(ObjectMeta, Bytes)>, DepotError> {
        let failed = |error: object_store::Error| DepotError::of("lire", path.as_ref(), &error);
        let got = match self.store.get(path).await.map_err(failed) {
            Ok(got) => got,
            Err(DepotError::Missing { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let meta = got.meta.clone();
        if meta.size > most {
            let detail = format!("{} octets", meta.size);
            return Err(DepotError::Damaged { object: path.to_string(), detail });
        }
        Ok(Some((meta, got.bytes().await.map_err(failed)?)))
    }

    pub(crate) async fn pointer(&self) -> Result<Option<Found>, DepotError> {
        let found = self.read(&self.pointer_path(), MAX_POINTER).await?;
        Ok(found.map(|(meta, bytes)| {
            let version = UpdateVersion { e_tag: meta.e_tag, version: meta.version };
            Found { bytes, version }
        }))
    }

    /// Moves the pointer from what was found to `bytes`, and sees that it has moved.
    pub(crate) async fn move_pointer(&self, from: Option<Found>, bytes: Vec<u8>) -> Result<(), DepotError> {
        let path = self.pointer_path();
        let mode = from.map_or(PutMode::Create, |found| PutMode::Update(found.version));
        let payload = PutPayload::from(bytes.clone());
        let mut put = self.store.put_opts(&path, payload.clone(), mode.into()).await;
        // A folder of files has no conditional replacement: there, that nobody else writes is on its word.
        if let Err(object_store::Error::NotImplemented { .. } | object_store::Error::NotSupported { .. }) =
            put
        {
            put = self.store.put(&path, payload).await;
        }
        let lost = matches!(
            put,
            Err(object_store::Error::Precondition { .. } | object_store::Error::AlreadyExists { .. })
        );
        if let (Err(error), false) = (put, lost) {
            return Err(DepotError::of("écrire", path.as_ref(), &error));
        }
        // An answer that was lost on its way makes a second try fail on the first one's success: what counts is there.
        match self.pointer().await? {
            Some(found) if found.bytes == bytes => Ok(()),
            _ => Err(DepotError::Overtaken),
        }
    }

    pub(crate) async fn manifest(&self, generation: &str, most: u64) -> Result<Option<Bytes>, DepotError> {
        Ok(self.read(&self.manifest_path(generation), most).await?.map(|(_, bytes)| bytes))
    }

    pub(crate) async fn put_manifest(&self, generation: &str, bytes: Vec<u8>) -> Result<(), DepotError> {
        self.put(&self.manifest_path(generation), bytes).await
    }

    pub(crate) async fn put_object(&self, sha256: &str, bytes: Vec<u8>) -> Result<(), DepotError> {
        self.put(&self.object_path(sha256), bytes).await
    }

    async fn put(&self, path: &Path, bytes: Vec<u8>) -> Result<(), DepotError> {
        let put = self.store.put(path, bytes.into()).await;
        put.map(drop).map_err(|error| DepotError::of("écrire", path.as_ref(), &error))
    }

    /// Begins an object that is sent in pieces: it is not there before the last one is.
    pub(crate) async fn in_pieces(&self, sha256: &str) -> Result<WriteMultipart, DepotError> {
        let path = self.object_path(sha256);
        let upload = self.store.put_multipart(&path).await;
        let upload = upload.map_err(|error| DepotError::of("écrire", path.as_ref(), &error))?;
        Ok(WriteMultipart::new_with_chunk_size(upload, PIECE))
    }

    /// The bytes of a file, as they come.
    pub(crate) async fn object(
        &self,
        file: &FileEntry,
    ) -> Result<BoxStream<'static, Result<Bytes, DepotError>>, DepotError> {
        let path = self.object_path(&file.sha256);
        let failed = move |error: object_store::Error| DepotError::of("lire", path.as_ref(), &error);
        let got = self.store.get(&self.object_path(&file.sha256)).await.map_err(&failed)?;
        Ok(got.into_stream().map_err(failed).boxed())
    }

    /// Every file that is there, by its hash.
    pub(crate) async fn objects(&self) -> Result<HashMap<String, Stored>, DepotError> {
        Ok(self.listed("objects").await?.into_iter().collect())
    }

    /// Every manifest that is there.
    pub(crate) async fn manifests(&self) -> Result<Vec<(GenerationId, Stored)>, DepotError> {
        let listed = self.listed("manifests").await?;
        let named =
            |(name, stored): (String, Stored)| Some((name.strip_suffix(".json")?.parse().ok()?, stored));
        Ok(listed.into_iter().filter_map(named).collect())
    }

    async fn listed(&self, folder: &'static str) -> Result<Vec<(String, Stored)>, DepotError> {
        let path = self.at(&[folder]);
        let listed = self.store.list(Some(&path)).map_ok(|meta| {
            let written =
                Timestamp::from_nanosecond(meta.last_modified.timestamp_nanos_opt().unwrap_or(0).into());
            let stored = Stored { size: meta.size, written: written.unwrap_or(Timestamp::UNIX_EPOCH) };
            (meta.location.filename().unwrap_or_default().to_owned(), stored)
        });
        listed.try_collect().await.map_err(|error| DepotError::of("lister", path.as_ref(), &error))
    }

    pub(crate) async fn remove_manifest(&self, generation: &str) -> Result<(), DepotError> {
        self.remove(vec![self.manifest_path(generation)]).await
    }

    pub(crate) async fn remove_objects(&self, hashes: &[String]) -> Result<(), DepotError> {
        self.remove(hashes.iter().map(|sha256| self.object_path(sha256)).collect()).await
    }

    async fn remove(&self, paths: Vec<Path>) -> Result<(), DepotError> {
        let mut removed =
            self.store.delete_stream(futures_util::stream::iter(paths.into_iter().map(Ok)).boxed());
        while let Some(one) = removed.next().await {
            match one {
                Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(DepotError::of("supprimer", "d'anciens objets", &error)),
            }
        }
        Ok(())
    }
}
