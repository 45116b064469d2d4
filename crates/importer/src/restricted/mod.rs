//! The restricted RPPS extraction at import: it enriches the open stock, which stays the base.
//!
//! Its activités name their structure by key only, so they are first sorted by structure (`join.rs`), then
//! take their place among the facts of their person (`person.rs`). What the open stock holds is what is
//! current; the restricted tables add dates, motifs and fonctions to it, and the past that it does not tell.

mod join;
mod person;
mod tally;

use aiguilleur_directory::{record::encode, table};
use aiguilleur_domain::{
    Code,
    entity::{Activite, CoordStruct, PracticePlace, RestrictedStructure, SourceKind},
};
use aiguilleur_sources::Source;
use aiguilleur_store::sort::Sorter;
use serde::{Deserialize, Serialize};

use super::{ImportError, named::Named};

pub(super) use person::{Stated, ends, resume};
pub(super) use tally::RestrictedTally;

/// What the sorter by structure holds, in this order for one structure.
#[derive(Debug, Serialize, Deserialize)]
enum StructureFact<'a> {
    Structure(#[serde(borrow)] RestrictedStructure<'a>),
    Coordinates(#[serde(borrow)] CoordStruct<'a>),
    Activite(#[serde(borrow)] Activite<'a>),
}

/// An activité beside what its structure is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct LocatedActivite<'a> {
    #[serde(borrow)]
    pub(super) activite: Activite<'a>,
    pub(super) secteur_activite: Option<Code>,
    /// Where; only of what has ended, since the open stock places what is current.
    #[serde(borrow)]
    pub(super) place: Option<PracticePlace<'a>>,
}

/// What the tables of structures and activités hold, sorted by the technical id of the structure.
pub(super) struct RestrictedIntake {
    by_structure: Sorter,
    structures: u64,
    activites: u64,
    buffer: Vec<u8>,
}

/// Refuses a restricted extraction without the open stock of people, and tells what an older one does not.
///
/// Alone it is no stock of the professionals who may practise: it also holds those who may not, and nothing in
/// the tables that are read tells them apart. The open stock is published to everybody: nothing is lost in asking.
pub(super) fn beside_the_open_stock(sources: &[Source]) -> Result<Option<String>, ImportError> {
    let of = |kind: SourceKind| sources.iter().filter(move |source| source.kind() == kind);
    let Some(restricted) = of(SourceKind::RppsRestreint).next() else { return Ok(None) };
    let Some(open) = of(SourceKind::RppsPersonneActivite).next() else {
        return Err(ImportError::RestrictedAlone { file: restricted.name().to_owned() });
    };
    let fresh = restricted.dated().zip(open.dated()).is_some_and(|(restricted, open)| restricted >= open);
    Ok((!fresh).then(|| {
        format!(
            "{} n'est pas du jour de {} : ses dates de fin ne terminent rien de ce que celui-ci tient encore.",
            restricted.name(),
            open.name()
        )
    }))
}

impl RestrictedIntake {
    pub(super) const fn new(by_structure: Sorter) -> Self {
        Self { by_structure, structures: 0, activites: 0, buffer: Vec::new() }
    }

    /// Takes a structure in, and its establishment among those worth keeping.
    pub(super) fn structure(
        &mut self,
        row: RestrictedStructure<'_>,
        named: &mut Named,
    ) -> Result<(), ImportError> {
        self.structures += 1;
        named.siret(row.siret);
        self.push(row.technical_id, 0, &StructureFact::Structure(row.clone()))
    }

    /// Takes an address in.
    pub(super) fn coordinates(&mut self, row: CoordStruct<'_>) -> Result<(), ImportError> {
        self.push(row.technical_id, 1, &StructureFact::Coordinates(row.clone()))
    }

    /// Takes an activité in.
    pub(super) fn activite(&mut self, row: Activite<'_>) -> Result<(), ImportError> {
        self.activites += 1;
        self.push(row.technical_id, 2, &StructureFact::Activite(row.clone()))
    }

    fn push(&mut self, technical_id: &str, order: u8, fact: &StructureFact<'_>) -> Result<(), ImportError> {
        let key = table::composed(technical_id.as_bytes(), &[order]);
        Ok(self.by_structure.push(&key, encode(fact, &mut self.buffer)?)?)
    }

    /// What the operator should know of an extraction that lacks one of its tables.
    pub(super) fn lacks(&self) -> Option<&'static str> {
        match (self.activites, self.structures) {
            (0, 0) => None,
            (0, _) => Some(
                "L'extraction restreinte est donnée sans sa table Activite : ni dates, ni motifs de fin, ni fonctions.",
            ),
            (_, 0) => Some(
                "L'extraction restreinte est donnée sans sa table Structure : les activités passées n'ont pas de lieu.",
            ),
            _ => None,
        }
    }
}
