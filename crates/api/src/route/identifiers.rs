//! What an identifier is.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};

use crate::{
    App,
    answer::{self, Outcome},
    parameters::{NoParameters, Params},
    problem::{Kind, Problem},
};

/// `GET /v1/identifiers/{value}`: what cannot be read is 400, with the reason.
pub(super) async fn one(
    State(app): State<App>,
    Path(value): Path<String>,
    Params(NoParameters): Params<NoParameters>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = app.snapshot();
    let view = snapshot.identify(&value)?;
    if view.kind.is_none() {
        return Err(Problem::new(Kind::MALFORMED_IDENTIFIER, view.orderable.message));
    }
    Ok(answer::json(&snapshot, &headers, &view))
}
