//! The change feed: what each generation says of the one it continues. Kept in a file beside the tables, so that
//! the feeds of older generations are read without opening them.

mod kind;
mod read;

use std::collections::BTreeMap;

use aiguilleur_domain::{Code, Date, FinessEg, FinessEj, IdNatPp, IdNatStruct, Rpps, Siren, Siret};
use serde::{Deserialize, Serialize};

pub use kind::ChangeKind;
pub use read::{ChangeEntries, Feed, Position, Publication, SinceError};

/// The file that is kept with the generation: one change a line, by kind, then by identifier.
pub const FILE: &str = "changes.jsonl";

/// One thing that changed. Business identifiers only; no name of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The professional concerned, for changes of people.
    pub id_nat_pp: Option<IdNatPp>,
    /// Their RPPS number.
    pub rpps: Option<Rpps>,
    /// Code of their profession.
    pub profession: Option<Code>,
    /// The day it happened, as far as a source tells; else the day of the first stock that shows it.
    pub on: Option<Date>,
    /// How the day is known, for what ended or closed: `absence`, or the publisher's name of the file.
    pub source: Option<String>,
    /// As it was.
    pub before: Option<ChangeSide>,
    /// As it is.
    pub after: Option<ChangeSide>,
}

impl Change {
    /// Every number that it names, national identifiers with and without their type digit.
    pub fn numbers(&self) -> Vec<String> {
        let person = self.id_nat_pp.map(|id| id.to_string());
        let mut numbers: Vec<String> = person.into_iter().collect();
        for side in self.before.iter().chain(&self.after) {
            numbers.extend(side.id_nat_struct.map(|id| id.to_string()));
        }
        let bare: Vec<String> =
            numbers.iter().filter_map(|number| Some(number.get(1..)?.to_owned())).collect();
        numbers.extend(bare);
        for side in self.before.iter().chain(&self.after) {
            numbers.extend(side.finess_geographique.map(|finess| finess.to_string()));
            numbers.extend(side.finess_juridique.map(|finess| finess.to_string()));
            numbers.extend(side.siret.map(|siret| siret.to_string()));
            numbers.extend(side.siren.map(|siren| siren.to_string()));
        }
        numbers
    }
}

/// One side of a change: a structure and the practice there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSide {
    /// idNatStruct.
    pub id_nat_struct: Option<IdNatStruct>,
    /// FINESS of the site.
    pub finess_geographique: Option<FinessEg>,
    /// FINESS of the legal entity.
    pub finess_juridique: Option<FinessEj>,
    /// 14 digits; `None` when the source gives none.
    pub siret: Option<Siret>,
    /// 9 digits; `None` when the source gives none.
    pub siren: Option<Siren>,
    /// The structure's name, where the name is what changed.
    pub name: Option<String>,
    /// Code of the département.
    pub departement: Option<Code>,
    /// Code of the secteur d'activité (TRE_R02), of a situation.
    pub secteur_activite: Option<Code>,
    /// Code of the mode d'exercice (TRE_R23), of a situation.
    pub mode_exercice: Option<Code>,
}

/// Where the changes of one kind stand in [`FILE`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// The first byte.
    pub start: u64,
    /// Length in `changes.jsonl`.
    pub bytes: u64,
    /// How many they are.
    pub entries: u64,
}

/// Where the changes of each kind stand.
pub type Extents = BTreeMap<ChangeKind, Extent>;
