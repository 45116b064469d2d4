//! A professional, and the decisions for them.

use aiguilleur_directory::{DataView, DecisionRequest, PersonHit};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use serde::Serialize;

use super::path;
use crate::{
    App,
    answer::{self, Outcome},
    parameters::{Given, NoParameters, Parameters, Params},
    problem::Problem,
};

#[derive(Serialize)]
struct Professional {
    #[serde(flatten)]
    hit: PersonHit,
    data: DataView,
}

/// `GET /v1/professionals/{id}`
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    for id in path::professional(&id)? {
        if let Some(hit) = snapshot.professional(id)? {
            let body = Professional { hit, data: snapshot.data_view() };
            return Ok(answer::json(&snapshot, &headers, &body));
        }
    }
    Err(path::not_in_directory())
}

/// What a decision is wanted for.
pub(super) struct Wanted(pub(super) DecisionRequest);

impl Parameters for Wanted {
    const NAMES: &'static [&'static str] = &["usages", "couloir", "as_of", "trace"];

    fn read(given: &Given) -> Result<Self, Problem> {
        Ok(Self(DecisionRequest {
            usages: given.list("usages")?,
            couloir: given.parsed("couloir")?,
            as_of: given.parsed("as_of")?,
            trace: given.flag("trace", false)?,
        }))
    }
}

/// `GET /v1/professionals/{id}/decisions`
pub(super) async fn decisions(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(Wanted(request)): Params<Wanted>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    for id in path::professional(&id)? {
        if let Some(decided) = snapshot.decide_for_professional(id, &request)? {
            return Ok(answer::json(&snapshot, &headers, &decided));
        }
    }
    Err(path::not_in_directory())
}
