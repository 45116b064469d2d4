//! First pass: every source is read once, and what it holds goes into sorters of bounded memory.

use std::path::{Path, PathBuf};

use aiguilleur_directory::{
    census::Census,
    record::{self, PlaceBeside},
    table,
};
use aiguilleur_domain::{
    Date,
    entity::{
        ComplementRow, ExercPro, Exercice, PersonRow, RestrictedRow, SavoirFaire, SourceKind, UniteLegale,
    },
};
use aiguilleur_sources::{Defect, Event, Reading, Source, Summary, finess::FinessRecord};
use aiguilleur_store::{Generation, SourceReport, sort::Sorter};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    Fields, ImportError, ImportRequest, Progress, census,
    complements::Complements,
    finess::FinessIntake,
    named::Named,
    rejects::Rejects,
    report,
    restricted::{LocatedActivite, RestrictedIntake},
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
    pub(super) complements: Complements,
    pub(super) account: Account,
    fields: Fields,
    buffer: Vec<u8>,
}

/// Report on the files that were read, whatever becomes of their records.
pub(super) struct Account {
    /// What structures bear: the establishments and legal units worth keeping.
    named: Named,
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

    /// Merges the report of files read in parallel.
    pub(super) fn join(&mut self, other: Self) -> Result<(), ImportError> {
        self.named.extend(other.named);
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

/// A people's extraction is the whole stock: of several, those of the newest day alone speak, which are parts of one, or
/// the same twice. FINESS files complete one another, structure by structure, and are all kept.
pub(super) fn keep_newest_stocks(sources: &mut Vec<Source>, notes: &mut Vec<String>) {
    let stocks = [SourceKind::RppsPersonneActivite, SourceKind::RppsSavoirFaire, SourceKind::RppsRestreint];
    for kind in stocks.into_iter().chain(SourceKind::COMPLEMENTS) {
        let newest = sources.iter().filter(|s| s.kind() == kind).map(Source::dated).max().flatten();
        sources.retain(|source| {
            if source.kind() != kind {
                return true;
            }
            let keep = source.dated() == newest;
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
    pub(super) fn new(runs: &Path, rejects: PathBuf, request: &ImportRequest) -> Result<Self, ImportError> {
        let (budget, fields) = (request.sort_budget, request.fields);
        Self::with(runs, rejects, budget, fields)
    }

    fn with(runs: &Path, rejects: PathBuf, budget: usize, fields: Fields) -> Result<Self, ImportError> {
        let sorter = |name| Sorter::new(name, runs, budget);
        Ok(Self {
            people: sorter("people"),
            restricted: RestrictedIntake::new(sorter("restricted")),
            finess: FinessIntake::new(sorter("ej"), sorter("eg")),
            units: sorter("units"),
            complements: Complements::new(sorter("complements")),
            account: Account {
                named: Named::default(),
                rejects: Rejects::create(rejects)?,
                reports: Vec::new(),
                first_rejects: FxHashMap::default(),
                census: Census::default(),
            },
            fields,
            buffer: Vec::new(),
        })
    }

    /// An intake beside this one, for the legal units and establishments that what was read here names, or what is
    /// served, which a file of today need not give again.
    pub(super) fn of_units(
        &mut self,
        runs: &Path,
        budget: usize,
        served: Option<&Generation>,
    ) -> Result<Self, ImportError> {
        let mut units = Self::with(runs, runs.join("rejects-of-units"), budget, self.fields)?;
        units.account.named = std::mem::take(&mut self.account.named);
        if let Some(served) = served {
            units.account.named.extend(Named::of(served)?);
        }
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
            SourceKind::Porteurs
            | SourceKind::Mssante
            | SourceKind::Etablissements
            | SourceKind::LiensSuccession
            | SourceKind::FinessActivites
            | SourceKind::CertificatPm => self.complement(kind, reading)?,
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
        let Some(mut row) = self.noted(event)? else { return Ok(()) };
        if let Some(place) = row.situation.as_mut().and_then(|situation| situation.place.as_mut()) {
            self.fields.filter(&mut place.contact);
        }
        if let Some(place) = row.situation.as_ref().and_then(|situation| situation.place.as_ref()) {
            self.account.named.siret(place.siret);
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
            RestrictedRow::Structure(row) => self.restricted.structure(row, &mut self.account.named),
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
        let Some(mut found) = self.noted(event)? else { return Ok(()) };
        if let FinessRecord::Eg(site) | FinessRecord::EgMention(site) = &mut found {
            self.fields.filter(&mut site.contact);
        }
        self.finess.take(kind, dated, found, &mut self.account.named)
    }

    fn complement(&mut self, kind: SourceKind, reading: Reading<'_>) -> Result<Summary, ImportError> {
        // Which establishments are wanted is settled before a line is read.
        let named = std::mem::take(&mut self.account.named);
        let (mut successors, fields) = (Vec::new(), self.fields);
        let summary = reading.complement(
            |siret| named.names(siret),
            |event| {
                let Some(row) = self.noted(event)? else { return Ok(()) };
                if let ComplementRow::Lien(lien) = &row {
                    successors.push(lien.successeur);
                }
                if fields.keeps(kind) { self.complements.take(&row) } else { Ok(()) }
            },
        );
        self.account.named = named;
        for siret in successors {
            self.account.named.successor(siret);
        }
        summary
    }

    fn unit(&mut self, event: Event<UniteLegale>) -> Result<(), ImportError> {
        let Some(unit) = self.noted(event)? else { return Ok(()) };
        if self.account.named.is_worth_keeping(&unit) {
            let value = record::encode_unit(&unit, &mut self.buffer)?;
            self.units.push(unit.siren.to_string().as_bytes(), value)?;
        }
        Ok(())
    }
}
