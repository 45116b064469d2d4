//! Second pass: sorted streams and history in, tables and index out.

mod structures;

use std::collections::BTreeMap;

use aiguilleur_directory::{
    census::Census,
    record::{StoredPerson, decode_person, encode_person},
    table,
};
use aiguilleur_domain::{Date, FinessEg, IdNatPp, entity::SourceKind};
use aiguilleur_search::{BuildOptions, IndexBuilder};
use aiguilleur_sources::Source;
use aiguilleur_store::{BlockCache, Building, Generation, Record, SourceReport, Table, sort::Sorter};
use rustc_hash::FxHashSet;

use super::{
    Fields, ImportError, ImportRequest, Progress,
    carried::{self, Carried},
    census::CensusTaker,
    difference,
    feed::FeedWriter,
    history::{self, Remembered, Span},
    indexing,
    intake::{Account, Intake},
    people::{Dossier, Dossiers, RowTally},
    places::Places,
    reading,
    renumbered::Renumbered,
};

/// How many of what.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<String, u64>);

impl Counts {
    pub(super) fn add(&mut self, what: &str, count: u64) {
        match self.0.get_mut(what) {
            Some(known) => *known += count,
            None => _ = self.0.insert(what.to_owned(), count),
        }
    }

    pub(super) fn into_map(self) -> BTreeMap<String, u64> {
        self.0
    }
}

/// What an import came to.
pub(super) struct Assembled {
    pub(super) reports: Vec<SourceReport>,
    pub(super) counts: Counts,
    pub(super) census: Census,
}

/// The tables, the index and the accounts on their way.
pub(super) struct Assembly<'b> {
    building: &'b Building,
    served: Option<&'b Generation>,
    carried: Carried,
    renumbered: Renumbered,
    span: Span,
    budget: usize,
    fields: Fields,
    index: IndexBuilder,
    counts: Counts,
    census: CensusTaker,
    feed: FeedWriter,
    by_siret: Sorter,
    by_secteur: Sorter,
    buffer: Vec<u8>,
}

/// Whether the restricted extraction is known to be as recent as the open stock.
fn restricted_is_fresh(reports: &[SourceReport]) -> bool {
    let dated = |kind: SourceKind| {
        reports.iter().filter(|report| report.name == kind.name()).filter_map(|report| report.dated).max()
    };
    let (stated, open) = (dated(SourceKind::RppsRestreint), dated(SourceKind::RppsPersonneActivite));
    stated.zip(open).is_some_and(|(stated, open)| stated >= open)
}

impl Assembled {
    /// Whether there is anybody or any structure to answer about.
    pub(super) fn describes_something(&self) -> bool {
        ["professionals", "sites", "legal_entities"].iter().any(|what| self.counts.0.get(*what) > Some(&0))
    }
}

impl<'b> Assembly<'b> {
    /// Opens the index and the sorters; nothing is written yet.
    pub(super) fn begin(
        building: &'b Building,
        served: Option<&'b Generation>,
        as_of: Date,
        request: &ImportRequest,
        carried: Carried,
    ) -> Result<Self, ImportError> {
        let budget = request.sort_budget;
        Ok(Self {
            building,
            served,
            renumbered: Renumbered::of(served)?,
            span: Span::new(as_of, request.retention_years),
            budget,
            fields: request.fields,
            index: IndexBuilder::create(&building.search_dir(), BuildOptions::default())?,
            counts: Counts::default(),
            census: CensusTaker::new(carried.dropped.clone()),
            feed: FeedWriter::new(building, budget / 8, as_of, served.map(Generation::manifest)),
            by_siret: Sorter::new("by_siret", building.runs_dir(), budget / 4),
            by_secteur: Sorter::new("by_secteur", building.runs_dir(), budget / 8),
            carried,
            buffer: Vec::new(),
        })
    }

    /// Writes everything that `intake` holds, FINESS being written and SIRENE being read beside; `sites` are those
    /// that FINESS describes.
    pub(super) fn assemble(
        mut self,
        sources: &[Source],
        mut intake: Intake,
        sites: FxHashSet<FinessEg>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Assembled, ImportError> {
        let units = intake.of_units(&self.building.runs_dir(), self.budget, self.served)?;
        let Intake { mut people, restricted, mut account, .. } = intake;
        let (places, units) = reading::legal_units(sources, units, progress, |progress| {
            let mut tally = RowTally::default();
            restricted.join(&mut people, self.building, self.span, &mut tally.restricted)?;
            self.keep_stated_structures()?;
            progress(Progress::Writing("professionnels"));
            self.people(people, &account.reports, tally, sites)
        })?;
        account.join(units.account)?;
        account.each_holds_something()?;
        self.index.end_people();
        progress(Progress::Writing("structures RPPS"));
        self.units(units.units)?;
        let past = (self.served, &self.carried);
        units.complements.write(self.building, past, (&account.reports, self.fields), &mut self.counts)?;
        self.places(places)?;
        self.lists()?;
        progress(Progress::Indexing);
        self.finish(account)
    }

    fn finish(self, account: Account) -> Result<Assembled, ImportError> {
        let Self { building, served, carried, index, counts, census, feed, .. } = self;
        let Account { rejects, mut reports, census: mut of_files, .. } = account;
        reports.extend(carried.reports);
        of_files.sources.extend(carried.census);
        of_files.dropped = carried.dropped;
        rejects.finish()?;
        let feed = feed.finish(building)?;
        let census = census.finish(of_files, served.map(Generation::id), feed);
        index.finish()?;
        Ok(Assembled { reports, counts, census })
    }
}

impl Assembly<'_> {
    /// Keeps what a restricted extraction that is not given again stated of structures.
    fn keep_stated_structures(&self) -> Result<(), ImportError> {
        if self.carried.holds(SourceKind::RppsRestreint) {
            carried::copy_table(self.served, self.building, table::STATED_STRUCTURES)?;
            carried::copy_table(self.served, self.building, table::BY_RANG)?;
        }
        Ok(())
    }

    fn remembered(&self, table: &'static str) -> Result<Option<aiguilleur_store::Table>, ImportError> {
        Ok(self.served.map(|served| served.table(table, &BlockCache::new(0))).transpose()?)
    }

    fn people(
        &mut self,
        people: Sorter,
        reports: &[SourceReport],
        mut tally: RowTally,
        sites: FxHashSet<FinessEg>,
    ) -> Result<Places, ImportError> {
        // Without a stock of people an absence means nothing.
        let stock_of_people = SourceKind::RppsPersonneActivite.name();
        let people_read = reports.iter().any(|report| report.name == stock_of_people);
        let restricted_is_fresh = restricted_is_fresh(reports);
        let mut writer = self.building.table(table::PEOPLE)?;
        let mut places = Places::new(self.building, self.budget, sites);
        let carried_over = self.carried.holds(SourceKind::RppsPersonneActivite);
        if self.carried.drops(SourceKind::RppsPersonneActivite) {
            self.withdraw_people()?;
        }
        let served = if people_read || carried_over { self.remembered(table::PEOPLE)? } else { None };
        let mut old = Remembered::new(served.as_ref().map(aiguilleur_store::Table::all).transpose()?)?;
        let mut dossiers = Dossiers::new(people.finish()?)?;
        let (mut dossier, mut aside) = (Dossier::default(), Vec::new());
        loop {
            while let Some(gone) = old.next_before(dossiers.next_key())? {
                if self.is_forgotten(gone.key()) {
                    continue;
                }
                let before = decode_person(gone.value())?;
                if carried_over {
                    self.record(gone.key(), &before, &mut writer, &mut places)?;
                    if !self.renumbered.holds(std::str::from_utf8(gone.key()).unwrap_or_default()) {
                        self.index(gone.key(), &before)?;
                    }
                    continue;
                }
                self.census.person_compared(&before, None);
                self.feed.person_left(&before)?;
                self.renumbered.left(&before);
                if let Some(person) = history::person_gone(&before, self.span) {
                    self.record(gone.key(), &person, &mut writer, &mut places)?;
                    match person.person.id {
                        // Whether another number took the place of this one is known at the end.
                        IdNatPp::Adeli(_) => aside.push(gone.key().to_vec()),
                        IdNatPp::Rpps(_) => self.index(gone.key(), &person)?,
                    }
                }
            }
            if !dossiers.fill(&mut dossier)? {
                break;
            }
            let past: Option<Record> = old.take(dossier.key())?;
            if self.is_forgotten(dossier.key()) {
                self.counts.add("people_forgotten", 1);
                continue;
            }
            let past: Option<StoredPerson<'_>> =
                past.as_ref().map(|past| decode_person(past.value())).transpose()?;
            let new = dossier.person(self.span, restricted_is_fresh, &mut tally)?;
            let person = match (new, &past) {
                (_, Some(past)) if carried_over => Some(dossier.completed(past)?),
                (Some(mut new), Some(past)) => {
                    self.carried.complete(&mut new, past);
                    history::person_kept(Some(new), Some(past), self.span)
                }
                (new, past) => history::person_kept(new, past.as_ref(), self.span),
            };
            let old_number = match (&past, &person) {
                (None, Some(person)) => self.number_before(person, served.as_ref())?,
                _ => None,
            };
            let formerly = old_number.as_ref().map(|record| decode_person(record.value())).transpose()?;
            let person = match (person, &formerly) {
                (Some(mut person), Some(formerly)) => {
                    history::join_person(&mut person, formerly, self.span);
                    person.identity.formerly = Some(formerly.person.id);
                    Some(person)
                }
                (person, _) => person,
            };
            self.compared(past.as_ref(), person.as_ref())?;
            if let Some(person) = person {
                self.person(dossier.key(), &person, &mut writer, &mut places)?;
            }
        }
        writer.finish()?;
        self.index_gone(&aside, served.as_ref())?;
        self.renumbered.write(self.building)?;
        self.counts.add("rows_in_situations", tally.in_situations);
        self.counts.add("rows_repeating_a_situation", tally.repeated);
        self.counts.add("rows_without_situation", tally.without_situation);
        self.counts.add("savoir_faire_of_nobody", tally.savoir_faire_alone);
        for (what, count) in tally.restricted.counts() {
            self.counts.add(what, count);
        }
        Ok(places)
    }

    /// Counts the people that the import leaves out on request.
    fn withdraw_people(&mut self) -> Result<(), ImportError> {
        let Some(served) = self.remembered(table::PEOPLE)? else { return Ok(()) };
        for record in served.all()? {
            self.census.person_withdrawn(&decode_person(record?.value())?);
        }
        Ok(())
    }

    fn is_forgotten(&self, key: &[u8]) -> bool {
        carried::is_of_the_forgotten(self.building, key)
    }

    /// Counts and tells what differs between a person's two records.
    fn compared(
        &mut self,
        before: Option<&StoredPerson<'_>>,
        after: Option<&StoredPerson<'_>>,
    ) -> Result<(), ImportError> {
        match (before, after) {
            (Some(before), Some(after)) => {
                let found = difference::person(before, after);
                self.census.person_compared(before, Some((after, &found)));
                self.feed.person(after, Some((before, &found)))
            }
            (Some(before), None) => {
                self.census.person_compared(before, None);
                self.feed.person_left(before)
            }
            (None, Some(after)) => self.feed.person(after, None),
            (None, None) => Ok(()),
        }
    }

    fn person(
        &mut self,
        key: &[u8],
        person: &StoredPerson<'_>,
        writer: &mut aiguilleur_store::TableWriter,
        places: &mut Places,
    ) -> Result<(), ImportError> {
        self.record(key, person, writer, places)?;
        self.index(key, person)
    }

    fn index(&mut self, key: &[u8], person: &StoredPerson<'_>) -> Result<(), ImportError> {
        let id = std::str::from_utf8(key).unwrap_or_default();
        Ok(indexing::person(&mut self.index, id, person)?)
    }

    /// The record of the ADELI number that `person`, who is new, bore the day before.
    fn number_before(
        &mut self,
        person: &StoredPerson<'_>,
        served: Option<&Table>,
    ) -> Result<Option<Record>, ImportError> {
        let (Some(old), Some(served)) = (self.renumbered.came(person), served) else { return Ok(None) };
        Ok(served.get(table::person_key(old).as_bytes())?)
    }

    /// Indexes those who are gone and bear no other number.
    fn index_gone(&mut self, keys: &[Vec<u8>], served: Option<&Table>) -> Result<(), ImportError> {
        for key in keys {
            let id = std::str::from_utf8(key).unwrap_or_default();
            let Some(served) = served.filter(|_| !self.renumbered.holds(id)) else { continue };
            let Some(record) = served.get(key)? else { continue };
            let before = decode_person(record.value())?;
            if let Some(person) = history::person_gone(&before, self.span) {
                self.index(key, &person)?;
            }
        }
        Ok(())
    }

    fn record(
        &mut self,
        key: &[u8],
        person: &StoredPerson<'_>,
        writer: &mut aiguilleur_store::TableWriter,
        places: &mut Places,
    ) -> Result<(), ImportError> {
        let id = std::str::from_utf8(key).unwrap_or_default();
        writer.push(key, encode_person(person, &mut self.buffer)?)?;
        self.census.person(person);
        places.note(id, person, &mut self.index)?;
        let ended = person.situations.iter().filter(|situation| situation.ended.is_some()).count() as u64;
        self.counts.add("professionals", 1);
        self.counts.add("professionals_without_situation", u64::from(person.situations.is_empty()));
        self.counts.add("situations_active", person.situations.len() as u64 - ended);
        self.counts.add("situations_ended", ended);
        Ok(())
    }
}
