//! The routes, one file a resource.

mod decide;
mod groups;
mod identifiers;
mod path;
mod professionals;
mod search;
mod status;
mod structures;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{
    App,
    problem::{Kind, Problem},
};

/// Version 1 of the API.
pub(crate) fn version_1() -> Router<App> {
    Router::new()
        .route("/v1/professionals/{id}", get(professionals::one))
        .route("/v1/professionals/{id}/decisions", get(professionals::decisions))
        .route("/v1/structures/{id}", get(structures::one))
        .route("/v1/structures/{id}/professionals", get(structures::professionals))
        .route("/v1/groups/{id}", get(groups::one))
        .route("/v1/identifiers/{value}", get(identifiers::one))
        .route("/v1/search", get(search::search))
        .route("/v1/decide", post(decide::decide))
        .route("/v1/status", get(status::status))
}

/// The answer where no route is.
pub(crate) async fn nowhere() -> Problem {
    Problem::new(Kind::NO_ROUTE, "Aucune ressource à cette adresse ; voir /docs.")
}

/// The answer where the route has another method.
pub(crate) async fn other_method() -> Problem {
    Problem::new(Kind::METHOD_NOT_ALLOWED, "Cette ressource n'admet pas cette méthode ; voir /docs.")
}
