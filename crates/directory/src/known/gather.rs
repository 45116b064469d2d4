//! Gathering: one structure's facts out of the tables.

use aiguilleur_domain::{
    FinessEg, FinessEj, IdNatStruct, Siren,
    entity::{LifeState, PracticePlace, Succession, UniteLegale},
};
use aiguilleur_nomenclature::categorie;
use aiguilleur_store::StoreError;

use super::{KnownLegalEntity, KnownSibling, KnownSite, KnownStructure, Practice, SuccessorKnown, life};
use crate::{
    Snapshot,
    record::{
        StatedStructure, StoredEg, StoredEj, StoredGroup, StoredSuccessor, decode, decode_eg, decode_ej,
        decode_unit,
    },
    table,
};

/// More sites than this are not searched for LBM: the largest real EJ of biologie holds 84.
const MAX_SITES: usize = 2000;

impl Snapshot {
    /// A structure that the RPPS describes, with what FINESS and SIRENE add.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) fn gather_place(
        &self,
        place: &PracticePlace<'_>,
        practice: Practice,
    ) -> Result<KnownStructure, StoreError> {
        let id_nat_struct = place.id_nat_struct;
        let from_id = |found: Option<IdNatStruct>| match found {
            Some(IdNatStruct::Finess(finess)) => (Some(finess), None),
            Some(IdNatStruct::Siret(siret)) => (None, Some(siret)),
            _ => (None, None),
        };
        let (finess_of_id, siret_of_id) = from_id(id_nat_struct);
        let mut known = KnownStructure {
            id_nat_struct,
            technical_id: place.technical_id.to_owned(),
            siret: place.siret.or(siret_of_id),
            finess_eg: place.finess_eg.or(finess_of_id),
            finess_ej: place.finess_ej,
            raison_sociale: place.raison_sociale.trim().to_owned(),
            enseigne: place.enseigne.trim().to_owned(),
            complement_destinataire: place.complement_destinataire.trim().to_owned(),
            address: (&place.address).into(),
            contact: place.contact.clone().into_owned(),
            stated: self.stated_structure(place.technical_id)?,
            practice,
            ..KnownStructure::default()
        };
        self.complete(&mut known)?;
        Ok(known)
    }

    /// A site that FINESS describes.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn gather_site(&self, finess: FinessEg) -> Result<Option<KnownStructure>, StoreError> {
        let id_nat_struct = Some(IdNatStruct::from(finess));
        let mut known =
            KnownStructure { id_nat_struct, finess_eg: Some(finess), ..KnownStructure::default() };
        self.complete(&mut known)?;
        Ok(known.site.is_some().then_some(known))
    }

    /// A legal entity that FINESS describes.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn gather_legal_entity(&self, finess: FinessEj) -> Result<Option<KnownStructure>, StoreError> {
        let id_nat_struct = Some(IdNatStruct::from(finess));
        let mut known =
            KnownStructure { id_nat_struct, finess_ej: Some(finess), ..KnownStructure::default() };
        self.complete(&mut known)?;
        // FINESS files that list sites only name their legal entities by number.
        let named = known.legal_entity.is_some() || !self.sites_of(finess, 1)?.is_empty();
        Ok(named.then_some(known))
    }

    /// What the restricted extraction states.
    fn stated_structure(&self, technical_id: &str) -> Result<StatedStructure, StoreError> {
        let record = self.stated_structures.get(technical_id.as_bytes())?;
        Ok(record.map(|record| decode(record.value())).transpose()?.unwrap_or_default())
    }

    pub(crate) fn complete(&self, known: &mut KnownStructure) -> Result<(), StoreError> {
        if let Some(finess) = known.finess_eg {
            self.add_site(finess, known)?;
            self.set_aside_entity(finess, known)?;
        }
        let mut siren_of_ej = None;
        if let Some(finess) = known.finess_ej {
            siren_of_ej = self.add_legal_entity(finess, known)?;
            self.add_siblings(finess, known)?;
        }
        if let Some(siren) = known.siret.map(aiguilleur_domain::Siret::siren).or(siren_of_ej) {
            known.unit = self.legal_unit(siren)?;
            if known.finess_eg.is_none() && known.finess_ej.is_none() {
                self.add_scm(siren, known)?;
            }
        }
        self.add_establishment(known)?;
        known.added = self.additions(known)?;
        known.statements = life::of_structure(known, self);
        Ok(())
    }

    /// A company known by its SIRET alone may be a SCM that FINESS lists: no certificate is ordered on it, even
    /// where SIRENE is not at hand. Of any other company, FINESS's entity is not what is practised in.
    fn add_scm(&self, siren: Siren, known: &mut KnownStructure) -> Result<(), StoreError> {
        for record in self.by_siren.prefix(&table::prefix(&siren.to_string()), &[])?.take(MAX_SITES) {
            let Ok(finess) = table::second(record?.key()).parse::<FinessEj>() else { continue };
            let Some(record) = self.legal_entities.get(finess.as_str().as_bytes())? else { continue };
            let entity = decode::<StoredEj<'_>>(record.value())?.entity;
            if entity.statut_juridique.is_some_and(|code| code == "79") {
                self.add_legal_entity(finess, known)?;
                return Ok(());
            }
        }
        Ok(())
    }

    fn add_site(&self, finess: FinessEg, known: &mut KnownStructure) -> Result<(), StoreError> {
        let Some(record) = self.sites.get(finess.as_str().as_bytes())? else { return Ok(()) };
        let stored = decode_eg(record.value())?;
        let entity = stored.entity;
        // Where FINESS and the RPPS name different legal entities, FINESS, which is its register, is right.
        known.finess_ej = entity.ej.or(known.finess_ej);
        known.siret = known.siret.or(entity.siret);
        known.address.fill(&entity.address);
        if known.contact.is_empty() {
            known.contact = entity.contact.into_owned();
        }
        known.site = Some(KnownSite {
            finess,
            name: entity.name.into_owned(),
            categorie: entity.categorie,
            sph: entity.sph,
            state: entity.state,
            absent_since: stored.absent_since,
            opened_on: entity.opened_on,
            position: entity.position,
            successor: self.successor(stored.successor, entity.succession)?,
            source: (stored.source, stored.dated),
        });
        Ok(())
    }

    /// The RPPS may write the number of the legal entity in the site's place: FINESS, which knows it, tells.
    fn set_aside_entity(&self, number: FinessEg, known: &mut KnownStructure) -> Result<(), StoreError> {
        let Ok(entity) = number.as_str().parse::<FinessEj>() else { return Ok(()) };
        if known.site.is_none() && self.legal_entities.get(entity.as_str().as_bytes())?.is_some() {
            known.finess_eg = None;
            known.ej_as_site = Some(entity);
            known.finess_ej = known.finess_ej.or(Some(entity));
        }
        Ok(())
    }

    fn add_legal_entity(
        &self,
        finess: FinessEj,
        known: &mut KnownStructure,
    ) -> Result<Option<Siren>, StoreError> {
        let Some(record) = self.legal_entities.get(finess.as_str().as_bytes())? else { return Ok(None) };
        let (stored, open_lbm) = decode_ej(record.value())?;
        let entity = stored.entity;
        known.address.fill(&entity.address);
        known.legal_entity = Some(KnownLegalEntity {
            finess,
            siren: entity.siren,
            name: entity.name.into_owned(),
            statut_juridique: entity.statut_juridique,
            fonction_publique: entity.fonction_publique,
            state: entity.state,
            absent_since: stored.absent_since,
            successor: self.successor(stored.successor, entity.succession)?,
            open_lbm_sites: open_lbm,
            groups: self.groups_of(finess)?,
            source: (stored.source, stored.dated),
        });
        Ok(entity.siren)
    }

    /// The open sites of a laboratory's legal entity, one of which is the site principal.
    fn add_siblings(&self, ej: FinessEj, known: &mut KnownStructure) -> Result<(), StoreError> {
        // A site that FINESS does not describe may be a laboratory for all that is known.
        let other = known.site.as_ref().and_then(|site| site.categorie);
        if known.finess_eg.is_none() || other.is_some_and(|code| !categorie::is_lbm(code.as_str())) {
            return Ok(());
        }
        let listed = known.legal_entity.as_mut().and_then(|entity| entity.open_lbm_sites.take());
        let numbers = listed.map_or_else(|| self.open_lbm_sites(ej), Ok)?;
        for finess in numbers {
            let Some(record) = self.sites.get(finess.as_str().as_bytes())? else { continue };
            let site = decode::<StoredEg<'_>>(record.value())?.entity;
            let town = site.address.city.to_string();
            known.lbm_sites.push(KnownSibling { finess, name: site.name.into_owned(), town });
        }
        Ok(())
    }

    fn successor(
        &self,
        stored: Option<StoredSuccessor>,
        succession: Option<Succession>,
    ) -> Result<Option<SuccessorKnown>, StoreError> {
        let (Some(stored), Some(succession)) = (stored, succession) else { return Ok(None) };
        let (finess, is_legal_entity, name) = match stored {
            StoredSuccessor::Ej(ej) => (ej.to_string(), true, self.name_of_ej(ej)?),
            StoredSuccessor::Eg(eg) => (eg.to_string(), false, self.name_of_eg(eg)?),
        };
        Ok(Some(SuccessorKnown { finess, is_legal_entity, name, event: succession.event, on: succession.on }))
    }

    pub(crate) fn name_of_ej(&self, finess: FinessEj) -> Result<Option<String>, StoreError> {
        let record = self.legal_entities.get(finess.as_str().as_bytes())?;
        record.map(|r| decode::<StoredEj<'_>>(r.value()).map(|s| s.entity.name.into_owned())).transpose()
    }

    pub(crate) fn name_of_eg(&self, finess: FinessEg) -> Result<Option<String>, StoreError> {
        let record = self.sites.get(finess.as_str().as_bytes())?;
        record.map(|r| decode::<StoredEg<'_>>(r.value()).map(|s| s.entity.name.into_owned())).transpose()
    }

    /// The sites of an EJ that are open and of biologie médicale, in a generation whose EJ do not tell them.
    fn open_lbm_sites(&self, ej: FinessEj) -> Result<Vec<FinessEg>, StoreError> {
        let open = |finess| Ok(self.is_open_lbm(finess)?.then_some(finess));
        self.sites_of(ej, MAX_SITES)?.into_iter().map(open).filter_map(Result::transpose).collect()
    }

    fn is_open_lbm(&self, finess: FinessEg) -> Result<bool, StoreError> {
        let Some(record) = self.sites.get(finess.as_str().as_bytes())? else { return Ok(false) };
        Ok(decode::<StoredEg<'_>>(record.value())?.is_open_lbm())
    }

    /// The sites of an EJ, open or closed, in the order of their numbers, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn sites_of(&self, ej: FinessEj, limit: usize) -> Result<Vec<FinessEg>, StoreError> {
        let prefix = table::prefix(ej.as_str());
        let keys = self.sites_of_ej.prefix(&prefix, &[])?.take(limit);
        keys.map(|record| Ok(table::second(record?.key()).parse().ok()))
            .filter_map(Result::transpose)
            .collect()
    }

    fn groups_of(&self, ej: FinessEj) -> Result<Vec<(String, String, Vec<FinessEj>)>, StoreError> {
        let mut groups = Vec::new();
        for record in self.groups_of_ej.prefix(&table::prefix(ej.as_str()), &[])? {
            let record = record?;
            if let Some(group) = self.group_record(table::second(record.key()))? {
                let members = group.members.iter().filter_map(|member| member.ej).collect();
                if !matches!(group.state, LifeState::Closed { .. }) {
                    groups.push((group.id, group.name, members));
                }
            }
        }
        Ok(groups)
    }

    pub(crate) fn group_record(&self, id: &str) -> Result<Option<StoredGroup>, StoreError> {
        self.groups.get(id.as_bytes())?.map(|record| decode(record.value())).transpose()
    }

    /// What SIRENE says of a legal unit.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn legal_unit(&self, siren: Siren) -> Result<Option<UniteLegale>, StoreError> {
        let record = self.legal_units.get(siren.to_string().as_bytes())?;
        record.map(|record| decode_unit(record.value())).transpose()
    }
}
