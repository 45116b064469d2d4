//! Fetching what a data folder lacks of a generation, several files at once, each verified as it comes.

use aiguilleur_store::{FileEntry, Receiving};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use crate::{Depot, DepotError};

/// Files fetched at once: most are small, and what takes time is the way there and back.
const AT_ONCE: usize = 16;

/// Fetches what is missing and seals.
pub(super) async fn fetch(depot: &Depot, receiving: Receiving) -> Result<(), DepotError> {
    let mut missing = receiving.missing()?;
    // The largest first, so that it is not waited for alone at the end.
    missing.sort_by_key(|file| std::cmp::Reverse(file.size));
    let fetching = missing.into_iter().map(|file| one(depot, &receiving, file));
    stream::iter(fetching).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
    receiving.seal()?;
    Ok(())
}

async fn one(depot: &Depot, receiving: &Receiving, file: FileEntry) -> Result<(), DepotError> {
    let damaged = |detail: String| DepotError::Damaged { object: format!("objects/{}", file.sha256), detail };
    let mut bytes = depot.object(&file).await?;
    let mut incoming = receiving.file(&file)?;
    while let Some(piece) = bytes.try_next().await? {
        if !incoming.take(&piece)? {
            return Err(damaged(format!("plus de {} octets", file.size)));
        }
    }
    let finished = incoming.finish()?;
    finished.map_err(|came| damaged(format!("{} octets d'empreinte {}", came.size, came.sha256)))
}
