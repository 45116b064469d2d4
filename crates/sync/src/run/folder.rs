//! The real directory: a data folder, built by the import.

use std::{path::PathBuf, str::FromStr as _};

use aiguilleur_directory::changes::{Change, Feed};
use aiguilleur_importer::{ImportRequest, Progress, Refused, import};
use aiguilleur_store::{DataDir, FORMAT_VERSION, GenerationId};

use super::{Built, Directory, DirectoryFailure};
use crate::guard::{Census, Changes};

/// Called with the progress of an import.
type OnProgress = Box<dyn Fn(Progress) + Send + Sync>;

/// The directory of a data folder.
pub struct DataFolder {
    data: DataDir,
    request: ImportRequest,
    on_progress: OnProgress,
}

impl DataFolder {
    /// The directory of `data`. `request` holds the import's options; its files are replaced by the run's.
    pub fn new(
        data: DataDir,
        request: ImportRequest,
        on_progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Self {
        Self { data, request, on_progress: Box::new(on_progress) }
    }
}

fn id(generation: &str) -> Result<GenerationId, DirectoryFailure> {
    GenerationId::from_str(generation).map_err(DirectoryFailure::new)
}

impl Directory for DataFolder {
    fn version(&self) -> String {
        let version = format!("{}, format {FORMAT_VERSION}", env!("CARGO_PKG_VERSION"));
        // Somebody forgotten since: built again without them. A list that cannot be read fails the build itself.
        let forgotten = self.data.forgotten().map(|list| list.digest()).unwrap_or_default();
        if forgotten.is_empty() { version } else { format!("{version}, oppositions {forgotten}") }
    }

    fn served(&self) -> Result<Option<String>, DirectoryFailure> {
        let current = self.data.current().map_err(DirectoryFailure::new)?;
        Ok(current.map(|id| id.to_string()))
    }

    fn holds(&self, generation: &str) -> Result<bool, DirectoryFailure> {
        let held = self.data.generations().map_err(DirectoryFailure::new)?;
        Ok(held.iter().any(|id| id.as_str() == generation))
    }

    fn build(&self, files: Vec<PathBuf>) -> Result<Built, DirectoryFailure> {
        let request = ImportRequest { files, refused: Refused::LeftOut, ..self.request.clone() };
        let candidate = import(&self.data, &request, &mut |progress| (self.on_progress)(progress));
        let candidate = candidate.map_err(DirectoryFailure::new)?;
        for note in candidate.notes() {
            tracing::info!("{note}");
        }
        Ok(Built { generation: candidate.id().to_string(), left_out: candidate.left_out().to_vec() })
    }

    fn census(&self, generation: &str) -> Result<Census, DirectoryFailure> {
        Census::of(&self.data, &id(generation)?).map_err(DirectoryFailure::new)
    }

    /// Counted while the candidate was built: of the generation that was served then, and of no other.
    fn changes(&self, from: &str, to: &str) -> Result<Changes, DirectoryFailure> {
        let changes = self.census(to)?.changes;
        match changes.since.as_deref() {
            Some(since) if since != from => Err(DirectoryFailure::new(format!(
                "la candidate {to} a été comparée à {since}, et non à {from} qui est servie ; relancer la synchronisation"
            ))),
            _ => Ok(changes),
        }
    }

    fn each_change(
        &self,
        generation: &str,
        visit: &mut dyn FnMut(&Change) -> bool,
    ) -> Result<(), DirectoryFailure> {
        let feed = Feed::open(&self.data, &id(generation)?, None).map_err(DirectoryFailure::new)?;
        for entry in feed.entries(None, None) {
            let (change, _) = entry.map_err(DirectoryFailure::new)?;
            if !visit(&change) {
                break;
            }
        }
        Ok(())
    }

    fn publish(&self, generation: &str) -> Result<(), DirectoryFailure> {
        self.data.publish(&id(generation)?).map_err(DirectoryFailure::new)
    }

    fn prune(&self, keep: usize, spared: &[String]) -> Result<Vec<String>, DirectoryFailure> {
        let spared = spared.iter().map(|name| id(name)).collect::<Result<Vec<_>, _>>()?;
        let removed = self.data.prune(keep, &spared).map_err(DirectoryFailure::new)?;
        Ok(removed.iter().map(ToString::to_string).collect())
    }

    fn discard(&self, generation: &str) -> Result<(), DirectoryFailure> {
        self.data.discard(&id(generation)?).map_err(DirectoryFailure::new)
    }
}
