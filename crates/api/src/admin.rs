//! The operators' listener: is it alive, is it ready, what does it count.

use axum::{
    Json, Router,
    extract::State,
    http::header,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    App, access, metrics,
    observe::{Observer, Panicked, observe},
    problem, route,
};

/// The operators' routes.
pub fn admin_router(app: App) -> Router {
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(Observer::new(app.clone(), "admin"), observe))
        .layer(CatchPanicLayer::custom(Panicked(app.clone())))
        .layer(from_fn(problem::complete))
        .layer(from_fn_with_state(app.clone(), access::admit_operator));
    Router::new()
        .route("/live", get(live))
        .route("/ready", get(ready))
        .route("/metrics", get(text))
        .fallback(route::nowhere)
        .method_not_allowed_fallback(route::other_method)
        .layer(layers)
        .with_state(app)
}

/// `GET /live`: the process answers.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// Whether what is served is as fresh as configured.
#[derive(Serialize)]
struct Ready {
    /// `ready`, or `degraded` when a source is older than configured.
    status: &'static str,
    generation: String,
    rules: &'static str,
    sources: Vec<SourceReady>,
    /// Generations that wait for a person.
    candidates: usize,
}

#[derive(Serialize)]
struct SourceReady {
    name: String,
    dated: Option<aiguilleur_domain::Date>,
    age_days: Option<i64>,
    /// Days that it may be old.
    max_age_days: u32,
    /// `null` where the source gives no date.
    stale: Option<bool>,
}

/// `GET /ready`: always 200 where a generation is served. Stale data is reported, not a failure: taking every
/// server out of service would be an outage.
async fn ready(State(app): State<App>) -> Json<Ready> {
    let freshness = &app.config().freshness;
    let status = app.snapshot().status();
    let sources: Vec<SourceReady> = status
        .sources
        .into_iter()
        .map(|source| SourceReady {
            max_age_days: freshness.days(&source.name),
            stale: freshness.is_stale(&source.name, source.age_days),
            name: source.name,
            dated: source.dated,
            age_days: source.age_days,
        })
        .collect();
    let degraded = sources.iter().any(|source| source.stale == Some(true));
    let word = if degraded { "degraded" } else { "ready" };
    let candidates = app.held().len();
    Json(Ready { status: word, generation: status.generation, rules: status.rules, sources, candidates })
}

/// `GET /metrics`: in the Prometheus text format.
async fn text(State(app): State<App>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics::render(&app))
        .into_response()
}
