//! Structures, by any identifier that names one; several may share a SIRET.

use aiguilleur_domain::{FinessEg, IdNatStruct, Siren, Siret};
use aiguilleur_store::StoreError;

use super::Snapshot;
use crate::{
    known::{KnownStructure, Practice},
    record::decode_place,
    table,
};

/// Structures that one identifier may name: beyond, a list is no answer.
const MAX_NAMED: usize = 100;

/// Whatever names structures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureId {
    /// FINESS (of either level), SIRET, SIREN, RPPS-rang, ADELI-rang.
    Known(IdNatStruct),
}

impl Snapshot {
    /// Every structure that `id` names, FINESS sites first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn structures(&self, id: StructureId) -> Result<Vec<KnownStructure>, StoreError> {
        let StructureId::Known(id) = id;
        match id {
            IdNatStruct::Finess(finess) => self.by_finess(finess),
            IdNatStruct::Siret(siret) => self.by_siret(siret),
            IdNatStruct::Siren(siren) => self.by_siren(siren),
            IdNatStruct::RppsRang(_) => self.by_rang(&id.to_string()),
            IdNatStruct::AdeliRang(_) => self.by_place_key(&id.to_string()),
        }
    }

    fn by_finess(&self, finess: FinessEg) -> Result<Vec<KnownStructure>, StoreError> {
        if let Some(legal_entity) = self.gather_legal_entity(finess.as_ej())? {
            return Ok(vec![legal_entity]);
        }
        // The RPPS may describe a site that FINESS no longer does, and adds its secteur to one it does.
        let mut found = self.by_place_key(&IdNatStruct::from(finess).to_string())?;
        found.truncate(1);
        if found.is_empty() {
            found.extend(self.gather_site(finess)?);
        }
        Ok(found)
    }

    fn by_place_key(&self, key: &str) -> Result<Vec<KnownStructure>, StoreError> {
        let mut found: Vec<KnownStructure> = Vec::new();
        if self.is_of_the_forgotten(key)? {
            return Ok(found);
        }
        for record in self.places.prefix(&table::prefix(key), &[])?.take(MAX_NAMED) {
            let record = record?;
            found.push(self.known_place(&decode_place(record.value())?)?);
        }
        found.sort_by_key(|known| known.practice == Practice::Ended);
        Ok(found)
    }

    /// A cabinet, and the structures known by another number of which that rang is stated.
    fn by_rang(&self, rang: &str) -> Result<Vec<KnownStructure>, StoreError> {
        let mut found = self.by_place_key(rang)?;
        for record in self.by_rang.prefix(&table::prefix(rang), &[])?.take(MAX_NAMED) {
            found.extend(self.by_place_key(table::second(record?.key()))?);
        }
        Ok(found)
    }

    fn by_siret(&self, siret: Siret) -> Result<Vec<KnownStructure>, StoreError> {
        let text = siret.to_string();
        let mut keys = Vec::new();
        for record in self.by_siret.prefix(&table::prefix(&text), &[])?.take(MAX_NAMED) {
            keys.push(table::second(record?.key()).to_owned());
        }
        let mut found = Vec::new();
        for key in keys {
            match key.parse() {
                Ok(IdNatStruct::Finess(finess)) => found.extend(self.by_finess(finess)?),
                _ => found.extend(self.by_place_key(&key)?),
            }
        }
        Ok(found)
    }

    /// A legal unit that SIRENE describes. Its SIREN names the company, none of its establishments.
    pub(crate) fn gather_legal_unit(&self, siren: Siren) -> Result<Option<KnownStructure>, StoreError> {
        let Some(unit) = self.legal_unit(siren)? else { return Ok(None) };
        let id_nat_struct = Some(IdNatStruct::Siren(siren));
        let mut known = KnownStructure { id_nat_struct, unit: Some(unit), ..KnownStructure::default() };
        self.complete(&mut known)?;
        Ok(Some(known))
    }

    fn by_siren(&self, siren: Siren) -> Result<Vec<KnownStructure>, StoreError> {
        let mut found = Vec::new();
        for record in self.by_siren.prefix(&table::prefix(&siren.to_string()), &[])?.take(MAX_NAMED) {
            if let Ok(ej) = table::second(record?.key()).parse() {
                found.extend(self.gather_legal_entity(ej)?);
            }
        }
        if found.is_empty() {
            found.extend(self.gather_legal_unit(siren)?);
        }
        Ok(found)
    }
}
