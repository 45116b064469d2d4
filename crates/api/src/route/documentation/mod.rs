//! Documentation of the API: the OpenAPI document, its page, a page for each error. No request to another host.

mod codes;
mod console;
mod errors;
mod operations;
mod questions;

use std::sync::LazyLock;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    App,
    answer::Outcome,
    extract::PathText,
    html,
    openapi::{openapi, yaml},
    problem::Kind,
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/openapi.json", get(document))
        .route("/openapi.yaml", get(document_in_yaml))
        .route("/docs", get(questions))
        .route("/docs/reference", get(page))
        .route("/docs/codes", get(codes))
        .route("/docs/console", get(console::page))
        .route("/docs/console.js", get(console::script))
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

/// `GET /openapi.yaml`
async fn document_in_yaml() -> Response {
    static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| yaml(&openapi()).into());
    let headers = [(header::CONTENT_TYPE, "application/yaml"), (header::CACHE_CONTROL, "no-cache")];
    (headers, DOCUMENT.clone()).into_response()
}

/// `GET /docs`
async fn questions(State(app): State<App>) -> Response {
    html::page(&app, "Cinq questions", &questions::page())
}

/// `GET /docs/codes`
async fn codes(State(app): State<App>) -> Response {
    html::page(&app, "Codes", &codes::page())
}

/// `GET /docs/reference`
async fn page(State(app): State<App>) -> Response {
    html::page(&app, "API", &operations::text(&openapi(), app.config()))
}

/// `GET /docs/style.css`
async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css")).into_response()
}

/// `GET /docs/errors`
async fn list(State(app): State<App>) -> Response {
    html::page(&app, "Erreurs", &errors::list())
}

/// `GET /docs/errors/{code}`
async fn error(State(app): State<App>, PathText(code): PathText) -> Outcome {
    match Kind::of_code(&code) {
        Some(kind) => Ok(html::page(&app, kind.title, &errors::one(kind))),
        None => Err(super::nowhere().await),
    }
}
