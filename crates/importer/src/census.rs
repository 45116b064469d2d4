//! Counts the records while they are written, and what became of those that were served.

use std::collections::BTreeSet;

use aiguilleur_directory::{
    census::{Census, Changes, Dimension, SourceCensus, Tally},
    changes::Extents,
    record::{StoredEg, StoredEj, StoredPerson, StoredSituation},
};
use aiguilleur_domain::{
    Code, IdNatPp, IdNatStruct,
    entity::{Address, Contact, EntiteGeographique, Exercice, Situation, SourceKind, UniteLegale},
};
use aiguilleur_sources::{About, Summary};
use aiguilleur_store::GenerationId;
use rustc_hash::FxHashMap;

use super::difference::{PersonDifference, active, exercice};

/// What a record is counted by.
#[derive(Default)]
struct Keys {
    identifiers: [Option<&'static str>; 4],
    profession: Option<Code>,
    departement: Option<Code>,
    secteur: Option<Code>,
}

impl Keys {
    fn of_situation(id: IdNatPp, exercice: Exercice, situation: &Situation<'_>) -> Self {
        let place = situation.place.as_ref();
        let rang = place.and_then(|place| match place.id_nat_struct {
            Some(IdNatStruct::RppsRang(_)) => Some("structure_rpps_rang"),
            Some(IdNatStruct::AdeliRang(_)) => Some("structure_adeli_rang"),
            _ => None,
        });
        let siret = place.and_then(|place| place.siret).map(|_| "structure_siret");
        let finess = place.and_then(|place| place.finess_eg).map(|_| "structure_finess");
        Self {
            identifiers: [Some(person_type(id)), rang, siret, finess],
            profession: exercice.profession,
            departement: place.and_then(|place| place.address.departement()),
            secteur: situation.secteur_activite,
        }
    }

    /// Somebody who practises nowhere.
    fn of_person(id: IdNatPp, person: &StoredPerson<'_>) -> Self {
        let profession = person.exercices.iter().filter_map(|known| known.exercice.profession).min();
        Self { identifiers: [Some(person_type(id)), None, None, None], profession, ..Self::default() }
    }

    fn of_entity(kind: &'static str, address: &Address<'_>) -> Self {
        Self {
            identifiers: [Some(kind), None, None, None],
            departement: address.departement(),
            ..Self::default()
        }
    }
}

const fn person_type(id: IdNatPp) -> &'static str {
    match id {
        IdNatPp::Rpps(_) => "rpps",
        IdNatPp::Adeli(_) => "adeli",
    }
}

/// A [`Tally`] in the making: millions of records, some hundreds of keys.
#[derive(Default)]
struct Counting {
    identifiers: FxHashMap<&'static str, u64>,
    professions: FxHashMap<Code, u64>,
    departements: FxHashMap<Code, u64>,
    secteurs: FxHashMap<Code, u64>,
}

impl Counting {
    fn add(&mut self, keys: &Keys) {
        for kind in keys.identifiers.into_iter().flatten() {
            *self.identifiers.entry(kind).or_default() += 1;
        }
        let codes = [
            (&mut self.professions, keys.profession),
            (&mut self.departements, keys.departement),
            (&mut self.secteurs, keys.secteur),
        ];
        for (counts, code) in codes {
            if let Some(code) = code {
                *counts.entry(code).or_default() += 1;
            }
        }
    }

    fn tally(self) -> Tally {
        let mut tally = Tally::default();
        for (kind, count) in self.identifiers {
            tally.add(Dimension::IdentifierType, kind, count);
        }
        let codes = [
            (Dimension::Profession, self.professions),
            (Dimension::Departement, self.departements),
            (Dimension::SecteurActivite, self.secteurs),
        ];
        for (dimension, counts) in codes {
            for (code, count) in counts {
                tally.add(dimension, code.as_str(), count);
            }
        }
        tally
    }
}

/// The census of an import under way.
#[derive(Default)]
pub(super) struct CensusTaker {
    population: Counting,
    deleted: Counting,
    updated: Counting,
    withdrawn: Counting,
    /// Sources that the import was asked to do without.
    dropped: BTreeSet<String>,
}

impl CensusTaker {
    pub(super) fn new(dropped: BTreeSet<String>) -> Self {
        Self { dropped, ..Self::default() }
    }

    /// Counts a person whom the import was asked to do without.
    pub(super) fn person_withdrawn(&mut self, before: &StoredPerson<'_>) {
        each_record(before, |keys| self.withdrawn.add(keys));
    }

    /// Counts a person as they are now.
    pub(super) fn person(&mut self, person: &StoredPerson<'_>) {
        each_record(person, |keys| self.population.add(keys));
    }

    /// Counts what became of a person who was served; `found` is what differs from the record that follows.
    pub(super) fn person_compared(
        &mut self,
        before: &StoredPerson<'_>,
        after: Option<(&StoredPerson<'_>, &PersonDifference<'_, '_>)>,
    ) {
        let Some((after, found)) = after else {
            return each_record(before, |keys| self.deleted.add(keys));
        };
        let id = before.person.id;
        let of = |situation: &StoredSituation<'_>| {
            Keys::of_situation(id, exercice(before, situation), &situation.situation)
        };
        for gone in &found.gone {
            self.deleted.add(&of(gone));
        }
        if !found.identity {
            return found.altered.iter().for_each(|[old, _]| self.updated.add(&of(old)));
        }
        let kept = |old: &&StoredSituation<'_>| !found.gone.iter().any(|gone| std::ptr::eq(*gone, *old));
        for old in active(before).filter(kept) {
            self.updated.add(&of(old));
        }
        if before.situations.is_empty() && active(after).next().is_none() {
            self.updated.add(&Keys::of_person(id, before));
        }
    }

    /// Counts a site as it is now and what became of the one that was served.
    pub(super) fn site(&mut self, before: Option<&StoredEg<'_>>, after: Option<&StoredEg<'_>>) {
        let open = |site: &&StoredEg<'_>| !site.is_over();
        let (before, after) = (before.filter(open), after.filter(open));
        let keys = |site: &StoredEg<'_>| Keys::of_entity("finess_eg", &site.entity.address);
        let source = before.map(|site| site.source);
        self.entity(source, before.map(keys), after.map(keys), before.map(bare) != after.map(bare));
    }

    /// The same of a legal entity.
    pub(super) fn legal_entity(&mut self, before: Option<&StoredEj<'_>>, after: Option<&StoredEj<'_>>) {
        let open = |entity: &&StoredEj<'_>| !entity.is_over();
        let (before, after) = (before.filter(open), after.filter(open));
        let keys = |entity: &StoredEj<'_>| Keys::of_entity("finess_ej", &entity.entity.address);
        let source = before.map(|entity| entity.source);
        let differs = before.map(|s| &s.entity) != after.map(|s| &s.entity);
        self.entity(source, before.map(keys), after.map(keys), differs);
    }

    /// The same of a legal unit of SIRENE.
    pub(super) fn legal_unit(&mut self, before: Option<&UniteLegale>, after: Option<&UniteLegale>) {
        let keys = |_: &UniteLegale| Keys::of_entity("siren", &Address::default());
        let deciding = |unit: &UniteLegale| (unit.categorie_juridique, unit.etat);
        let differs = before.map(deciding) != after.map(deciding);
        self.entity(Some(SourceKind::Sirene), before.map(keys), after.map(keys), differs);
    }

    fn entity(
        &mut self,
        source: Option<SourceKind>,
        before: Option<Keys>,
        after: Option<Keys>,
        differs: bool,
    ) {
        let dropped = source.is_some_and(|kind| self.dropped.contains(kind.name()));
        if let Some(after) = &after {
            self.population.add(after);
        }
        match (before, after) {
            (Some(before), None) if dropped => self.withdrawn.add(&before),
            (Some(before), None) => self.deleted.add(&before),
            (Some(before), Some(_)) if differs => self.updated.add(&before),
            _ => {}
        }
    }

    /// The census: what was counted of the files, and of the records, which were compared with `since`.
    pub(super) fn finish(self, of_files: Census, since: Option<&GenerationId>, feed: Extents) -> Census {
        Census {
            population: self.population.tally(),
            withdrawn: self.withdrawn.tally(),
            changes: Changes {
                since: since.map(ToString::to_string),
                deleted: self.deleted.tally(),
                updated: self.updated.tally(),
                feed,
            },
            ..of_files
        }
    }
}

/// Counts a row that is lost.
pub(super) fn add_reject(rejected: &mut Tally, about: &About) {
    let codes = [
        (Dimension::Profession, about.profession),
        (Dimension::Departement, about.departement),
        (Dimension::SecteurActivite, about.secteur_activite),
    ];
    for (dimension, code) in codes {
        if let Some(code) = code {
            rejected.add(dimension, code.as_str(), 1);
        }
    }
}

/// Calls `each` with the keys of each of a person's records: their active situations, or themselves when they
/// never had one.
fn each_record(person: &StoredPerson<'_>, mut each: impl FnMut(&Keys)) {
    let id = person.person.id;
    for situation in active(person) {
        each(&Keys::of_situation(id, exercice(person, situation), &situation.situation));
    }
    if person.situations.is_empty() {
        each(&Keys::of_person(id, person));
    }
}

/// A site as it is compared: another telephone number, or one that older records do not hold, is no change.
fn bare<'a>(site: &StoredEg<'a>) -> EntiteGeographique<'a> {
    let mut entity = EntiteGeographique { contact: Contact::default(), ..site.entity.clone() };
    entity.address.commune_name = std::borrow::Cow::default();
    entity
}

/// Adds what one file came to; several files of one source are counted together.
pub(super) fn add_source(source: &mut SourceCensus, summary: &Summary) {
    source.dated = source.dated.max(summary.dated);
    source.rows_read += summary.rows_read;
    source.rows_rejected += summary.rows_rejected;
    if source.header.is_empty() {
        source.header.clone_from(&summary.header);
    }
}
