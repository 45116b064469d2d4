//! Import: publishers' files in, one sealed generation out.
//!
//! Two passes. *Intake* reads every file once and sorts what it holds, in bounded memory; *assembly* walks
//! the sorted streams, joins them with the generation that is served (history), and writes tables and index.
//! FINESS passes through both while people are still read, and SIRENE is read while people are written
//! (`reading.rs`).
//! Nothing that is served changes before [`Candidate::publish`].

mod assembly;
mod carried;
mod census;
mod complements;
mod difference;
mod error;
mod feed;
mod finess;
mod history;
mod indexing;
mod intake;
mod named;
mod people;
mod places;
mod reading;
mod refusal;
mod rejects;
mod renumbered;
mod report;
mod request;
mod restricted;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use aiguilleur_directory::census::{EXTRACT_PERCENT, NATIONAL};
use aiguilleur_domain::{Date, entity::SourceKind};
use aiguilleur_sources::{IgnoredEntry, Source};
use aiguilleur_store::{
    DataDir, FORMER_FORMAT, Generation, GenerationId, Manifest, SourceReport, StoreError,
};

pub use error::ImportError;
pub use request::{Fields, History, ImportRequest, Others, Refused};

use carried::Carried;
use refusal::Days;

/// Progress of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Reading a file.
    Reading {
        /// Its name.
        file: String,
        /// Bytes read.
        done: u64,
        /// Bytes on disk.
        total: u64,
    },
    /// Writing the records of one kind and indexing them.
    Writing(&'static str),
    /// Finishing the full-text index.
    Indexing,
    /// Hashing and sealing.
    Sealing,
}

/// A sealed generation that is not served yet.
#[derive(Debug)]
pub struct Candidate {
    data: DataDir,
    /// What was served when the import began.
    pointer: Option<GenerationId>,
    id: GenerationId,
    manifest: Manifest,
    notes: Vec<String>,
    left_out: Vec<String>,
}

impl Candidate {
    /// Its name.
    pub const fn id(&self) -> &GenerationId {
        &self.id
    }

    /// What it was made of.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What the operator should know, in French sentences.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The files that were refused, each in a French sentence; the others were imported.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Serves it from now on, instead of the generation that was served when its import began.
    ///
    /// # Errors
    /// When another is served by now, when it does not open, or when the pointer cannot be moved; what is served stays
    /// served.
    pub fn publish(&self) -> Result<(), StoreError> {
        self.data.publish_instead_of(self.pointer.as_ref(), &self.id)
    }
}

/// Builds and seals a generation from `request`'s files. It is not served until it is published.
///
/// # Errors
/// When a file cannot be read as what it is, nothing is imported; when the disk refuses, likewise.
pub fn import(
    data: &DataDir,
    request: &ImportRequest,
    progress: &mut dyn FnMut(Progress),
) -> Result<Candidate, ImportError> {
    let (mut request, mut left_out) = (request.clone(), Vec::new());
    loop {
        let error = match import_all(data, &request, progress) {
            Ok(candidate) => return Ok(Candidate { left_out, ..candidate }),
            Err(error) => error,
        };
        let continued = request.refused == Refused::LeftOut && data.current()?.is_some();
        // Which of the files it is: a refusal names it, and an error of ours names none.
        let refused = error.file().filter(|_| continued).and_then(|name| {
            request
                .files
                .iter()
                .position(|path| path.file_name().is_some_and(|own| own.to_string_lossy() == *name))
        });
        let Some(refused) = refused.filter(|_| request.files.len() > 1) else { return Err(error) };
        request.files.remove(refused);
        left_out.push(format!("Source refusée, ce qui en est servi est repris : {error}"));
    }
}

/// Imports all files, or none.
fn import_all(
    data: &DataDir,
    request: &ImportRequest,
    progress: &mut dyn FnMut(Progress),
) -> Result<Candidate, ImportError> {
    let (sources, mut notes) = recognised(&request.files)?;
    let pointer = data.current()?;
    let served = served(data, request.history, &mut notes)?;
    let today = request.clock.today();
    let days = Days { today, served: served.as_ref() };
    sources.iter().try_for_each(|source| days.judge(source.name(), source.kind().name(), source.dated()))?;
    let carried = Carried::of(data, served.as_ref(), &sources, request.others)?;
    let as_of = request.as_of.unwrap_or_else(|| day_of(&sources, today, served.as_ref(), &carried));
    days.judge_day(as_of)?;
    notes.extend(carried.notes());
    // The tables of one source are several files, of which one thing is said.
    notes.dedup();
    let building = data.begin()?;
    let mut assembly = assembly::Assembly::begin(&building, served.as_ref(), as_of, request, carried)?;
    let (intake, sites) = reading::read(&sources, &building, request, progress, |finess, progress| {
        progress(Progress::Writing("structures FINESS"));
        assembly.finess(finess)
    })?;
    intake.account.each_holds_something()?;
    days.judge_all(&intake.account.reports)?;
    notes.extend(intake.restricted.lacks().map(str::to_owned));
    let assembled = assembly.assemble(&sources, intake, sites, progress)?;
    if !assembled.describes_something() {
        let files: Vec<&str> = sources.iter().map(Source::name).collect();
        return Err(ImportError::NothingDescribed { files: files.join(", ") });
    }
    if served.is_none() {
        notes.extend(extracts(&assembled.reports));
    }
    drop(served);
    progress(Progress::Sealing);
    let census = serde_json::to_vec_pretty(&assembled.census).map_err(std::io::Error::from);
    building.write_beside(aiguilleur_directory::census::FILE, &census.map_err(ImportError::Census)?)?;
    let manifest = report::manifest(as_of, assembled);
    let id = building.seal(manifest)?;
    let manifest = data.manifest(&id)?;
    Ok(Candidate { data: data.clone(), pointer, id, manifest, notes, left_out: Vec::new() })
}

/// Of a first import: the files far too small to be national, which nothing before them can tell.
fn extracts(reports: &[SourceReport]) -> impl Iterator<Item = String> {
    NATIONAL.into_iter().filter_map(|(name, floor)| {
        let read: u64 = reports.iter().filter(|it| it.name == name).map(|it| it.rows_read).sum();
        let extract = read > 0 && read * 100 <= floor * EXTRACT_PERCENT;
        extract.then(|| {
            format!(
                "{name} : {read} enregistrements, un extrait et non le fichier national (au moins {floor})."
            )
        })
    })
}

/// The generation that the import continues.
fn served(
    data: &DataDir,
    history: History,
    notes: &mut Vec<String>,
) -> Result<Option<Generation>, ImportError> {
    let from_scratch = match (history, data.open_current()) {
        (History::Continued, Ok(generation)) => return Ok(Some(generation)),
        (_, Err(StoreError::Empty { .. })) => return Ok(None),
        (History::Continued, Err(StoreError::Format { found: FORMER_FORMAT, .. })) => {
            notes.push(format!(
                "L'historique est repris d'une génération de format {FORMER_FORMAT}, que cette version ne sert plus."
            ));
            return Ok(Some(data.open_former()?));
        }
        (History::Continued, Err(error @ StoreError::Format { .. })) => error.to_string(),
        (History::Continued, Err(error)) => return Err(error.into()),
        (History::Dropped, _) => "demandé par --no-history".to_owned(),
    };
    notes.push(format!(
        "L'historique de la génération servie n'est pas repris, il repart de zéro : {from_scratch}."
    ));
    Ok(None)
}

/// The sources of `files`, SIRENE last since only units that others name are kept, and one stock of people.
fn recognised(files: &[PathBuf]) -> Result<(Vec<Source>, Vec<String>), ImportError> {
    let (mut sources, mut notes) = (Vec::new(), Vec::new());
    for file in files {
        let opened = aiguilleur_sources::open(file)?;
        notes.extend(unused(file, &opened.ignored));
        sources.extend(opened.sources);
    }
    if sources.is_empty() {
        return Err(ImportError::NoFile);
    }
    intake::keep_newest_stocks(&mut sources, &mut notes);
    notes.extend(restricted::beside_the_open_stock(&sources)?);
    reading::put_in_order(&mut sources);
    Ok((sources, notes))
}

/// The entries of an archive that are left, one note a reason: an extraction may hold fourteen of them.
fn unused(file: &Path, ignored: &[IgnoredEntry]) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in ignored {
        by_reason.entry(&entry.reason).or_default().push(&entry.name);
    }
    let notes = by_reason
        .into_iter()
        .map(|(reason, names)| format!("{} › {} : non utilisé, {reason}.", file.display(), names.join(", ")));
    notes.collect()
}

/// The newest day that the people's files give, else any file; a generation that is completed keeps its own.
fn day_of(sources: &[Source], today: Date, served: Option<&Generation>, carried: &Carried) -> Date {
    let newest = |people: bool| {
        sources.iter().filter(|s| !people || intake::is_people(s.kind())).filter_map(Source::dated).max()
    };
    let given = newest(true).or_else(|| newest(false)).unwrap_or(today);
    let completed = served.filter(|_| carried.holds(SourceKind::RppsPersonneActivite));
    completed.map_or(given, |served| given.max(served.manifest().as_of))
}
