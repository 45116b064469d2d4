//! Groups: a GHT and its members.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};

use super::path;
use crate::{
    App,
    answer::{self, Outcome},
    parameters::{NoParameters, Params},
};

/// `GET /v1/groups/{id}`
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    match snapshot.group(&id)? {
        Some(group) => Ok(answer::json(&snapshot, &headers, &group)),
        None => Err(path::not_in_directory()),
    }
}
