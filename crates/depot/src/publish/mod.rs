//! The writer: files first, then the manifest, then the pointer; old generations last. Builds nothing.

mod retain;
mod upload;

use std::time::Duration;

use aiguilleur_store::{DataDir, GenerationId, Manifest, StoreError};
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    Depot, DepotError, Pointer, SigningKey,
    depot::Found,
    pointer::{MAX_MANIFEST, Sealed},
};
use retain::Retention;

/// Whether what is in the depot already is read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reread {
    /// Its size is enough: it was verified when it was sent, and each reader verifies it again.
    Nothing,
    /// Every byte is, and what differs is sent again.
    Everything,
}

/// How a generation is published.
#[derive(Debug, Clone, Copy)]
pub struct Publishing<'a> {
    /// Signs the pointer.
    pub key: Option<&'a SigningKey>,
    /// How many older generations stay in the depot.
    pub keep: usize,
    /// For how long what was superseded stays at least.
    pub grace: Duration,
    /// Whether what is there is read again.
    pub reread: Reread,
    /// The time of day.
    pub now: Timestamp,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Published {
    /// Name of the published generation.
    pub generation: String,
    /// The depot's address.
    pub depot: String,
    /// The sequence of the pointer that names it.
    pub sequence: u64,
    /// Whether that pointer is signed.
    pub signed: bool,
    /// Whether the pointer was there already, and everything with it.
    pub unchanged: bool,
    /// Its files, those of one content counted once.
    pub files: usize,
    /// Those that were sent.
    pub sent: usize,
    /// Total size of the objects sent.
    pub sent_bytes: u64,
    /// Older generations that were removed from the depot.
    pub removed_generations: Vec<String>,
    /// Objects that nothing named any more.
    pub removed_objects: usize,
    /// Why old ones could not be removed, if so: a person is needed, the publication stands.
    pub not_removed: Option<String>,
}

/// Publishes the generation that `data` serves.
///
/// # Errors
/// When nothing is served, when a file on our disk is not what was sealed, or when the depot does not take it: what
/// the depot's readers were given stands.
pub async fn publish(
    depot: &Depot,
    data: &DataDir,
    publishing: &Publishing<'_>,
) -> Result<Published, DepotError> {
    let empty = || StoreError::Empty { path: data.root().to_owned() };
    let id = data.current()?.ok_or_else(empty)?;
    let sealed_as = data.manifest_bytes(&id)?;
    let manifest = Manifest::parse(&id, &sealed_as)?;
    let found = depot.pointer().await?;
    let sent = upload::send(depot, data, &id, &manifest, publishing.reread).await?;
    let (pointer, unchanged) = point(depot, &id, sealed_as, found, publishing).await?;
    let retention = Retention { keep: publishing.keep, grace: publishing.grace };
    let removed = retention.apply(depot, &id).await;
    let not_removed = removed.as_ref().err().map(ToString::to_string);
    let removed = removed.unwrap_or_default();
    Ok(Published {
        generation: pointer.generation,
        depot: depot.shown().to_owned(),
        sequence: pointer.sequence,
        signed: publishing.key.is_some(),
        unchanged: unchanged && sent.files == 0,
        files: sent.of,
        sent: sent.files,
        sent_bytes: sent.bytes,
        removed_generations: removed.generations,
        removed_objects: removed.objects,
        not_removed,
    })
}

/// Writes the manifest, then the pointer, unless both are there; tells whether they were.
async fn point(
    depot: &Depot,
    id: &GenerationId,
    sealed_as: Vec<u8>,
    found: Option<Found>,
    publishing: &Publishing<'_>,
) -> Result<(Pointer, bool), DepotError> {
    let sealed = Sealed::of(&sealed_as);
    let ours = publishing.key.map(SigningKey::trusted);
    // One that we would not have signed says nothing of the sequence: anybody may have written it.
    let last = found.as_ref().and_then(|found| Pointer::decode(&found.bytes, ours.as_ref()).ok());
    let manifest_is_there =
        depot.manifest(id.as_str(), MAX_MANIFEST).await?.is_some_and(|there| there == sealed_as);
    if let Some(last) = &last
        && manifest_is_there
        && last.generation == id.as_str()
        && last.manifest == sealed
    {
        return Ok((last.clone(), true));
    }
    // Even where it is there: its date in the depot says when it was last pointed to.
    depot.put_manifest(id.as_str(), sealed_as.clone()).await?;
    if depot.manifest(id.as_str(), MAX_MANIFEST).await?.is_none_or(|there| there != sealed_as) {
        let object = format!("manifests/{id}.json");
        return Err(DepotError::Damaged { object, detail: "relu autrement qu'écrit".to_owned() });
    }
    let pointer = Pointer::after(last.as_ref(), id.to_string(), sealed, publishing.now);
    depot.move_pointer(found, pointer.encode(publishing.key)).await?;
    Ok((pointer, false))
}
