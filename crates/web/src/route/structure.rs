//! The page of a structure, the list of those that share a number, and the forms filled for one.

use aiguilleur_directory::{
    Decided, DecisionRequest, IdentifierView, Snapshot, StructureId, view::StructureView,
};
use aiguilleur_domain::IdNatStruct;
use aiguilleur_resolver::Usage;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};

use crate::{
    failure::Failure,
    page::{FormPage, StructurePage, StructuresPage, Surroundings},
    parameters::usages_query,
    path,
    reply::{self, Outcome},
    site::Site,
    usages::Wanted,
};

/// People shown at once.
const PEOPLE: usize = 30;

/// Sites shown: an EJ has a handful, the largest hundreds, too many to read in a list.
const SITES: usize = 40;

/// The decisions for the structure that `text` names.
pub(super) fn decided(snapshot: &Snapshot, text: &str, usages: &[Usage]) -> Result<Decided, Failure> {
    let request = DecisionRequest { usages: usages.to_vec(), ..DecisionRequest::default() };
    for id in path::structures(text) {
        if let Some(decided) = snapshot.decide_for_structure(StructureId::Known(id), &request)? {
            return Ok(decided);
        }
    }
    Err(path::unknown(snapshot, text))
}

/// `GET /structures/{id}?usage=…&apres=…`
pub(super) async fn page(
    State(site): State<Site>,
    Path(text): Path<String>,
    wanted: Wanted,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = site.host.snapshot();
    let decided = decided(&snapshot, &text, &wanted.usages)?;
    if names_several(&decided) {
        let page = StructuresPage::new(&decided, &snapshot.identify(&text)?);
        return reply::html(&site, &snapshot, &headers, &page);
    }
    let structure = decided.decisions.first().and_then(|view| view.structure.as_ref());
    let Some(structure) = structure else { return Err(path::unknown(&snapshot, &text)) };
    let around = surroundings(&snapshot, structure, wanted.parameters.text("apres"))?;
    match StructurePage::new(&decided, &around, &wanted.usages) {
        Some(page) => wanted.keep(reply::html(&site, &snapshot, &headers, &page)),
        None => Err(path::unknown(&snapshot, &text)),
    }
}

/// Whether the decisions are about several structures: one structure may have several decisions.
fn names_several(decided: &Decided) -> bool {
    let mut ids = decided.decisions.iter().map(|view| view.structure.as_ref().map(|it| it.id_nat_struct));
    let first = ids.next();
    ids.any(|id| Some(id) != first)
}

/// `GET /structures/{id}/formulaires/{place}?usage=…`
pub(super) async fn form(
    State(site): State<Site>,
    Path((text, place)): Path<(String, usize)>,
    wanted: Wanted,
    headers: HeaderMap,
) -> Outcome {
    let snapshot = site.host.snapshot();
    let decided = decided(&snapshot, &text, &wanted.usages)?;
    let structure = decided.decisions.first().and_then(|view| view.structure.as_ref());
    let owner = structure.map(|it| it.name.clone()).unwrap_or_default();
    let back = format!("{}{}", path::of_structure(&text), usages_query(&wanted.usages));
    match FormPage::new(&decided.forms, place, owner, back) {
        Some(page) => wanted.keep(reply::html(&site, &snapshot, &headers, &page)),
        None => Err(Failure::Nothing("Aucun formulaire de ce rang pour cette structure et ces usages.")),
    }
}

fn surroundings(
    snapshot: &Snapshot,
    it: &StructureView,
    after: Option<&str>,
) -> Result<Surroundings, Failure> {
    let mut people = Vec::new();
    if let Some(id) = it.id_nat_struct {
        // One more than shown tells whether there is a next page.
        people = snapshot.practitioners(&id.to_string(), after, PEOPLE + 1)?;
    }
    let more = people.len() > PEOPLE;
    people.truncate(PEOPLE);
    let next = people.last().filter(|_| more).map(|last| last.id.clone());
    let (sites, more_sites) = sites(snapshot, it)?;
    Ok(Surroundings { numbers: numbers(snapshot, it)?, sites, more_sites, people, next })
}

/// The other sites of the same legal entity, or all of them when the structure is that entity.
fn sites(snapshot: &Snapshot, it: &StructureView) -> Result<(Vec<StructureView>, bool), Failure> {
    let Some(ej) = it.finess_juridique else { return Ok((Vec::new(), false)) };
    let mut found = Vec::new();
    let mut listed = snapshot.sites_of(ej, SITES + 2)?;
    listed.retain(|site| Some(*site) != it.finess_geographique);
    let more = listed.len() > SITES;
    for site in listed.into_iter().take(SITES) {
        let known = snapshot.structures(StructureId::Known(IdNatStruct::from(site)))?;
        found.extend(known.first().map(|known| StructureView::on(known, snapshot.today())));
    }
    Ok((found, more))
}

/// Every number that the structure bears, read and judged.
fn numbers(snapshot: &Snapshot, it: &StructureView) -> Result<Vec<IdentifierView>, Failure> {
    let texts = [
        it.rpps_rang.map(|number| number.to_string()),
        it.adeli_rang.map(|number| number.to_string()),
        it.finess_geographique.map(|number| number.to_string()),
        it.finess_juridique.map(|number| number.to_string()),
        it.siret.map(|number| number.to_string()),
        it.legal_unit.as_ref().filter(|_| it.siret.is_none()).map(|unit| unit.siren.to_string()),
    ];
    texts.into_iter().flatten().map(|text| Ok(snapshot.identify(&text)?)).collect()
}
