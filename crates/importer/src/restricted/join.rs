//! Activités joined with their structure, in one walk along both, sorted by the structure's technical id.

use aiguilleur_directory::{
    record::{StatedStructure, decode, encode},
    table,
};
use aiguilleur_domain::{
    Code, Date, IdNatStruct,
    entity::{Activite, Contact, CoordStruct, PracticePlace, RestrictedStructure},
};
use aiguilleur_store::{Building, TableWriter, sort::Sorter};

use super::{LocatedActivite, RestrictedIntake, RestrictedTally, StructureFact};
use crate::{ImportError, history::Span, intake::PersonFact};

/// Bytes for the sort of the rangs: few structures are known by another number.
const RANGS_BUDGET: usize = 8 << 20;

/// Where what is stated of structures goes.
struct StatedWriter {
    structures: TableWriter,
    by_rang: Sorter,
}

/// The structure at hand: its rows as they were sorted.
#[derive(Default)]
struct AtHand {
    technical_id: Vec<u8>,
    structure: Option<Vec<u8>>,
    coordinates: Option<Vec<u8>>,
    moved: bool,
    written: bool,
}

impl RestrictedIntake {
    /// Hands the activités to the facts of people, and writes what is stated of the structures they name.
    pub(crate) fn join(
        self,
        people: &mut Sorter,
        building: &Building,
        span: Span,
        tally: &mut RestrictedTally,
    ) -> Result<(), ImportError> {
        if self.activites == 0 && self.structures == 0 {
            return Ok(());
        }
        let mut stated = StatedWriter {
            structures: building.table(table::STATED_STRUCTURES)?,
            by_rang: Sorter::new("by_rang", building.runs_dir(), RANGS_BUDGET),
        };
        let mut sorted = self.by_structure.finish()?;
        let (mut at_hand, mut buffer) = (AtHand::default(), self.buffer);
        while let Some((key, value)) = sorted.next_record()? {
            at_hand.turn_to(&key[..key.len() - 2]);
            match decode(value)? {
                StructureFact::Structure(_) => at_hand.structure = at_hand.structure.or(Some(value.to_vec())),
                StructureFact::Coordinates(row) => at_hand.locate(&row, value, span.as_of),
                StructureFact::Activite(row) => {
                    let Some(ended) = worth_keeping(&row, span, tally) else { continue };
                    at_hand.write(&mut stated, &mut buffer)?;
                    let located = at_hand.located(row, ended, tally)?;
                    let key = table::person_key(located.activite.id);
                    people.push(key.as_bytes(), encode(&PersonFact::Activite(located), &mut buffer)?)?;
                }
            }
        }
        tally.structures += stated.structures.finish()?;
        write_rangs(building, stated.by_rang)
    }
}

/// Whether the activité has ended; `None` when it says nothing that is kept.
fn worth_keeping(row: &Activite<'_>, span: Span, tally: &mut RestrictedTally) -> Option<bool> {
    let ended = row.stated.ends_on.filter(|on| *on <= span.as_of);
    if ended.is_some_and(|on| on < span.forget_before) {
        tally.forgotten += 1;
        return None;
    }
    Some(ended.is_some())
}

impl AtHand {
    fn turn_to(&mut self, technical_id: &[u8]) {
        if self.technical_id != technical_id {
            *self = Self { technical_id: technical_id.to_vec(), ..Self::default() };
        }
    }

    /// Keeps the first address that is still that of the structure, else the first.
    fn locate(&mut self, row: &CoordStruct<'_>, bytes: &[u8], as_of: Date) {
        let moved = row.ended_on.is_some_and(|on| on <= as_of);
        if self.coordinates.is_none() || (self.moved && !moved) {
            self.coordinates = Some(bytes.to_vec());
            self.moved = moved;
        }
    }

    fn structure(&self) -> Result<Option<RestrictedStructure<'_>>, ImportError> {
        let Some(bytes) = &self.structure else { return Ok(None) };
        let StructureFact::Structure(structure) = decode(bytes)? else { return Ok(None) };
        Ok(Some(structure))
    }

    /// Writes what is stated of the structure, once, and only when something is.
    fn write(&mut self, writer: &mut StatedWriter, buffer: &mut Vec<u8>) -> Result<(), ImportError> {
        if std::mem::replace(&mut self.written, true) {
            return Ok(());
        }
        let Some(row) = self.structure()? else { return Ok(()) };
        let stated = StatedStructure::from(&row);
        if !stated.says_something() {
            return Ok(());
        }
        writer.structures.push(&self.technical_id, encode(&stated, buffer)?)?;
        let Some(rang) = stated.rpps_rang.map(IdNatStruct::from).map(|rang| rang.to_string()) else {
            return Ok(());
        };
        let key = table::place_key(&self.place(row)?);
        if key != rang {
            writer.by_rang.push(&table::composed(rang.as_bytes(), key.as_bytes()), &[])?;
        }
        Ok(())
    }

    fn located<'a>(
        &'a self,
        activite: Activite<'a>,
        ended: bool,
        tally: &mut RestrictedTally,
    ) -> Result<LocatedActivite<'a>, ImportError> {
        let structure = self.structure()?;
        let known = structure.is_some() || self.technical_id.is_empty();
        tally.of_unknown_structure += u64::from(!known);
        let secteur_activite: Option<Code> = structure.as_ref().and_then(|row| row.secteur_activite);
        let place = match structure.filter(|_| ended) {
            Some(structure) => Some(self.place(structure)?),
            None => None,
        };
        Ok(LocatedActivite { activite, secteur_activite, place })
    }

    fn place<'a>(&'a self, structure: RestrictedStructure<'a>) -> Result<PracticePlace<'a>, ImportError> {
        let coordinates = match &self.coordinates {
            Some(bytes) => match decode(bytes)? {
                StructureFact::Coordinates(row) => Some(row),
                _ => None,
            },
            None => None,
        };
        let (complement_destinataire, address) =
            coordinates.map(|row| (row.complement_destinataire, row.address)).unwrap_or_default();
        // A FINESS site or a SIRET makes the key of a place by itself; a rang does not.
        let rang = structure.rpps_rang.map(IdNatStruct::from);
        let rang = rang.or_else(|| structure.adeli_rang.map(IdNatStruct::from));
        let numbered = structure.finess_eg.is_some() || structure.siret.is_some();
        Ok(PracticePlace {
            technical_id: structure.technical_id,
            id_nat_struct: structure.id_nat_struct.or(if numbered { None } else { rang }),
            siret: structure.siret,
            finess_eg: structure.finess_eg,
            finess_ej: structure.finess_ej,
            raison_sociale: structure.raison_sociale,
            enseigne: structure.enseigne,
            complement_destinataire,
            address,
            contact: Contact::default(),
        })
    }
}

/// Writes the look-up by rang, each of its keys once.
fn write_rangs(building: &Building, by_rang: Sorter) -> Result<(), ImportError> {
    let mut writer = building.table(table::BY_RANG)?;
    let mut sorted = by_rang.finish()?;
    let mut last = Vec::new();
    while let Some((key, value)) = sorted.next_record()? {
        if last != key {
            writer.push(key, value)?;
            last = key.to_vec();
        }
    }
    writer.finish()?;
    Ok(())
}
