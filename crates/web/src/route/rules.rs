//! The page of the rules.

use axum::{extract::State, http::HeaderMap};

use crate::{
    page::RulesPage,
    reply::{self, Outcome},
    site::Site,
};

/// `GET /regles`
pub(super) async fn page(State(site): State<Site>, headers: HeaderMap) -> Outcome {
    reply::html(&site, &site.host.snapshot(), &headers, &RulesPage::new())
}
