//! A reader: follows the pointer of a depot into its own data folder. Serves nothing itself.

mod fetch;
mod follow;
mod memory;
mod status;

use std::error::Error;

use aiguilleur_store::{DataDir, GenerationId, Soundness};

use crate::{
    Depot, DepotError, Pointer, TrustedKeys,
    pointer::{MAX_MANIFEST, Sealed},
};
use memory::Memory;
pub use status::{ReaderStatus, State};

/// Tries to open a generation as it will be served.
pub type Opens =
    Box<dyn Fn(&DataDir, &GenerationId) -> Result<(), Box<dyn Error + Send + Sync>> + Send + Sync>;

/// What one look at a depot came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// No pointer yet.
    Nothing,
    /// What it names is what is served here.
    Follows(Pointer),
}

/// A reader of one depot.
pub struct Reader {
    depot: Depot,
    data: DataDir,
    trusted: Option<TrustedKeys>,
    opens: Opens,
    keep: usize,
    /// The pointer that was followed last.
    followed: Option<Pointer>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("depot", &self.depot.shown()).finish_non_exhaustive()
    }
}

impl Reader {
    /// A reader of `depot` into `data`, which keeps `keep` older generations there. Pointers must be signed by one of
    /// `trusted`, if any are given; `opens` has the last word on a generation before it is served.
    pub fn new(depot: Depot, data: DataDir, trusted: Option<TrustedKeys>, keep: usize, opens: Opens) -> Self {
        Self { depot, data, trusted, opens, keep, followed: None }
    }

    /// Looks at the pointer once, and follows it.
    ///
    /// # Errors
    /// When the depot is away, offers what is not to be believed, or our disk refuses; what was served stays served.
    pub async fn look(&mut self) -> Result<Look, DepotError> {
        let Some(found) = self.depot.pointer().await? else { return Ok(Look::Nothing) };
        let pointer = Pointer::decode(&found.bytes, self.trusted.as_ref())?;
        if self.followed.as_ref() == Some(&pointer) && self.serves(&pointer)? {
            return Ok(Look::Follows(pointer));
        }
        let memory = Memory::read(&self.data, self.depot.shown())?;
        memory.admits(&pointer)?;
        self.take(&pointer).await?;
        memory.write(&self.data, &pointer)?;
        // Old ones that stay cost room, which the next generation tries to win back.
        if let Err(error) = self.data.prune(self.keep, &[]) {
            tracing::warn!(error = &error as &dyn Error, "older generations stay");
        }
        self.followed = Some(pointer.clone());
        Ok(Look::Follows(pointer))
    }

    fn serves(&self, pointer: &Pointer) -> Result<bool, DepotError> {
        Ok(self.data.current()?.is_some_and(|id| id.as_str() == pointer.generation))
    }

    /// Serves what `pointer` names, fetching what is not here.
    async fn take(&self, pointer: &Pointer) -> Result<(), DepotError> {
        let id: GenerationId = pointer
            .generation
            .parse()
            .map_err(|_| DepotError::Pointer("il ne nomme aucune génération".to_owned()))?;
        if self.holds(&id, &pointer.manifest)? {
            if self.serves(pointer)? {
                return Ok(());
            }
        } else {
            let manifest = self.manifest(pointer).await?;
            // What bears its name and is something else, or is damaged; what is served is never taken away.
            self.data.discard(&id)?;
            fetch::fetch(&self.depot, self.data.receive(&id, manifest)?).await?;
        }
        // One that does not open stays: the reason may well be this disk, and it need not be fetched again then.
        let opened = (self.opens)(&self.data, &id);
        opened.map_err(|error| DepotError::Unreadable {
            generation: id.to_string(),
            detail: error.to_string(),
        })?;
        Ok(self.data.publish(&id)?)
    }

    /// Whether a generation is here, as sealed. The one that is served was verified when it came.
    fn holds(&self, id: &GenerationId, sealed: &Sealed) -> Result<bool, DepotError> {
        if !self.data.generations()?.contains(id) {
            return Ok(false);
        }
        let same = self.data.manifest_bytes(id).is_ok_and(|bytes| Sealed::of(&bytes) == *sealed);
        if self.data.current()?.as_ref() == Some(id) {
            return Ok(same);
        }
        Ok(same && self.data.verify(id)? == Soundness::Sound)
    }

    /// The manifest that `pointer` names. One of another format ends here, before anything is fetched.
    async fn manifest(&self, pointer: &Pointer) -> Result<Vec<u8>, DepotError> {
        let object = || format!("manifests/{}.json", pointer.generation);
        let bytes = self.depot.manifest(&pointer.generation, MAX_MANIFEST).await?;
        let bytes = bytes.ok_or_else(|| DepotError::Missing { object: object() })?;
        if Sealed::of(&bytes) == pointer.manifest {
            Ok(bytes.into())
        } else {
            Err(DepotError::Damaged { object: object(), detail: "ce n'est pas celui du pointeur".to_owned() })
        }
    }
}
