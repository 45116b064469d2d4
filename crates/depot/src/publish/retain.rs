//! What leaves the depot: manifests first, then the objects that no manifest left names, and neither too soon.

use std::{collections::HashSet, time::Duration};

use aiguilleur_store::{FileEntry, GenerationId};
use jiff::Timestamp;
use serde::Deserialize;

use crate::{Depot, DepotError, depot::Stored, pointer::MAX_MANIFEST};

/// What stays.
pub(super) struct Retention {
    /// Generations beside the one that is served.
    pub(super) keep: usize,
    /// For how long what was superseded stays at least: readers may still be fetching it.
    pub(super) grace: Duration,
}

/// What was removed.
#[derive(Debug, Default)]
pub(super) struct Removed {
    pub(super) generations: Vec<String>,
    pub(super) objects: usize,
}

/// What a manifest of any format says of its files.
#[derive(Deserialize)]
struct Named {
    files: Vec<FileEntry>,
}

impl Retention {
    /// Removes what need not stay beside `current`.
    pub(super) async fn apply(&self, depot: &Depot, current: &GenerationId) -> Result<Removed, DepotError> {
        let mut manifests = depot.manifests().await?;
        let objects = depot.objects().await?;
        // The depot's own clock: what it wrote last is the least that it can show.
        let written = manifests.iter().map(|(_, stored)| stored).chain(objects.values());
        let now = written.map(|stored| stored.written).max().unwrap_or(Timestamp::UNIX_EPOCH);
        // A manifest is written again whenever it is pointed to: its date is its place in the order of service.
        manifests
            .sort_by(|(a, at), (b, bt)| (b == current, bt.written, b).cmp(&(a == current, at.written, a)));
        let leaving = self.leaving(&manifests, now);
        let staying = manifests.iter().map(|(id, _)| id).filter(|id| !leaving.contains(id));
        let named = named(depot, staying).await?;
        for id in &leaving {
            depot.remove_manifest(id.as_str()).await?;
        }
        let orphans = objects
            .into_iter()
            .filter(|(sha256, stored)| !named.contains(sha256) && self.is_over(stored.written, now));
        let orphans: Vec<String> = orphans.map(|(sha256, _)| sha256).collect();
        depot.remove_objects(&orphans).await?;
        let generations = leaving.iter().map(ToString::to_string).collect();
        Ok(Removed { generations, objects: orphans.len() })
    }

    /// Those beyond `keep`, once what took their place has been there for long enough.
    fn leaving(&self, newest_first: &[(GenerationId, Stored)], now: Timestamp) -> Vec<GenerationId> {
        let pairs = newest_first.windows(2).skip(self.keep);
        let leaving = pairs.filter(|pair| self.is_over(pair[0].1.written, now));
        leaving.map(|pair| pair[1].0.clone()).collect()
    }

    fn is_over(&self, since: Timestamp, now: Timestamp) -> bool {
        Duration::try_from(now.duration_since(since)).is_ok_and(|age| age >= self.grace)
    }
}

/// What the manifests that stay name. One that cannot be read keeps everything: it may name anything.
async fn named(
    depot: &Depot,
    staying: impl Iterator<Item = &GenerationId>,
) -> Result<HashSet<String>, DepotError> {
    let mut named = HashSet::new();
    for id in staying {
        let object = || format!("manifests/{id}.json");
        let bytes = depot.manifest(id.as_str(), MAX_MANIFEST).await?;
        let bytes = bytes.ok_or_else(|| DepotError::Missing { object: object() })?;
        let manifest: Named = serde_json::from_slice(&bytes)
            .map_err(|error| DepotError::Damaged { object: object(), detail: error.to_string() })?;
        named.extend(manifest.files.into_iter().map(|file| file.sha256));
    }
    Ok(named)
}
