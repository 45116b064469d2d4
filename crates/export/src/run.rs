//! A whole export: the parts of one walk, which as many threads as wanted decide, lay out and write.

use std::{
    panic::resume_unwind,
    path::Path,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use aiguilleur_directory::{
    DecisionRequest, PersonRecord, Snapshot, StructureRecord, changes::Feed, view::StructureView,
};
use aiguilleur_domain::Date;
use aiguilleur_resolver::scm_evidence;
use aiguilleur_store::DataDir;

use crate::{
    Existing, ExportError,
    folder::Folder,
    manifest::{FileReport, Manifest, TableReport},
    part::Part,
    table::{Person, Placed, Published, Tables},
    walk::{Task, Walk},
};

/// What is exported, and how.
#[derive(Debug)]
pub struct Export<'a> {
    /// The data folder.
    pub data: &'a DataDir,
    /// The generation.
    pub snapshot: &'a Snapshot,
    /// The day that the decisions are for.
    pub as_of: Date,
    /// Threads that work.
    pub threads: usize,
}

/// Records written, and those that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// People and structures written.
    pub done: u64,
    /// People and structures of the generation.
    pub total: u64,
}

impl Export<'_> {
    /// Writes the folder `target`. `progress` is called as it advances.
    ///
    /// # Errors
    /// When something is there that must stay, or the generation cannot be read, or the folder written.
    pub fn into_folder(
        &self,
        target: &Path,
        existing: Existing,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Manifest, ExportError> {
        let folder = Folder::begin(target, existing)?;
        let tables = Tables::new();
        for name in tables.names() {
            folder.table(name)?;
        }
        let files = self.written(&folder, &tables, progress)?;
        let report = |name| {
            let begins = format!("{name}/");
            let mut own: Vec<FileReport> =
                files.iter().filter(|file| file.path.starts_with(&begins)).cloned().collect();
            own.sort_by(|a, b| a.path.cmp(&b.path));
            TableReport::new(name, own)
        };
        let manifest = Manifest::new(self.snapshot, self.as_of, tables.names().map(report).into());
        folder.finish(&manifest)?;
        Ok(manifest)
    }

    /// Shares the walk among the threads. Which of them takes a part changes nothing to its files.
    fn written(
        &self,
        folder: &Folder,
        tables: &Tables,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Vec<FileReport>, ExportError> {
        let walk = Mutex::new(Walk::begin(self.snapshot)?);
        let shared = Mutex::new((Progress { done: 0, total: self.total() }, progress));
        let stopped = AtomicBool::new(false);
        let work = || {
            let mut files = Vec::new();
            while !stopped.load(Ordering::Relaxed) {
                let Some(task) = locked(&walk).next()? else { break };
                let done = task.records();
                files.extend(self.perform(task, folder.path(), tables)?);
                let (progress, tell) = &mut *locked(&shared);
                progress.done += done;
                tell(*progress);
            }
            Ok(files)
        };
        let work = || work().inspect_err(|_: &ExportError| stopped.store(true, Ordering::Relaxed));
        thread::scope(|scope| {
            let workers: Vec<_> = (0..self.threads.max(1)).map(|_| scope.spawn(work)).collect();
            let joined =
                workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
            joined.collect::<Result<Vec<_>, _>>().map(|files| files.concat())
        })
    }

    fn total(&self) -> u64 {
        let counts = &self.snapshot.generation().manifest().counts;
        let counted = ["professionals", "structures_rpps", "sites", "legal_entities", "legal_units"];
        counted.iter().filter_map(|what| counts.get(*what)).sum()
    }

    fn perform(&self, task: Task, at: &Path, tables: &Tables) -> Result<Vec<FileReport>, ExportError> {
        match task {
            Task::People(number, records) => self.people(number, &records, at, tables),
            Task::Structures(number, records) => self.structures(number, &records, at, tables),
            Task::Changes => self.changes(at, tables),
        }
    }

    fn people(
        &self,
        number: usize,
        records: &[PersonRecord],
        at: &Path,
        tables: &Tables,
    ) -> Result<Vec<FileReport>, ExportError> {
        let request = DecisionRequest { as_of: Some(self.as_of), ..DecisionRequest::default() };
        let mut professionals = Part::begin(at, &tables.professionals, number)?;
        let mut situations = Part::begin(at, &tables.situations, number)?;
        let mut decisions = Part::begin(at, &tables.decisions, number)?;
        for record in records {
            let hit = self.snapshot.professional_of(record)?;
            let person = Person::new(self.snapshot.decide_for(hit, &request));
            professionals.push(&person)?;
            for practice in person.practices() {
                situations.push(&practice)?;
                decisions.push(&practice)?;
            }
        }
        Ok(vec![professionals.finish()?, situations.finish()?, decisions.finish()?])
    }

    fn structures(
        &self,
        number: usize,
        records: &[StructureRecord],
        at: &Path,
        tables: &Tables,
    ) -> Result<Vec<FileReport>, ExportError> {
        let mut structures = Part::begin(at, &tables.structures, number)?;
        for record in records {
            let Some(known) = self.snapshot.structure_of(record)? else { continue };
            let (view, scm) =
                (StructureView::on(&known, self.snapshot.today()), scm_evidence(&known.facts(self.snapshot)));
            structures.push(&Placed { known, view, scm })?;
        }
        Ok(vec![structures.finish()?])
    }

    fn changes(&self, at: &Path, tables: &Tables) -> Result<Vec<FileReport>, ExportError> {
        let mut changes = Part::begin(at, &tables.changes, 0)?;
        for entry in Feed::whole(self.data, self.snapshot.id())?.entries(None, None) {
            let (change, at) = entry?;
            changes.push(&Published { generation: at.generation, change })?;
        }
        Ok(vec![changes.finish()?])
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Another thread's panic ends the export anyway.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
