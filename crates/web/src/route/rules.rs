//! The page of the rules.

use std::sync::Arc;

use aiguilleur_directory::Host;
use axum::{extract::State, http::HeaderMap};

use crate::{
    page::RulesPage,
    reply::{self, Outcome},
};

/// `GET /regles`
pub(super) async fn page(State(host): State<Arc<Host>>, headers: HeaderMap) -> Outcome {
    reply::html(&host.snapshot(), &headers, &RulesPage::new())
}
