//! People whose ADELI number gave way to a RPPS number: one stock no longer holds the one and first holds the other,
//! with the same name, profession and structure. When two people match, none is linked.

use std::collections::{BTreeMap, HashMap};

use aiguilleur_directory::{record::StoredPerson, table};
use aiguilleur_domain::{IdNatPp, name::fold};
use aiguilleur_store::{BlockCache, Building, Generation};

use super::{
    ImportError,
    difference::{active, exercice},
};

/// The old numbers and the new.
#[derive(Debug, Default)]
pub(super) struct Renumbered {
    /// People absent from today's extraction, by name, profession and structure; none where several share it.
    gone: HashMap<String, Option<IdNatPp>>,
    /// By the key of the old number.
    links: BTreeMap<String, IdNatPp>,
}

impl Renumbered {
    /// What the served generation knows already.
    pub(super) fn of(served: Option<&Generation>) -> Result<Self, ImportError> {
        let mut known = Self::default();
        let Some(served) = served else { return Ok(known) };
        for record in served.table(table::RENUMBERED, &BlockCache::new(0))?.all()? {
            let record = record?;
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            if let Ok(new) = text(record.value()).parse() {
                known.links.insert(text(record.key()), new);
            }
        }
        Ok(known)
    }

    /// Records a professional absent from the new extraction.
    pub(super) fn left(&mut self, before: &StoredPerson<'_>) {
        if matches!(before.person.id, IdNatPp::Adeli(_)) {
            for mark in marks(before) {
                let id = before.person.id;
                self.gone
                    .entry(mark)
                    .and_modify(|known| *known = known.filter(|it| *it == id))
                    .or_insert(Some(id));
            }
        }
    }

    /// The former ADELI number of a professional new to the extraction.
    pub(super) fn came(&mut self, new: &StoredPerson<'_>) -> Option<IdNatPp> {
        if !matches!(new.person.id, IdNatPp::Rpps(_)) || self.gone.is_empty() {
            return None;
        }
        let mut found = marks(new).filter_map(|mark| self.gone.get(&mark)).copied();
        let first = found.next()??;
        if found.any(|other| other != Some(first)) {
            return None;
        }
        // A second person with the same marks makes both doubtful.
        match self.links.insert(table::person_key(first), new.person.id) {
            Some(other) if other != new.person.id => {
                self.links.remove(&table::person_key(first));
                None
            }
            _ => Some(first),
        }
    }

    /// Whether the person of that key bears another number today.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.links.contains_key(key)
    }

    pub(super) fn write(&self, building: &Building) -> Result<(), ImportError> {
        let mut writer = building.table(table::RENUMBERED)?;
        for (old, new) in &self.links {
            writer.push(old.as_bytes(), table::person_key(*new).as_bytes())?;
        }
        writer.finish()?;
        Ok(())
    }
}

/// Name, profession and structure of each active situation.
fn marks(person: &StoredPerson<'_>) -> impl Iterator<Item = String> {
    let name = format!("{}\u{1f}{}", fold(&person.person.family_name), fold(&person.person.given_name));
    active(person).filter_map(move |situation| {
        let place = situation.situation.place.as_ref().filter(|place| !place.technical_id.is_empty())?;
        let profession = exercice(person, situation).profession?;
        Some(format!("{name}\u{1f}{profession}\u{1f}{}", place.technical_id))
    })
}
