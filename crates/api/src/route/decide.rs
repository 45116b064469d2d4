//! Decisions from facts: no directory needed.

use aiguilleur_resolver::Case;
use axum::{Json, extract::State, response::IntoResponse, routing::post};

use super::answers;
use crate::{
    App,
    answer::Outcome,
    extract::JsonBytes,
    openapi::{Content, Method, Operation},
    parameters::{NoParameters, Params},
    problem::{Kind, Problem},
};

pub(super) const DECIDE: Operation = Operation {
    method: Method::Post,
    path: "/v1/decide",
    id: "decide",
    summary: "Décider à partir de faits donnés, sans annuaire",
    description: "Les faits d'un cas dans le corps, les décisions et les formulaires dans la réponse. Un champ \
                  inconnu est refusé par son nom.",
    in_path: None,
    parameters: &[],
    bodies: &[Content {
        media_type: "application/json",
        schema: "Case",
        example: include_str!("../../doc/examples/case.json"),
    }],
    answers: answers!("Answer", "answer"),
    links: &[],
    errors: &[Kind::INVALID_BODY, Kind::BODY_TOO_LARGE],
    handler: |_| post(decide),
};

/// `POST /v1/decide`
async fn decide(
    State(app): State<App>,
    Params(NoParameters): Params<NoParameters>,
    JsonBytes(body): JsonBytes,
) -> Outcome {
    let case = Case::from_json(&body)
        .map_err(|error| Problem::new(Kind::INVALID_BODY, error.to_string()))?
        .dated(app.snapshot().today());
    Ok(Json(aiguilleur_resolver::decide(&case)).into_response())
}
