//! Structures, and who practises there.

use aiguilleur_directory::{DataView, Practitioner, StructureId, view::StructureView};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use serde::Serialize;

use super::path;
use crate::{
    App,
    answer::{self, Outcome},
    cursor, page,
    parameters::{Given, NoParameters, Parameters, Params},
    problem::Problem,
};

#[derive(Serialize)]
struct Structures {
    structures: Vec<StructureView>,
    data: DataView,
}

/// `GET /v1/structures/{id}`
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    for id in path::structure(&id)? {
        let found = snapshot.structures(StructureId::Known(id))?;
        if !found.is_empty() {
            let structures = found.iter().map(StructureView::from).collect();
            let body = Structures { structures, data: snapshot.data_view() };
            return Ok(answer::json(&snapshot, &headers, &body));
        }
    }
    Err(path::not_in_directory())
}

/// A page of a list.
pub(super) struct Page {
    limit: usize,
    cursor: Option<String>,
}

impl Parameters for Page {
    const NAMES: &'static [&'static str] = &["limit", "cursor"];

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self {
            limit: given.number("limit", page::DEFAULT, 1, page::MAX)?,
            cursor: given.text("cursor").map(str::to_owned),
        })
    }
}

#[derive(Serialize)]
struct Practitioners {
    professionals: Vec<Practitioner>,
    next: Option<String>,
    data: DataView,
}

/// `GET /v1/structures/{id}/professionals`
pub(super) async fn professionals(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(Page { limit, cursor }): Params<Page>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    let after = cursor.map(|cursor| cursor::read(&snapshot, &cursor)).transpose()?;
    for id in path::structure(&id)? {
        if snapshot.structures(StructureId::Known(id))?.is_empty() {
            continue;
        }
        // One more than asked tells whether there is a next page.
        let mut professionals = snapshot.practitioners(&id.to_string(), after.as_deref(), limit + 1)?;
        let more = professionals.len() > limit;
        professionals.truncate(limit);
        let next = professionals.last().filter(|_| more).map(|last| cursor::make(&snapshot, &last.id));
        let body = Practitioners { professionals, next, data: snapshot.data_view() };
        return Ok(answer::json(&snapshot, &headers, &body));
    }
    Err(path::not_in_directory())
}
