//! Sending what a depot lacks of a generation, each file read and hashed as it goes.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use aiguilleur_files::Hasher;
use aiguilleur_store::{DataDir, FileEntry, GenerationId, Manifest};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::{fs, io::AsyncReadExt as _};

use super::Reread;
use crate::{
    Depot, DepotError,
    depot::{PIECE, Stored},
    pointer::sha256,
};

/// Files sent at once.
const AT_ONCE: usize = 8;

/// Pieces of one file under way at once: they are in memory.
const PIECES: usize = 4;

/// What was sent.
pub(super) struct Sent {
    /// Files of the generation.
    pub(super) of: usize,
    /// Files sent.
    pub(super) files: usize,
    pub(super) bytes: u64,
}

/// Sends what is not there, then sees that all of it is.
pub(super) async fn send(
    depot: &Depot,
    data: &DataDir,
    id: &GenerationId,
    manifest: &Manifest,
    reread: Reread,
) -> Result<Sent, DepotError> {
    let wanted: BTreeMap<&str, &FileEntry> =
        manifest.files.iter().map(|file| (file.sha256.as_str(), file)).collect();
    let missing = missing(depot, &wanted, reread).await?;
    // Each owns its file: a stream of borrowing futures cannot be sent between threads.
    let sending = missing.iter().cloned().map(|file| one(depot, data.sealed_file(id, &file), file));
    stream::iter(sending).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
    if !missing.is_empty() {
        let there = depot.objects().await?;
        if let Some(absent) = wanted.values().find(|file| !is_there(&there, file)) {
            return Err(DepotError::Missing { object: format!("objects/{}", absent.sha256) });
        }
    }
    let bytes = missing.iter().map(|file| file.size).sum();
    Ok(Sent { of: wanted.len(), files: missing.len(), bytes })
}

fn is_there(there: &HashMap<String, Stored>, file: &FileEntry) -> bool {
    there.get(&file.sha256).is_some_and(|stored| stored.size == file.size)
}

/// The largest first, so that none of them is waited for alone at the end.
async fn missing(
    depot: &Depot,
    wanted: &BTreeMap<&str, &FileEntry>,
    reread: Reread,
) -> Result<Vec<FileEntry>, DepotError> {
    let there = depot.objects().await?;
    let (held, absent): (Vec<&FileEntry>, Vec<_>) =
        wanted.values().copied().partition(|file| is_there(&there, file));
    let mut missing: Vec<FileEntry> = absent.into_iter().cloned().collect();
    if reread == Reread::Everything {
        let judging = held.into_iter().cloned().map(|file| unless_sound(depot, file));
        let damaged: Vec<_> = stream::iter(judging).buffer_unordered(AT_ONCE).try_collect().await?;
        missing.extend(damaged.into_iter().flatten());
    }
    missing.sort_by_key(|file| std::cmp::Reverse(file.size));
    Ok(missing)
}

/// The file, if what is there under its name is something else.
async fn unless_sound(depot: &Depot, file: FileEntry) -> Result<Option<FileEntry>, DepotError> {
    let mut hasher = Hasher::default();
    let mut bytes = depot.object(&file).await?;
    while let Some(piece) = bytes.try_next().await? {
        hasher.update(&piece);
    }
    Ok(Some(file).filter(|file| hasher.finish().sha256 != file.sha256))
}

async fn one(depot: &Depot, path: PathBuf, file: FileEntry) -> Result<(), DepotError> {
    if file.size > PIECE as u64 {
        return in_pieces(depot, &path, &file).await;
    }
    let bytes = fs::read(&path).await.map_err(DepotError::io("lire", &path))?;
    if sha256(&bytes) != file.sha256 {
        return Err(DepotError::LocalDamage { path });
    }
    depot.put_object(&file.sha256, bytes).await
}

/// Piece by piece: the object is there only once all of it was read here and is what was sealed.
async fn in_pieces(depot: &Depot, path: &Path, file: &FileEntry) -> Result<(), DepotError> {
    let failed = |error: object_store::Error| DepotError::of("écrire", &file.sha256, &error);
    let mut local = fs::File::open(path).await.map_err(DepotError::io("ouvrir", path))?;
    let mut upload = depot.in_pieces(&file.sha256).await?;
    let mut hasher = Hasher::default();
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let read = (&mut local).take(PIECE as u64).read_to_end(&mut piece).await;
        if read.map_err(DepotError::io("lire", path))? == 0 {
            break;
        }
        hasher.update(&piece);
        upload.wait_for_capacity(PIECES).await.map_err(failed)?;
        upload.put(piece.into());
    }
    if hasher.finish().sha256 != file.sha256 {
        upload.abort().await.map_err(failed)?;
        return Err(DepotError::LocalDamage { path: path.to_owned() });
    }
    upload.finish().await.map(drop).map_err(failed)
}
