//! What is answered before there is a generation to answer from: alive, not ready, come back.

use std::time::Duration;

use axum::{Router, routing::get};

use crate::{
    admin,
    problem::{Kind, Problem},
};

/// When to ask again: a generation of national size comes in less than a minute from a depot that is near.
const AGAIN: Duration = Duration::from_secs(5);

/// The routes of a server that waits for its first generation, for either listener.
pub fn waiting_router() -> Router {
    Router::new().route("/live", get(admin::live)).fallback(not_yet)
}

async fn not_yet() -> Problem {
    let detail = "Ce serveur attend sa première génération et ne répond pas encore.";
    Problem::new(Kind::NO_GENERATION, detail).retry_after(AGAIN)
}
