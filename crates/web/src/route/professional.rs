//! The page of a professional, and the forms filled for them.

use aiguilleur_directory::{Decided, DecisionRequest, Snapshot, StructureId};
use aiguilleur_resolver::Usage;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect},
};

use crate::{
    failure::Failure,
    page::{FormPage, ProfessionalPage},
    parameters::usages_query,
    path,
    reply::{self, Outcome},
    site::Site,
    usages::Wanted,
};

/// The decisions for the professional that `text` names.
pub(super) fn decided(snapshot: &Snapshot, text: &str, usages: &[Usage]) -> Result<Option<Decided>, Failure> {
    let request = DecisionRequest { usages: usages.to_vec(), ..DecisionRequest::default() };
    for id in path::professionals(text) {
        if let Some(decided) = snapshot.decide_for_professional(id, &request)? {
            return Ok(Some(decided));
        }
    }
    Ok(None)
}

/// `GET /professionnels/{id}?usage=…`
pub(super) async fn page(
    State(site): State<Site>,
    Path(text): Path<String>,
    wanted: Wanted,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = site.host.snapshot();
    let decided = decided(&snapshot, &text, &wanted.usages)?;
    match decided.and_then(|decided| ProfessionalPage::new(&decided, &wanted.usages)) {
        Some(page) => wanted.keep(reply::html(&site, &snapshot, &headers, &page)),
        None => meant(&snapshot, &text),
    }
}

/// A structure's number in a professional's address: its page is what was meant.
fn meant(snapshot: &Snapshot, text: &str) -> Outcome {
    for id in path::structures(text) {
        if !snapshot.structures(StructureId::Known(id))?.is_empty() {
            return Ok(Redirect::to(&path::of_structure(&id.to_string())).into_response());
        }
    }
    Err(path::unknown(snapshot, text))
}

/// `GET /professionnels/{id}/formulaires/{place}?usage=…`
pub(super) async fn form(
    State(site): State<Site>,
    Path((text, place)): Path<(String, usize)>,
    wanted: Wanted,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = site.host.snapshot();
    let Some(decided) = decided(&snapshot, &text, &wanted.usages)? else {
        return Err(path::unknown(&snapshot, &text));
    };
    let Some(who) = &decided.professional else { return Err(path::unknown(&snapshot, &text)) };
    let owner = format!("{} {}", who.given_name, who.family_name).trim().to_owned();
    let back = format!("{}{}", path::of_professional(who.id_nat_pp), usages_query(&wanted.usages));
    match FormPage::new(&decided.forms, place, owner, back) {
        Some(page) => wanted.keep(reply::html(&site, &snapshot, &headers, &page)),
        None => Err(Failure::Nothing("Aucun formulaire de ce rang pour ce professionnel et ces usages.")),
    }
}
