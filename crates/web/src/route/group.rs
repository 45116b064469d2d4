//! The page of a group.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};

use crate::{
    failure::Failure,
    page::GroupPage,
    reply::{self, Outcome},
    site::Site,
};

/// `GET /groupes/{id}`
pub(super) async fn page(State(site): State<Site>, Path(id): Path<String>, headers: HeaderMap) -> Outcome {
    let snapshot = site.host.snapshot();
    let Some(group) = snapshot.group(&id)? else {
        return Err(Failure::Nothing("Aucun groupement ne porte ce numéro dans FINESS."));
    };
    reply::html(&site, &snapshot, &headers, &GroupPage::new(&group, &snapshot.data_view()))
}
