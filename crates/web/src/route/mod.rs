//! The routes, one file a page.

mod group;
mod professional;
mod rules;
mod search;
mod structure;

use std::sync::Arc;

use aiguilleur_directory::Host;
use axum::{Router, routing::get};

use crate::asset;

/// Every page.
pub(crate) fn pages() -> Router<Arc<Host>> {
    Router::new()
        .route("/", get(search::page))
        .route("/fragments/resultats", get(search::fragment))
        .route("/professionnels/{id}", get(professional::page))
        .route("/professionnels/{id}/formulaires/{place}", get(professional::form))
        .route("/structures/{id}", get(structure::page))
        .route("/structures/{id}/formulaires/{place}", get(structure::form))
        .route("/groupes/{id}", get(group::page))
        .route("/regles", get(rules::page))
        .route("/static/{file}", get(asset::file))
}
