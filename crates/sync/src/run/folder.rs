//! The real directory: a data folder, built by the import.

use std::{path::PathBuf, str::FromStr as _};

use aiguilleur_directory::import::{ImportRequest, Progress, import};
use aiguilleur_store::{DataDir, FORMAT_VERSION, GenerationId};

use super::{Directory, DirectoryFailure};
use crate::guard::{Census, Changes, SourceCensus};

/// Who is told where an import stands.
type Told = Box<dyn Fn(Progress) + Send + Sync>;

/// The directory of a data folder.
pub struct DataFolder {
    data: DataDir,
    request: ImportRequest,
    told: Told,
}

impl DataFolder {
    /// The directory of `data`. `request` holds the import's options; its files are replaced by the run's.
    pub fn new(
        data: DataDir,
        request: ImportRequest,
        told: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Self {
        Self { data, request, told: Box::new(told) }
    }
}

fn id(generation: &str) -> Result<GenerationId, DirectoryFailure> {
    GenerationId::from_str(generation).map_err(DirectoryFailure::new)
}

impl Directory for DataFolder {
    fn version(&self) -> String {
        format!("{}, format {FORMAT_VERSION}", env!("CARGO_PKG_VERSION"))
    }

    fn served(&self) -> Result<Option<String>, DirectoryFailure> {
        let current = self.data.current().map_err(DirectoryFailure::new)?;
        Ok(current.map(|id| id.to_string()))
    }

    fn holds(&self, generation: &str) -> Result<bool, DirectoryFailure> {
        let held = self.data.generations().map_err(DirectoryFailure::new)?;
        Ok(held.iter().any(|id| id.as_str() == generation))
    }

    fn build(&self, files: Vec<PathBuf>) -> Result<String, DirectoryFailure> {
        let request = ImportRequest { files, ..self.request.clone() };
        let candidate = import(&self.data, &request, &mut |progress| (self.told)(progress));
        let candidate = candidate.map_err(DirectoryFailure::new)?;
        for note in candidate.notes() {
            tracing::info!("{note}");
        }
        Ok(candidate.id().to_string())
    }

    /// What the manifest tells: each source. Populations by profession, département and secteur come with the
    /// generation's own census, once the import keeps one.
    fn census(&self, generation: &str) -> Result<Census, DirectoryFailure> {
        let manifest = self.data.manifest(&id(generation)?).map_err(DirectoryFailure::new)?;
        let mut census = Census::default();
        for source in manifest.sources {
            let counted = census.sources.entry(source.name).or_insert_with(SourceCensus::default);
            counted.dated = counted.dated.max(source.dated);
            counted.rows_read += source.rows_read;
            counted.rows_rejected += source.rows_rejected;
        }
        Ok(census)
    }

    fn changes(&self, _from: &str, _to: &str) -> Result<Changes, DirectoryFailure> {
        Ok(Changes::default())
    }

    fn publish(&self, generation: &str) -> Result<(), DirectoryFailure> {
        self.data.publish(&id(generation)?).map_err(DirectoryFailure::new)
    }

    fn discard(&self, generation: &str) -> Result<(), DirectoryFailure> {
        self.data.discard(&id(generation)?).map_err(DirectoryFailure::new)
    }
}
