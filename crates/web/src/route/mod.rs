//! The routes, one file a page.

mod certificates;
mod group;
mod kit;
mod professional;
mod rules;
mod search;
mod structure;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{asset, site::Site};

/// Every page.
pub(crate) fn pages() -> Router<Site> {
    Router::new()
        .route("/", get(search::page))
        .route("/fragments/resultats", get(search::fragment))
        .route("/professionnels/{id}", get(professional::page))
        .route("/professionnels/{id}/formulaires/{place}", get(professional::form))
        .route("/professionnels/{id}/commande", get(kit::professional_page))
        .route("/professionnels/{id}/commande/{file}", get(kit::professional_file))
        .route("/structures/{id}", get(structure::page))
        .route("/structures/{id}/formulaires/{place}", get(structure::form))
        .route("/structures/{id}/commande", get(kit::structure_page))
        .route("/structures/{id}/commande/{file}", get(kit::structure_file))
        .route("/groupes/{id}", get(group::page))
        .route("/certificats", get(certificates::page).post(certificates::read))
        .route("/certificats/echeances.ics", post(certificates::deadlines_file))
        .route("/regles", get(rules::page))
        .route("/static/{file}", get(asset::file))
}
