//! One professional of a bulk answer.

use aiguilleur_directory::{Decided, DecisionView, PersonHit, Snapshot, view::ProfessionalView};
use aiguilleur_resolver::{Form, Recommendation, Warning};
use serde::Serialize;

use super::request::{Batch, Want};
use crate::{
    answer::{append, only},
    problem::Problem,
    route::path,
};

/// One professional of a bulk answer.
#[derive(Serialize)]
struct Item<'b, T: Serialize> {
    index: usize,
    id: &'b str,
    /// What a mixed call was answered with.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(flatten)]
    found: Found<T>,
}

/// What was found.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Found<T> {
    Record(T),
    Decided(T),
    Error(T),
}

/// Decisions without what the whole answer says once.
#[derive(Serialize)]
struct DecidedItem {
    professional: Option<ProfessionalView>,
    recommendation: Recommendation,
    decisions: Vec<DecisionView>,
    forms: Vec<Form>,
    forms_count: u32,
    certificate_sets: u32,
    warnings: Vec<Warning>,
}

impl From<Decided> for DecidedItem {
    fn from(decided: Decided) -> Self {
        let Decided {
            professional,
            recommendation,
            decisions,
            forms,
            forms_count,
            certificate_sets,
            warnings,
            trace: _,
            data: _,
        } = decided;
        Self { professional, recommendation, decisions, forms, forms_count, certificate_sets, warnings }
    }
}

/// Writes the item of that index.
pub(super) fn write(out: &mut Vec<u8>, snapshot: &Snapshot, batch: &Batch, index: usize) {
    let id = batch.ids[index].as_str();
    match batch.want {
        Want::Records => match (record(snapshot, id), &batch.fields) {
            (Ok(record), None) => put(out, index, id, Found::Record(record)),
            (Ok(record), Some(fields)) => put(out, index, id, Found::Record(only(&record, fields))),
            (Err(problem), _) => put(out, index, id, Found::Error(problem.document())),
        },
        Want::Decisions => match (decided(snapshot, batch, id), &batch.fields) {
            (Ok(decided), None) => put(out, index, id, Found::Decided(decided)),
            (Ok(decided), Some(fields)) => put(out, index, id, Found::Decided(only(&decided, fields))),
            (Err(problem), _) => put(out, index, id, Found::Error(problem.document())),
        },
        Want::DecisionsOfAny => match (decided_of_any(snapshot, batch, id), &batch.fields) {
            (Ok((kind, decided)), None) => typed(out, index, id, Some(kind), Found::Decided(decided)),
            (Ok((kind, decided)), Some(fields)) => {
                typed(out, index, id, Some(kind), Found::Decided(only(&decided, fields)));
            }
            (Err(problem), _) => put(out, index, id, Found::Error(problem.document())),
        },
    }
}

fn put<T: Serialize>(out: &mut Vec<u8>, index: usize, id: &str, found: Found<T>) {
    typed(out, index, id, None, found);
}

fn typed<T: Serialize>(
    out: &mut Vec<u8>,
    index: usize,
    id: &str,
    kind: Option<&'static str>,
    found: Found<T>,
) {
    append(out, &Item { index, id, kind, found });
}

fn record(snapshot: &Snapshot, id: &str) -> Result<PersonHit, Problem> {
    for id in path::professional(id)? {
        if let Some(hit) = snapshot.professional(id)? {
            return Ok(hit);
        }
    }
    Err(path::not_in_directory())
}

fn decided(snapshot: &Snapshot, batch: &Batch, id: &str) -> Result<DecidedItem, Problem> {
    for id in path::professional(id)? {
        if let Some(decided) = snapshot.decide_for_professional(id, &batch.decision)? {
            return Ok(decided.into());
        }
    }
    Err(path::not_in_directory())
}

fn decided_of_any(
    snapshot: &Snapshot,
    batch: &Batch,
    id: &str,
) -> Result<(&'static str, DecidedItem), Problem> {
    let decided = snapshot.decide_for_pasted(&path::any(id)?, &batch.decision)?;
    let decided = decided.ok_or_else(path::not_in_directory)?;
    let kind = if decided.professional.is_some() { "professional" } else { "structure" };
    Ok((kind, decided.into()))
}
