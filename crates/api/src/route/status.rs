//! What is served, and how old it is.

use axum::{extract::State, http::HeaderMap, routing::get};

use super::answers;
use crate::{
    App,
    answer::{self, Outcome},
    openapi::{Method, Operation},
    parameters::{NoParameters, Params},
};

pub(super) const STATUS: Operation = Operation {
    method: Method::Get,
    path: "/v1/status",
    id: "getStatus",
    summary: "Ce qui est servi, et son âge",
    description: "La génération des données, la date et l'âge de chaque source, la version des règles.",
    in_path: None,
    parameters: &[],
    bodies: &[],
    answers: answers!("Status", "status"),
    links: &[],
    errors: &[],
    handler: |_| get(status),
};

/// `GET /v1/status`
async fn status(
    State(app): State<App>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    Ok(answer::json(&snapshot, &headers, &snapshot.status(aiguilleur_directory::today())))
}
