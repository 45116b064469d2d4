//! Decisions from facts: no directory needed.

use aiguilleur_resolver::Case;
use axum::{Json, body::Bytes, response::IntoResponse};

use crate::{
    answer::Outcome,
    parameters::{NoParameters, Params},
    problem::{Kind, Problem},
};

/// `POST /v1/decide`
pub(super) async fn decide(Params(NoParameters): Params<NoParameters>, body: Bytes) -> Outcome {
    let case = Case::from_json(&body)
        .map_err(|error| Problem::new(Kind::INVALID_BODY, error.to_string()))?
        .dated(aiguilleur_directory::today());
    Ok(Json(aiguilleur_resolver::decide(&case)).into_response())
}
