//! The match of a record by a number, and its decisions.

use std::sync::Arc;

use aiguilleur_directory::{
    Decided, DecisionRequest, DecisionView, DirectoryError, KnownAddress, Snapshot, StructureId,
    matching::StructureName, view::StructureView,
};
use aiguilleur_domain::{FinessEg, IdNatPp, IdNatStruct, pasted::Value};
use aiguilleur_store::StoreError;

use super::{
    Judge,
    names::{self, Likeness},
    place::{self, There},
};
use crate::{answer::Match, record::ClientRecord};

/// A name of the directory against the client's.
pub(super) struct Named {
    pub(super) directory: String,
    pub(super) likeness: Likeness,
    /// Whether the client's columns are swapped.
    pub(super) swapped: bool,
}

/// Whether the record names a person rather than a structure.
fn is_of_a_person(snapshot: &Snapshot, record: &ClientRecord) -> Result<bool, DirectoryError> {
    let said = !record.given_name.is_empty() || !record.rpps.is_empty() || !record.profession.is_empty();
    Ok(said && !snapshot.speaks_of_a_structure(&names::asked(record))?)
}

/// The professional or structure matched with a record.
pub(super) struct Found {
    pub(super) decided: Arc<Decided>,
    /// By which field.
    pub(super) by: &'static str,
    id: String,
    /// The site of a legal entity that the client may be known as: its name and its place are the client's too.
    site: Vec<StructureView>,
}

/// The person of those identifiers.
pub(super) fn person(
    snapshot: &Snapshot,
    ids: impl Iterator<Item = IdNatPp>,
    request: &DecisionRequest,
    by: &'static str,
) -> Result<Option<Found>, StoreError> {
    for id in ids {
        if let Some(decided) = snapshot.decide_for_professional(id, request)? {
            return Ok(Some(Found { decided: Arc::new(decided), by, id: id.to_string(), site: Vec::new() }));
        }
    }
    Ok(None)
}

/// Sites of a legal entity that are looked at.
const MAX_SITES: usize = 100;

/// A legal entity's number and the site that it means: its only one, or its only one in the client's town. They
/// are one client, found as the site; what the entity of one site orders is its own decision.
pub(super) fn site_of_entity(
    judge: &Judge<'_>,
    values: &[Value],
    record: &ClientRecord,
    request: &DecisionRequest,
    by: &'static str,
) -> Result<Option<Found>, StoreError> {
    for finess in values.iter().filter_map(|value| if let Value::Finess(f) = value { Some(*f) } else { None })
    {
        let sites = judge.snapshot.sites_of(finess.as_ej(), MAX_SITES)?;
        if sites.is_empty() || sites.len() == MAX_SITES {
            continue;
        }
        let mut there = sites_at(judge.snapshot, &sites, record)?;
        let (Some(site), None) = (there.pop(), there.pop()) else { continue };
        let Some(site) = structure(judge, &[Value::Finess(site)], request, by)? else { continue };
        let entity = if sites.len() == 1 { structure(judge, values, request, by)? } else { None };
        return Ok(match entity {
            Some(entity) => Some(Found { site: site.structures().cloned().collect(), id: site.id, ..entity }),
            None => Some(site),
        });
    }
    Ok(None)
}

/// The sites that the directory knows; of several, those in the client's place. They are compared by address: a
/// decision is for the one that is meant.
fn sites_at(
    snapshot: &Snapshot,
    sites: &[FinessEg],
    record: &ClientRecord,
) -> Result<Vec<FinessEg>, StoreError> {
    let mut known = Vec::with_capacity(sites.len());
    for site in sites {
        let structures = snapshot.structures(StructureId::Known((*site).into()))?;
        let nearest = structures.iter().filter_map(|known| place::there(record, &known.address)).min();
        known.extend((!structures.is_empty()).then_some((*site, nearest)));
    }
    if known.len() > 1 {
        known.retain(|(_, nearest)| nearest.and_then(There::is_there) == Some(true));
    }
    Ok(known.into_iter().map(|(site, _)| site).collect())
}

/// The structures of the first of those numbers that names any.
pub(super) fn structure(
    judge: &Judge<'_>,
    values: &[Value],
    request: &DecisionRequest,
    by: &'static str,
) -> Result<Option<Found>, StoreError> {
    for id in values.iter().filter_map(|value| value.structure()) {
        if let Some(decided) = judge.structures.decide(judge.snapshot, id, request)? {
            return Ok(Some(Found { decided, by, id: id.to_string(), site: Vec::new() }));
        }
    }
    Ok(None)
}

impl Found {
    /// The decisions for activities under way in open structures, with their places.
    pub(super) fn active(&self) -> impl Iterator<Item = (usize, &DecisionView)> {
        self.decided.decisions.iter().enumerate().filter(|(_, view)| view.goes_on())
    }

    /// Every structure that it is about, the site first.
    fn structures(&self) -> impl Iterator<Item = &StructureView> {
        self.site.iter().chain(self.decided.decisions.iter().filter_map(|view| view.structure.as_ref()))
    }

    /// The directory's name.
    pub(super) fn name(&self) -> String {
        match &self.decided.professional {
            Some(person) => format!("{} {}", person.given_name, person.family_name).trim().to_owned(),
            None => {
                let own = self.own_name().filter(|name| !name.is_empty());
                own.or_else(|| self.structure_names().next()).unwrap_or_default().to_owned()
            }
        }
    }

    /// The name of the structure that was asked for: a legal entity is decided by its sites.
    fn own_name(&self) -> Option<&str> {
        let structures = || self.decided.decisions.iter().filter_map(|view| view.structure.as_ref());
        let itself =
            structures().find(|known| known.id_nat_struct.is_some_and(|id| id.to_string() == self.id));
        let entity = structures().find(|known| {
            known.finess_juridique.is_some_and(|ej| self.id.strip_prefix('1') == Some(ej.as_str()))
        });
        let itself = itself.map(|known| known.name.as_str());
        itself.or_else(|| entity?.legal_entity_name.as_deref())
    }

    fn structure_names(&self) -> impl Iterator<Item = &str> {
        let structures = self.structures();
        structures
            .flat_map(|structure| {
                let legal = structure.legal_entity_name.as_deref().unwrap_or_default();
                [
                    structure.name.as_str(),
                    &structure.raison_sociale,
                    &structure.complement_destinataire,
                    legal,
                ]
            })
            .filter(|name| !name.is_empty())
    }

    /// The client's name against the person's, or the structure's: never against an employee's. Nothing when the
    /// client has no name, or says only what kind of structure it is, or names a person where the structure is no
    /// cabinet.
    pub(super) fn compare_name(
        &self,
        snapshot: &Snapshot,
        record: &ClientRecord,
    ) -> Result<Option<Named>, DirectoryError> {
        if record.full_name().is_empty() {
            return Ok(None);
        }
        if let Some(person) = &self.decided.professional {
            let (likeness, swapped) = names::person(record, &person.family_name, &person.given_name);
            return Ok(Some(Named { directory: self.name(), likeness, swapped }));
        }
        let asked = names::asked(record);
        let holder = self.holder_likeness(snapshot, record)?;
        let structures = self.structures();
        let categories: Vec<&str> =
            structures.filter_map(|structure| Some(structure.categorie.as_ref()?.code.as_str())).collect();
        let name = snapshot.structure_name(&asked, self.structure_names(), &categories)?;
        let likeness = match name {
            Some(StructureName::Same) => Some(Likeness::Same),
            Some(StructureName::Close | StructureName::Part) => Some(Likeness::Close),
            Some(StructureName::Differs) if holder.is_some() || !is_of_a_person(snapshot, record)? => {
                Some(Likeness::Differs)
            }
            _ => None,
        };
        let best = holder.into_iter().chain(likeness).min();
        Ok(best.map(|likeness| Named { directory: self.name(), likeness, swapped: false }))
    }

    /// The client's name against that of the holder of the cabinet that its number names.
    fn holder_likeness(
        &self,
        snapshot: &Snapshot,
        record: &ClientRecord,
    ) -> Result<Option<Likeness>, StoreError> {
        let structures = self.structures();
        let mut best = None;
        for structure in structures {
            if let Some(IdNatStruct::RppsRang(rang)) = structure.id_nat_struct
                && let Some(holder) = snapshot.professional_summary(IdNatPp::Rpps(rang.holder()))?
            {
                let (likeness, _) = names::person(record, &holder.family_name, &holder.given_name);
                best = best.into_iter().chain([likeness]).min();
            }
        }
        Ok(best)
    }

    /// The address that is nearest to the record's place, and how near it is; nothing when nothing can be compared.
    pub(super) fn nearest(&self, record: &ClientRecord) -> Option<(There, &KnownAddress)> {
        let structures = self.structures();
        let compared = structures
            .filter_map(|structure| Some((place::there(record, &structure.address)?, &structure.address)));
        compared.min_by_key(|(there, _)| *there)
    }

    /// Whether the record's place is the structure's; nothing when what was compared does not tell.
    pub(super) fn is_there(&self, record: &ClientRecord) -> Option<bool> {
        self.nearest(record)?.0.is_there()
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Where it is, each town once.
    pub(super) fn cities(&self) -> Vec<String> {
        let structures = self.structures();
        let mut cities: Vec<String> = Vec::new();
        for city in structures.map(|structure| &structure.address.city).filter(|city| !city.is_empty()) {
            if !cities.contains(city) {
                cities.push(city.clone());
            }
        }
        cities
    }

    /// Whether `other` is the same client: it shares a number of a structure.
    pub(super) fn is_client_of(&self, other: &Self) -> bool {
        let ids = |found: &Self| -> Vec<String> {
            let structures = found.structures();
            structures.filter_map(|structure| structure.id_nat_struct).map(|id| id.to_string()).collect()
        };
        let mine = ids(self);
        self.id == other.id || ids(other).iter().any(|id| mine.contains(id))
    }

    /// How the answer tells it.
    pub(super) fn shown(&self, likeness: Option<Likeness>) -> Match {
        Match {
            by: self.by,
            kind: if self.decided.professional.is_some() { "professional" } else { "structure" },
            id: self.id.clone(),
            name: self.name(),
            margin: None,
            evidence: Vec::new(),
            score: match likeness {
                Some(Likeness::Same) => 100,
                Some(Likeness::Close) => 95,
                None => 90,
                Some(Likeness::Differs) => 60,
            },
        }
    }
}
