//! Data extension: properties of entities that were matched.

use std::collections::BTreeMap;

use aiguilleur_directory::{DecisionRequest, Snapshot, StructureId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    entity::{Entity, Kind},
    property::Property,
};
use crate::problem::{self, Problem};

/// Entities in one call.
const MAX_IDS: usize = 1000;

/// What is asked.
#[derive(Debug, Deserialize)]
pub(super) struct Extend {
    ids: Vec<String>,
    properties: Vec<Wanted>,
}

#[derive(Debug, Deserialize)]
struct Wanted {
    id: String,
}

/// What is answered.
#[derive(Debug, Serialize)]
pub(super) struct Extended<'e> {
    meta: Vec<&'static Property>,
    rows: BTreeMap<&'e str, BTreeMap<&'static str, Vec<Cell>>>,
}

#[derive(Debug, Serialize)]
struct Cell {
    str: String,
}

impl Extend {
    /// What it costs beside the request itself.
    pub(super) fn count(&self) -> usize {
        self.ids.len()
    }

    /// The properties of each entity; an entity that the directory does not hold has none.
    ///
    /// # Errors
    /// 400 for too many entities or a property that there is not; or when the directory cannot be read.
    pub(super) fn answer(&self, snapshot: &Snapshot) -> Result<Extended<'_>, Problem> {
        if self.ids.len() > MAX_IDS {
            let detail = format!("Au plus {MAX_IDS} entités par appel.");
            return Err(Problem::new(problem::Kind::TOO_MANY_ITEMS, detail));
        }
        let mut meta = Vec::with_capacity(self.properties.len());
        for Wanted { id } in &self.properties {
            let unknown = || {
                Problem::new(problem::Kind::UNKNOWN_FIELD, "Propriété inconnue ; voir /reconcile/properties.")
            };
            meta.push(Property::of(id).ok_or_else(unknown)?);
        }
        let mut rows = BTreeMap::new();
        for id in &self.ids {
            rows.insert(id.as_str(), row(snapshot, id, &meta)?);
        }
        Ok(Extended { meta, rows })
    }
}

fn row(
    snapshot: &Snapshot,
    id: &str,
    wanted: &[&'static Property],
) -> Result<BTreeMap<&'static str, Vec<Cell>>, Problem> {
    let record = match Entity::read(id) {
        Some(entity) => record(snapshot, entity, wanted.iter().any(|property| property.is_decided()))?,
        None => Value::Null,
    };
    let cells = |property: &Property| property.values(&record).into_iter().map(|str| Cell { str }).collect();
    Ok(wanted.iter().map(|property| (property.id, cells(property))).collect())
}

/// The record of an entity, with its decisions where they are wanted.
pub(super) fn record(snapshot: &Snapshot, entity: Entity<'_>, decided: bool) -> Result<Value, Problem> {
    let Some(mut record) = entity.record(snapshot)? else { return Ok(Value::Null) };
    if !decided {
        return Ok(record);
    }
    let request = DecisionRequest::default();
    let decided = match entity.kind {
        Kind::Professional => match entity.id.parse() {
            Ok(id) => snapshot.decide_for_professional(id, &request)?,
            Err(_) => None,
        },
        Kind::Structure => match entity.id.parse() {
            Ok(id) => snapshot.decide_for_structure(StructureId::Known(id), &request)?,
            Err(_) => None,
        },
    };
    if let Some(decided) = decided {
        record["decided"] = serde_json::to_value(decided).unwrap_or_default();
    }
    Ok(record)
}
