//! Walks over all that a generation holds, in the order of its keys: for whoever wants the whole of it.
//!
//! A record is small to keep and not read yet, so that one thread can walk and several can read.

use aiguilleur_store::{Record, StoreError};

use super::{PersonHit, Snapshot};
use crate::{
    known::{KnownStructure, Practice},
    record::{StoredPlace, decode_place},
    table,
};

/// A professional's record.
#[derive(Debug)]
pub struct PersonRecord(Record);

/// A structure's record.
#[derive(Debug)]
pub struct StructureRecord(Held, Record);

/// Which table a structure's record stands in.
#[derive(Debug, Clone, Copy)]
enum Held {
    Place,
    Site,
    LegalEntity,
    LegalUnit,
}

impl Snapshot {
    /// Every professional, in the order of their identifiers.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn every_professional(
        &self,
    ) -> Result<impl Iterator<Item = Result<PersonRecord, StoreError>> + Send + '_, StoreError> {
        Ok(self.people.all()?.map(|record| record.map(PersonRecord)))
    }

    /// The professional of a record, as [`Snapshot::professional`] gives them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn professional_of(&self, record: &PersonRecord) -> Result<PersonHit, StoreError> {
        self.person_hit_of(record.0.value(), self.today())
    }

    /// Every structure: those that the RPPS describes, then the sites, the legal entities and the legal units that
    /// FINESS and SIRENE do.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn every_structure(
        &self,
    ) -> Result<impl Iterator<Item = Result<StructureRecord, StoreError>> + Send + '_, StoreError> {
        let held = |held| move |record: Result<Record, _>| record.map(|record| StructureRecord(held, record));
        let places = self.places.all()?.map(held(Held::Place));
        let sites = self.sites.all()?.map(held(Held::Site));
        let entities = self.legal_entities.all()?.map(held(Held::LegalEntity));
        Ok(places.chain(sites).chain(entities).chain(self.legal_units.all()?.map(held(Held::LegalUnit))))
    }

    /// The structure of a record; none for a site that the RPPS describes, which has a record there.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn structure_of(&self, record: &StructureRecord) -> Result<Option<KnownStructure>, StoreError> {
        let StructureRecord(held, record) = record;
        let number = || std::str::from_utf8(record.key()).unwrap_or_default();
        match held {
            Held::Place => self.known_place(&decode_place(record.value())?).map(Some),
            Held::Site => {
                let described = self.places.prefix(&table::prefix(&format!("1{}", number())), &[])?.next();
                match (described, number().parse()) {
                    (None, Ok(finess)) => self.gather_site(finess),
                    _ => Ok(None),
                }
            }
            Held::LegalEntity => number().parse().map_or(Ok(None), |finess| self.gather_legal_entity(finess)),
            Held::LegalUnit => number().parse().map_or(Ok(None), |siren| self.gather_legal_unit(siren)),
        }
    }

    /// A structure as the RPPS describes it, with what is known of who practises there.
    pub(super) fn known_place(&self, stored: &StoredPlace<'_>) -> Result<KnownStructure, StoreError> {
        let practice = if stored.ended { Practice::Ended } else { Practice::Current };
        let mut known = self.gather_place(&stored.place, practice)?;
        known.secteur_activite = stored.secteur_activite;
        Ok(known)
    }
}
