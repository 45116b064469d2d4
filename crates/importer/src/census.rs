//! Counts the records while they are written, and what became of those that were served.

use std::collections::BTreeSet;

use aiguilleur_directory::{
    census::{Census, Changes, Dimension, SourceCensus, Tally},
    changes::Extents,
    record::{StoredEg, StoredEj, StoredPerson, StoredSituation},
};
use aiguilleur_domain::{
    Code, IdNatPp, IdNatStruct,
    entity::{Address, Contact, EntiteGeographique, SavoirFaire, SourceKind, UniteLegale},
};
use aiguilleur_sources::{About, Rule, Summary};
use aiguilleur_store::GenerationId;
use rustc_hash::FxHashMap;

use super::difference::{PersonDifference, active};

/// What a record is counted by.
struct Keys<'a> {
    identifiers: [Option<&'static str>; 4],
    codes: [(Dimension, Option<Code>); 4],
    savoir_faire: &'a [SavoirFaire],
}

impl<'a> Keys<'a> {
    fn of_situation(person: &'a StoredPerson<'_>, stored: &StoredSituation<'_>) -> Self {
        let (id, situation) = (person.person.id, &stored.situation);
        let exercice = person.exercices.get(usize::from(stored.exercice));
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
            codes: [
                (Dimension::Profession, exercice.and_then(|known| known.exercice.profession)),
                (Dimension::Departement, place.and_then(|place| place.address.departement())),
                (Dimension::SecteurActivite, situation.secteur_activite),
                (Dimension::ModeExercice, situation.mode_exercice),
            ],
            savoir_faire: exercice.map_or(&[], |known| &known.savoir_faire),
        }
    }

    /// Somebody who practises nowhere.
    fn of_person(id: IdNatPp, person: &StoredPerson<'_>) -> Self {
        let profession = person.exercices.iter().filter_map(|known| known.exercice.profession).min();
        Self {
            identifiers: [Some(person_type(id)), None, None, None],
            codes: [(Dimension::Profession, profession), NOTHING, NOTHING, NOTHING],
            savoir_faire: &[],
        }
    }

    fn of_entity(kind: &'static str, address: &Address<'_>, decides: [(Dimension, Option<Code>); 2]) -> Self {
        let [first, second] = decides;
        let departement = (Dimension::Departement, address.departement());
        Self {
            identifiers: [Some(kind), None, None, None],
            codes: [departement, first, second, NOTHING],
            savoir_faire: &[],
        }
    }
}

/// A slot that counts nothing.
const NOTHING: (Dimension, Option<Code>) = (Dimension::Profession, None);

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
    codes: FxHashMap<(Dimension, Code), u64>,
}

impl Counting {
    fn add(&mut self, keys: &Keys<'_>) {
        for kind in keys.identifiers.into_iter().flatten() {
            *self.identifiers.entry(kind).or_default() += 1;
        }
        let savoir_faire = keys.savoir_faire.iter().map(|known| (Dimension::SavoirFaire, Some(known.code)));
        for (dimension, code) in keys.codes.into_iter().chain(savoir_faire) {
            if let Some(code) = code {
                *self.codes.entry((dimension, code)).or_default() += 1;
            }
        }
    }

    fn tally(self) -> Tally {
        let mut tally = Tally::default();
        for (kind, count) in self.identifiers {
            tally.add(Dimension::IdentifierType, kind, count);
        }
        for ((dimension, code), count) in self.codes {
            tally.add(dimension, code.as_str(), count);
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

    /// Counts a person that the import leaves out on request.
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
        let of = |situation: &StoredSituation<'_>| Keys::of_situation(before, situation);
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
        let keys = |site: &StoredEg<'_>| {
            let decides = [(Dimension::CategorieEtablissement, site.entity.categorie), NOTHING];
            Keys::of_entity("finess_eg", &site.entity.address, decides)
        };
        let source = before.map(|site| site.source);
        self.entity(source, before.map(keys), after.map(keys), before.map(bare) != after.map(bare));
    }

    /// The same of a legal entity.
    pub(super) fn legal_entity(&mut self, before: Option<&StoredEj<'_>>, after: Option<&StoredEj<'_>>) {
        let open = |entity: &&StoredEj<'_>| !entity.is_over();
        let (before, after) = (before.filter(open), after.filter(open));
        let keys = |entity: &StoredEj<'_>| {
            let decides = [(Dimension::StatutJuridique, entity.entity.statut_juridique), NOTHING];
            Keys::of_entity("finess_ej", &entity.entity.address, decides)
        };
        let source = before.map(|entity| entity.source);
        let differs = before.map(|s| &s.entity) != after.map(|s| &s.entity);
        self.entity(source, before.map(keys), after.map(keys), differs);
    }

    /// The same of a legal unit of SIRENE.
    pub(super) fn legal_unit(&mut self, before: Option<&UniteLegale>, after: Option<&UniteLegale>) {
        let keys = |unit: &UniteLegale| {
            let categorie = (Dimension::CategorieJuridique, unit.categorie_juridique);
            let decides = [categorie, (Dimension::EtatAdministratif, unit.etat)];
            Keys::of_entity("siren", &Address::default(), decides)
        };
        let deciding = |unit: &UniteLegale| (unit.categorie_juridique, unit.etat);
        let differs = before.map(deciding) != after.map(deciding);
        self.entity(Some(SourceKind::Sirene), before.map(keys), after.map(keys), differs);
    }

    fn entity(
        &mut self,
        source: Option<SourceKind>,
        before: Option<Keys<'_>>,
        after: Option<Keys<'_>>,
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
fn each_record(person: &StoredPerson<'_>, mut each: impl FnMut(&Keys<'_>)) {
    for situation in active(person) {
        each(&Keys::of_situation(person, situation));
    }
    if person.situations.is_empty() {
        each(&Keys::of_person(person.person.id, person));
    }
}

/// A site as it is compared: another telephone number, or one that older records do not hold, is no change.
fn bare<'a>(site: &StoredEg<'a>) -> EntiteGeographique<'a> {
    let mut entity =
        EntiteGeographique { contact: Contact::default(), position: None, ..site.entity.clone() };
    entity.address.commune_name = std::borrow::Cow::default();
    entity
}

/// Adds what one file came to; several files of one source are counted together.
pub(super) fn add_source(source: &mut SourceCensus, summary: &Summary) {
    source.dated = source.dated.max(summary.dated);
    source.rows_read += summary.rows_read;
    source.rows_rejected += summary.rows_rejected;
    source.rows_of_a_crowd += summary.rejects_by_rule.get(&Rule::Crowd).copied().unwrap_or(0);
    if source.header.is_empty() {
        source.header.clone_from(&summary.header);
    }
}
