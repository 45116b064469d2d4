//! Iterates over all records of a generation in key order, for exports.
//!
//! A record is small to keep and not read yet, so that one thread can walk and several can read.

use aiguilleur_domain::{Code, IdNatPp, IdNatStruct};
use aiguilleur_store::{Record, StoreError, Table};

use super::{PersonHit, Snapshot, StructureId};
use crate::{
    known::{KnownStructure, Practice},
    record::{StoredPlace, decode_place},
    table,
};

/// A professional's record.
#[derive(Debug)]
pub struct PersonRecord(Record);

/// The undecoded record of a structure, with its table.
#[derive(Debug)]
pub struct StructureRecord(Held, Record);

/// The table that holds a structure's record.
#[derive(Debug, Clone, Copy)]
enum Held {
    Place,
    Site,
    LegalEntity,
    LegalUnit,
}

/// What a walk over structures shows, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    /// Every structure, in the order of [`Snapshot::every_structure`].
    All,
    /// The records that may be of a legal person: of FINESS, of SIRENE, then the places that the RPPS knows by such a
    /// number.
    LegalPersons,
    /// The records that may be of a place.
    Places,
}

impl Walk {
    const fn tables(self) -> &'static [Held] {
        match self {
            Self::All => &[Held::Place, Held::Site, Held::LegalEntity, Held::LegalUnit],
            Self::LegalPersons => &[Held::LegalEntity, Held::LegalUnit, Held::Place],
            Self::Places => &[Held::Place, Held::Site],
        }
    }

    /// The first digits that it shows of the numbers of a table: FINESS numbers begin with 1, SIREN with 2.
    const fn digits(self, held: Held) -> Option<(u8, u8)> {
        match (self, held) {
            (Self::LegalPersons, Held::Place) => Some((b'1', b'2')),
            _ => None,
        }
    }
}

impl Held {
    /// Tells the tables apart in a [`StructureRecord::position`].
    const fn letter(self) -> char {
        match self {
            Self::Place => 'p',
            Self::Site => 's',
            Self::LegalEntity => 'e',
            Self::LegalUnit => 'u',
        }
    }
}

impl PersonRecord {
    pub(super) fn value(&self) -> &[u8] {
        self.0.value()
    }

    /// Whose it is.
    pub fn id(&self) -> Option<IdNatPp> {
        std::str::from_utf8(self.0.key()).ok()?.parse().ok()
    }
}

impl StructureRecord {
    /// The number that it is kept under, of a place without its technical id.
    fn number(&self) -> &str {
        let key = self.1.key();
        let end = key.iter().position(|byte| *byte == 0).unwrap_or(key.len());
        std::str::from_utf8(&key[..end]).unwrap_or_default()
    }

    /// Position in [`Snapshot::structures_after`]; places of one number share it.
    pub fn position(&self) -> String {
        format!("{}{}", self.0.letter(), self.number())
    }

    /// The number that [`Snapshot::structures`] finds it by.
    pub fn id(&self) -> Option<IdNatStruct> {
        match self.0 {
            Held::Place => self.number().parse().ok(),
            Held::Site | Held::LegalEntity => format!("1{}", self.number()).parse().ok(),
            Held::LegalUnit => format!("2{}", self.number()).parse().ok(),
        }
    }

    /// TRE_R02, which the RPPS alone tells: without gathering the rest.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn secteur_activite(&self) -> Result<Option<Code>, StoreError> {
        match self.0 {
            Held::Place => Ok(decode_place(self.1.value())?.secteur_activite),
            _ => Ok(None),
        }
    }
}

impl Snapshot {
    /// The professionals from an identifier on, in the order of identifiers.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn professionals_from(
        &self,
        id: &str,
    ) -> Result<impl Iterator<Item = Result<PersonRecord, StoreError>> + '_, StoreError> {
        let records = self.people.prefix(&[], id.as_bytes())?.filter(self.may_be_shown());
        Ok(records.map(|record| record.map(PersonRecord)))
    }

    /// The structures behind a position of the same walk.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn structures_after(
        &self,
        walk: Walk,
        position: &str,
    ) -> Result<impl Iterator<Item = Result<StructureRecord, StoreError>> + '_, StoreError> {
        let mut letters = position.chars();
        let begun =
            letters.next().and_then(|letter| walk.tables().iter().position(|held| held.letter() == letter));
        // Behind every key that begins with that number.
        let after = begun.map(|_| [letters.as_str().as_bytes(), &[1][..]].concat()).unwrap_or_default();
        let begun = begun.unwrap_or_default();
        let mut walks = Vec::with_capacity(walk.tables().len());
        for (at, &held) in walk.tables().iter().enumerate().skip(begun) {
            let digits = walk.digits(held);
            let first = digits.map(|(first, _)| vec![first]).unwrap_or_default();
            let from = if at == begun { first.max(after.clone()) } else { first };
            let entries = self.held_in(held).prefix(&[], &from)?.take_while(move |record| {
                let number = record.as_ref().ok().and_then(|record| record.key().first().copied());
                number.zip(digits).is_none_or(|(number, (_, last))| number <= last)
            });
            walks.push(entries.map(move |record| record.map(|record| StructureRecord(held, record))));
        }
        Ok(walks.into_iter().flatten())
    }

    const fn held_in(&self, held: Held) -> &Table {
        match held {
            Held::Place => &self.places,
            Held::Site => &self.sites,
            Held::LegalEntity => &self.legal_entities,
            Held::LegalUnit => &self.legal_units,
        }
    }

    /// The number of the structure that a record alone describes: none for a site that the RPPS describes, for a place
    /// or a legal unit that FINESS describes as a legal entity.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn only_id_of(&self, record: &StructureRecord) -> Result<Option<IdNatStruct>, StoreError> {
        let described = match record.0 {
            Held::LegalEntity => None,
            Held::Place => match record.number().strip_prefix('1') {
                Some(finess) => self.legal_entities.get(finess.as_bytes()).transpose(),
                None => None,
            },
            Held::Site => {
                let prefix = table::prefix(&format!("1{}", record.number()));
                self.places.prefix(&prefix, &prefix)?.next()
            }
            Held::LegalUnit => {
                let prefix = table::prefix(record.number());
                self.by_siren.prefix(&prefix, &prefix)?.next()
            }
        };
        Ok(record.id().filter(|_| described.is_none()))
    }

    /// The one structure that is kept under a number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn structure(&self, id: IdNatStruct) -> Result<Option<KnownStructure>, StoreError> {
        let found = self.structures(StructureId::Known(id))?;
        Ok(found.into_iter().find(|known| known.key() == Some(id)))
    }

    /// Every professional, in the order of their identifiers.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn every_professional(
        &self,
    ) -> Result<impl Iterator<Item = Result<PersonRecord, StoreError>> + Send + '_, StoreError> {
        Ok(self.people.all()?.filter(self.may_be_shown()).map(|record| record.map(PersonRecord)))
    }

    /// Whether a record of people is of somebody who may be shown.
    fn may_be_shown(&self) -> impl Fn(&Result<Record, StoreError>) -> bool + Send + use<> {
        let forgotten = self.forgotten();
        move |record| {
            let key = record.as_ref().ok().and_then(|record| std::str::from_utf8(record.key()).ok());
            key.is_none_or(|key| !forgotten.holds(key))
        }
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
            Held::Place => {
                let stored = decode_place(record.value())?;
                let hidden = self.is_of_the_forgotten(&table::place_key(&stored.place))?;
                if hidden { Ok(None) } else { self.known_place(&stored).map(Some) }
            }
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
