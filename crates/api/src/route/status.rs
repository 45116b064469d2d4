//! What is served, and how old it is.

use aiguilleur_directory::StatusView;
use axum::{extract::State, http::HeaderMap, routing::get};
use serde::Serialize;

use super::answers;
use crate::{
    App, DepotStatus, HeldBack,
    answer::{self, Outcome},
    openapi::{Method, Operation},
    parameters::{NoParameters, Params},
};

pub(super) const STATUS: Operation = Operation {
    method: Method::Get,
    path: "/v1/status",
    id: "getStatus",
    summary: "Ce qui est servi, et son âge",
    description: "La génération des données, la date et l'âge de chaque source, la version des règles ; ce qu'une \
                  garde retient, en attente d'une décision ; où en est le serveur qui suit un dépôt.",
    in_path: None,
    parameters: &[],
    bodies: &[],
    answers: answers!("Status", "status"),
    links: &[],
    errors: &[],
    handler: |_| get(status),
};

/// What is served, and what waits to be.
#[derive(Serialize)]
struct Status<'a> {
    #[serde(flatten)]
    served: StatusView,
    /// Generations that a guard held back.
    candidates: &'a [HeldBack],
    /// State of the depot, on a server that follows one.
    depot: Option<DepotStatus>,
}

/// `GET /v1/status`
async fn status(
    State(app): State<App>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let (snapshot, held, depot) = (app.snapshot(), app.held(), app.depot());
    let waiting: String = held.iter().map(|held| format!(".{}", held.generation)).collect();
    let depot_state = depot.as_ref().map(|it| format!(".{}-{}", it.state, it.since.as_millisecond()));
    let depot_state = depot_state.unwrap_or_default();
    let tag = format!("{}{waiting}{depot_state}\"", answer::entity_tag(&snapshot).trim_end_matches('"'));
    let served = snapshot.status();
    let body = Status { served, candidates: &held, depot };
    Ok(answer::tagged(&tag, &headers, &body, None))
}
