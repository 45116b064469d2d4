//! The page of a group.

use std::sync::Arc;

use aiguilleur_directory::Host;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};

use crate::{
    failure::Failure,
    page::GroupPage,
    reply::{self, Outcome},
};

/// `GET /groupes/{id}`
pub(super) async fn page(
    State(host): State<Arc<Host>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = host.snapshot();
    let Some(group) = snapshot.group(&id)? else {
        return Err(Failure::Nothing("Aucun groupement ne porte ce numéro dans FINESS."));
    };
    reply::html(&snapshot, &headers, &GroupPage::new(&group, &snapshot.data_view()))
}
