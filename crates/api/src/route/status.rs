//! What is served, and how old it is.

use axum::{extract::State, http::HeaderMap};

use crate::{
    App,
    answer::{self, Outcome},
    parameters::{NoParameters, Params},
};

/// `GET /v1/status`
pub(super) async fn status(
    State(app): State<App>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    Ok(answer::json(&snapshot, &headers, &snapshot.status(aiguilleur_directory::today())))
}
