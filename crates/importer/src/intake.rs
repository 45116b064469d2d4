//! First pass: every source is read once, and what it holds goes into sorters of bounded memory.

use std::path::{Path, PathBuf};

use aiguilleur_directory::{
    census::Census,
    record::{self, PlaceBeside},
    table,
};
use aiguilleur_domain::{
    Date, Siren,
    entity::{ExercPro, Exercice, PersonRow, RestrictedRow, SavoirFaire, SourceKind, UniteLegale},
};
use aiguilleur_sources::{Defect, Event, Source, finess::FinessRecord};
use aiguilleur_store::{SourceReport, sort::Sorter};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::{
    ImportError, Progress, census,
    finess::FinessIntake,
    rejects::Rejects,
    report,
    restricted::{LocatedActivite, RestrictedIntake},
    sirene,
};

/// What the sorter of people holds.
#[allow(clippy::large_enum_variant, reason = "one at a time, on the stack; most are the large one")]
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum PersonFact<'a> {
    Row(#[serde(borrow)] PersonRow<'a>, #[serde(borrow)] PlaceBeside<'a>),
    SavoirFaire(Exercice, SavoirFaire),
    // Of the restricted extraction.
    ExercPro(#[serde(borrow)] ExercPro<'a>),
    StatedSavoirFaire(Exercice, SavoirFaire, Option<Date>),
    Activite(#[serde(borrow)] LocatedActivite<'a>),
}

/// What has been read so far.
pub(super) struct Intake {
    pub(super) people: Sorter,
    pub(super) restricted: RestrictedIntake,
    pub(super) finess: FinessIntake,
    pub(super) units: Sorter,
    pub(super) account: Account,
    buffer: Vec<u8>,
}

/// What is to be told of the files that were read, whatever becomes of their records.
pub(super) struct Account {
    /// SIREN that a structure bears: the legal units worth keeping.
    sirens: FxHashSet<Siren>,
    pub(super) rejects: Rejects,
    pub(super) reports: Vec<SourceReport>,
    /// Of each file, the first row that was refused.
    first_rejects: FxHashMap<String, String>,
    /// What is counted of the files themselves: each source, and its rejects by key.
    pub(super) census: Census,
}

impl Account {
    fn refused(&mut self, defect: &Defect) -> Result<(), ImportError> {
        if !self.first_rejects.contains_key(&*defect.at.file) {
            let why = format!(" (ligne {} : {})", defect.at.line, defect.message);
            self.first_rejects.insert(defect.at.file.to_string(), why);
        }
        Ok(self.rejects.reject(defect)?)
    }

    /// Takes over what is told of files that were read beside these.
    pub(super) fn join(&mut self, other: Self) -> Result<(), ImportError> {
        self.sirens.extend(other.sirens);
        self.rejects.append(other.rejects)?;
        self.reports.extend(other.reports);
        self.first_rejects.extend(other.first_rejects);
        self.census.rejected.merge(&other.census.rejected);
        self.census.sources.extend(other.census.sources);
        Ok(())
    }

    /// Refuses a file without a single record: publishing it would end everything that it no longer holds. Of the
    /// restricted extraction, tables may well be empty.
    pub(super) fn each_holds_something(&self) -> Result<(), ImportError> {
        let may_be_empty = SourceKind::RppsRestreint.name();
        let empty = |report: &&SourceReport| report.rows_kept == 0 && report.name != may_be_empty;
        match self.reports.iter().find(empty) {
            Some(report) => Err(ImportError::NothingKept {
                file: report.file.clone(),
                why: self.first_rejects.get(&report.file).cloned(),
            }),
            None => Ok(()),
        }
    }
}

/// Whether a source is of the open stock of people, whose day is the generation's.
pub(super) const fn is_people(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::RppsPersonneActivite | SourceKind::RppsSavoirFaire)
}

/// A people's extraction is the whole stock: of several, the newest alone speaks. FINESS files complete one
/// another, structure by structure, and are all kept.
pub(super) fn keep_newest_stocks(sources: &mut Vec<Source>, notes: &mut Vec<String>) {
    for kind in [SourceKind::RppsPersonneActivite, SourceKind::RppsSavoirFaire, SourceKind::RppsRestreint] {
        let newest = sources.iter().filter(|s| s.kind() == kind).map(Source::dated).max().flatten();
        // The tables of one restricted extraction are several files of one day.
        let several = kind == SourceKind::RppsRestreint;
        let mut kept = false;
        sources.retain(|source| {
            if source.kind() != kind {
                return true;
            }
            let keep = (several || !kept) && source.dated() == newest;
            kept |= keep;
            if !keep {
                notes.push(format!(
                    "{} n'est pas lu : une extraction plus récente est donnée.",
                    source.name()
                ));
            }
            keep
        });
    }
}

impl Intake {
    /// An intake that sorts into the folder `runs` and keeps its rejects in the file `rejects`.
    pub(super) fn new(runs: &Path, rejects: PathBuf, budget: usize) -> Result<Self, ImportError> {
        let sorter = |name| Sorter::new(name, runs, budget);
        Ok(Self {
            people: sorter("people"),
            restricted: RestrictedIntake::new(sorter("restricted")),
            finess: FinessIntake::new(sorter("ej"), sorter("eg")),
            units: sorter("units"),
            account: Account {
                sirens: FxHashSet::default(),
                rejects: Rejects::create(rejects)?,
                reports: Vec::new(),
                first_rejects: FxHashMap::default(),
                census: Census::default(),
            },
            buffer: Vec::new(),
        })
    }

    /// An intake beside this one, for the legal units that what was read here names.
    pub(super) fn of_units(&mut self, runs: &Path, budget: usize) -> Result<Self, ImportError> {
        let mut units = Self::new(runs, runs.join("rejects-of-units"), budget)?;
        units.account.sirens = std::mem::take(&mut self.account.sirens);
        Ok(units)
    }

    /// Reads one source to its end.
    pub(super) fn read(
        &mut self,
        source: &Source,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), ImportError> {
        let (file, total) = (source.name().to_owned(), source.disk_bytes());
        let mut advance = |done| progress(Progress::Reading { file: file.clone(), done, total });
        let reading = source.read().hashed().with_progress(&mut advance);
        let (kind, dated) = (source.kind(), source.dated());
        let summary = match kind {
            SourceKind::RppsPersonneActivite => reading.persons(|event| self.person(event))?,
            SourceKind::RppsSavoirFaire => reading.savoir_faire(|event| {
                let Some(row) = self.noted(event)? else { return Ok(()) };
                self.push_person(
                    &row.id.to_string(),
                    &PersonFact::SavoirFaire(row.exercice, row.savoir_faire),
                )
            })?,
            SourceKind::FinessJson | SourceKind::FinessXml | SourceKind::FinessCsv => {
                reading.finess(|event| self.finess(kind, dated, event))?
            }
            SourceKind::Sirene => reading.unites_legales(|event| self.unit(event))?,
            SourceKind::RppsRestreint => reading.restricted(|event| self.restricted(event))?,
        };
        census::add_source(self.account.census.sources.entry(kind.name().to_owned()).or_default(), &summary);
        self.account.reports.push(report::source(source, &summary));
        Ok(())
    }

    /// The row of an event; defects are kept aside.
    fn noted<T>(&mut self, event: Event<T>) -> Result<Option<T>, ImportError> {
        match event {
            Event::Row(row) => return Ok(Some(row)),
            Event::Reject(defect) => {
                if let Some(about) = &defect.about {
                    census::add_reject(&mut self.account.census.rejected, about);
                }
                self.account.refused(&defect)?;
            }
            Event::Anomaly(defect) => self.account.rejects.anomaly(&defect)?,
        }
        Ok(None)
    }

    fn person(&mut self, event: Event<PersonRow<'_>>) -> Result<(), ImportError> {
        let Some(row) = self.noted(event)? else { return Ok(()) };
        if let Some(place) = row.situation.as_ref().and_then(|situation| situation.place.as_ref()) {
            self.account.sirens.extend(place.siret.map(aiguilleur_domain::Siret::siren));
        }
        let key = table::person_key(row.person.id);
        let place = row.situation.as_ref().and_then(|situation| situation.place.as_ref());
        let beside = place.map(PlaceBeside::of).unwrap_or_default();
        self.push_person(&key, &PersonFact::Row(row, beside))
    }

    fn restricted(&mut self, event: Event<RestrictedRow<'_>>) -> Result<(), ImportError> {
        let Some(row) = self.noted(event)? else { return Ok(()) };
        match row {
            RestrictedRow::ExercPro(row) => {
                self.push_person(&table::person_key(row.person.id), &PersonFact::ExercPro(row))
            }
            RestrictedRow::SavoirFaire(dated) => {
                let fact = PersonFact::StatedSavoirFaire(
                    dated.row.exercice,
                    dated.row.savoir_faire,
                    dated.abandoned_on,
                );
                self.push_person(&table::person_key(dated.row.id), &fact)
            }
            RestrictedRow::Activite(row) => self.restricted.activite(row),
            RestrictedRow::Structure(row) => self.restricted.structure(row, &mut self.account.sirens),
            RestrictedRow::CoordStruct(row) => self.restricted.coordinates(row),
        }
    }

    fn push_person(&mut self, key: &str, fact: &PersonFact<'_>) -> Result<(), ImportError> {
        let value = record::encode(fact, &mut self.buffer)?;
        Ok(self.people.push(key.as_bytes(), value)?)
    }

    fn finess(
        &mut self,
        kind: SourceKind,
        dated: Option<Date>,
        event: Event<FinessRecord<'_>>,
    ) -> Result<(), ImportError> {
        let Some(found) = self.noted(event)? else { return Ok(()) };
        self.finess.take(kind, dated, found, &mut self.account.sirens)
    }

    fn unit(&mut self, event: Event<UniteLegale>) -> Result<(), ImportError> {
        let Some(unit) = self.noted(event)? else { return Ok(()) };
        if sirene::is_worth_keeping(&unit, &self.account.sirens) {
            let value = record::encode_unit(&unit, &mut self.buffer)?;
            self.units.push(unit.siren.to_string().as_bytes(), value)?;
        }
        Ok(())
    }
}
