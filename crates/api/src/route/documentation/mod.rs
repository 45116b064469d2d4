//! What explains the API: the OpenAPI document, its page, a page for each error. No request to anybody else.

mod errors;

mod operations;

use std::sync::LazyLock;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{App, answer::Outcome, extract::PathText, html, openapi::openapi, problem::Kind};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/openapi.json", get(document))
        .route("/docs", get(page))
        .route("/docs/style.css", get(style))
        .route("/docs/errors", get(list))
        .route("/docs/errors/{code}", get(error))
}

/// `GET /openapi.json`
async fn document() -> Response {
    static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| openapi().to_string().into());
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, DOCUMENT.clone()).into_response()
}

/// `GET /docs`
async fn page(State(app): State<App>) -> Response {
    html::page("API", &operations::text(&openapi(), app.config()))
}

/// `GET /docs/style.css`
async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css")).into_response()
}

/// `GET /docs/errors`
async fn list() -> Response {
    html::page("Erreurs", &errors::list())
}

/// `GET /docs/errors/{code}`
async fn error(PathText(code): PathText) -> Outcome {
    match Kind::of_code(&code) {
        Some(kind) => Ok(html::page(kind.title, &errors::one(kind))),
        None => Err(super::nowhere().await),
    }
}
