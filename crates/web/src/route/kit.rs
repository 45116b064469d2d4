//! « Préparer la commande »: the page of everything that one order needs, and its files.

use aiguilleur_directory::{Decided, Snapshot};
use aiguilleur_kit::{File, Kit, Options, prepare};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::IntoResponse,
};

use super::{professional, structure};
use crate::{
    failure::Failure,
    page::KitPage,
    parameters::usages_query,
    path,
    reply::{self, Outcome},
    site::Site,
    usages::Wanted,
};

fn kit(site: &Site, snapshot: &Snapshot, decided: &Decided, wanted: &Wanted) -> Result<Kit, Failure> {
    let options = Options { editeur: &site.editeur, usages: &wanted.usages, today: snapshot.today() };
    Ok(prepare(snapshot, decided, &options)?)
}

fn of_professional(snapshot: &Snapshot, text: &str, wanted: &Wanted) -> Result<(Decided, String), Failure> {
    let decided = professional::decided(snapshot, text, &wanted.usages)?;
    let decided = decided.ok_or_else(|| path::unknown(snapshot, text))?;
    let address = decided.professional.as_ref().map(|who| path::of_professional(who.id_nat_pp));
    Ok((decided, address.ok_or_else(|| path::unknown(snapshot, text))?))
}

fn of_structure(snapshot: &Snapshot, text: &str, wanted: &Wanted) -> Result<(Decided, String), Failure> {
    Ok((structure::decided(snapshot, text, &wanted.usages)?, path::of_structure(text)))
}

/// Finds what an address names: the decisions, and the address of its page.
type Find = fn(&Snapshot, &str, &Wanted) -> Result<(Decided, String), Failure>;

fn page(site: &Site, text: &str, wanted: Wanted, headers: &HeaderMap, find: Find) -> Outcome {
    let snapshot = site.host.snapshot();
    let (decided, address) = find(&snapshot, text, &wanted)?;
    let query = usages_query(&wanted.usages);
    let here = format!("{address}/commande");
    let page =
        KitPage::new(kit(site, &snapshot, &decided, &wanted)?, format!("{address}{query}"), &here, &query);
    wanted.keep(reply::html(site, &snapshot, headers, &page))
}

fn one_file(site: &Site, text: &str, name: &str, wanted: &Wanted, find: Find) -> Outcome {
    let snapshot = site.host.snapshot();
    let (decided, _) = find(&snapshot, text, wanted)?;
    let kit = kit(site, &snapshot, &decided, wanted)?;
    let none = Failure::Nothing("Ce dossier de commande n'a pas de fichier de ce nom.");
    kit.file(name).map(sent).ok_or(none)
}

/// A PDF is shown, the others are saved.
fn sent(file: &File) -> axum::response::Response {
    let how = if file.media_type == "application/pdf" { "inline" } else { "attachment" };
    let headers = [
        (header::CONTENT_TYPE, file.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("{how}; filename=\"{}\"", file.name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, file.bytes.clone()).into_response()
}

/// `GET /professionnels/{id}/commande?usage=…`
pub(super) async fn professional_page(
    State(site): State<Site>,
    Path(text): Path<String>,
    wanted: Wanted,
    headers: HeaderMap,
) -> Outcome {
    page(&site, &text, wanted, &headers, of_professional)
}

/// `GET /professionnels/{id}/commande/{file}?usage=…`
pub(super) async fn professional_file(
    State(site): State<Site>,
    Path((text, name)): Path<(String, String)>,
    wanted: Wanted,
) -> Outcome {
    one_file(&site, &text, &name, &wanted, of_professional)
}

/// `GET /structures/{id}/commande?usage=…`
pub(super) async fn structure_page(
    State(site): State<Site>,
    Path(text): Path<String>,
    wanted: Wanted,
    headers: HeaderMap,
) -> Outcome {
    page(&site, &text, wanted, &headers, of_structure)
}

/// `GET /structures/{id}/commande/{file}?usage=…`
pub(super) async fn structure_file(
    State(site): State<Site>,
    Path((text, name)): Path<(String, String)>,
    wanted: Wanted,
) -> Outcome {
    one_file(&site, &text, &name, &wanted, of_structure)
}
