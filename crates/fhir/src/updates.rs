//! Last change of each resource, from the change feeds of the generations on disk; read once per generation.

use std::collections::BTreeMap;

use aiguilleur_directory::{
    DataDir, DirectoryError, GenerationId, Snapshot,
    changes::{Change, ChangeKind, ChangeSide, Feed},
};
use aiguilleur_domain::{IdNatPp, IdNatStruct};
use jiff::{SignedDuration, Timestamp};

use crate::{date::Moment, resource::Resource};

/// Servers look at what is published every other second: from then on, all of them serve it. A caller who noted an
/// instant before that may have read what was served before.
const FOLLOWED_WITHIN: SignedDuration = SignedDuration::from_secs(3);

/// The last change of everything that changed since the oldest generation on disk. A situation changes with its person.
#[derive(Debug)]
pub struct Updates {
    generation: GenerationId,
    /// When each generation of the feed was served first, oldest first.
    instants: Vec<Timestamp>,
    people: BTreeMap<IdNatPp, usize>,
    structures: BTreeMap<IdNatStruct, usize>,
}

impl Updates {
    /// Reads the feed up to what `snapshot` serves.
    ///
    /// # Errors
    /// When a generation's changes cannot be read.
    pub fn read(data: &DataDir, snapshot: &Snapshot) -> Result<Self, DirectoryError> {
        let feed = Feed::whole(data, snapshot.id())?;
        let publications = feed.publications();
        let served = |id| data.published_at(id).unwrap_or(snapshot.generation().manifest().created_at);
        let mut instants: Vec<Timestamp> =
            publications.iter().map(|publication| whole_second(served(&publication.generation))).collect();
        let mut updates = Self {
            generation: snapshot.id().clone(),
            instants: Vec::new(),
            people: BTreeMap::new(),
            structures: BTreeMap::new(),
        };
        let position = |id: &GenerationId| publications.iter().position(|it| it.generation == *id);
        for entry in feed.entries(None, None) {
            let (change, at) = entry?;
            updates.note(&change, position(&at.generation).unwrap_or_default());
        }
        if instants.is_empty() {
            instants.push(whole_second(served(snapshot.id())));
        }
        updates.instants = instants;
        Ok(updates)
    }

    /// The generation that this goes up to.
    pub const fn generation(&self) -> &GenerationId {
        &self.generation
    }

    fn note(&mut self, change: &Change, at: usize) {
        if let Some(id) = change.id_nat_pp {
            self.people.insert(id, at);
            return;
        }
        let legal = change.kind == ChangeKind::LegalUnitCeased || change.kind == ChangeKind::BecameScm;
        for side in change.before.iter().chain(&change.after) {
            self.structures.extend(keys(side, legal).map(|key| (key, at)));
        }
    }

    /// What changed in an instant that `moments` all admit: `None` when what never changed is admitted too.
    pub(crate) fn admitted(&self, moments: &[&Moment]) -> Option<(Vec<IdNatPp>, Vec<IdNatStruct>)> {
        let admitted = |at: usize| moments.iter().all(|moment| moment.holds(self.instants[at]));
        if admitted(0) {
            return None;
        }
        let people = self.people.iter().filter(|(_, at)| admitted(**at)).map(|(id, _)| *id);
        let structures = self.structures.iter().filter(|(_, at)| admitted(**at)).map(|(id, _)| *id);
        Some((people.collect(), structures.collect()))
    }

    pub(crate) fn of_person(&self, id: IdNatPp) -> String {
        self.instants[self.people.get(&id).copied().unwrap_or_default()].to_string()
    }

    pub(crate) fn of_structure(&self, id: IdNatStruct) -> String {
        self.instants[self.structures.get(&id).copied().unwrap_or_default()].to_string()
    }

    /// As the resource tells it.
    pub(crate) fn instant_of(&self, resource: &Resource) -> Timestamp {
        resource.meta().last_updated.parse().unwrap_or(self.instants[0])
    }
}

/// The resources that one side of a change is of.
fn keys(side: &ChangeSide, legal: bool) -> impl Iterator<Item = IdNatStruct> {
    let own = side.id_nat_struct.or_else(|| {
        let site = side.finess_geographique.map(IdNatStruct::from);
        let entity = || side.finess_juridique.map(IdNatStruct::from);
        site.or_else(entity).or_else(|| side.siret.map(IdNatStruct::from))
    });
    let unit = side.siren.filter(|_| legal || own.is_none()).map(IdNatStruct::Siren);
    own.into_iter().chain(unit)
}

/// The first whole second in which every server has followed.
fn whole_second(instant: Timestamp) -> Timestamp {
    let seconds = instant.as_second() + i64::from(instant.subsec_nanosecond() > 0);
    let whole = Timestamp::from_second(seconds).unwrap_or(instant);
    whole.checked_add(FOLLOWED_WITHIN).unwrap_or(whole)
}
