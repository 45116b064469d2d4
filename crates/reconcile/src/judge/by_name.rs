//! Matching by name, city and profession, where a record has no number that names anything.
//!
//! A name that several people bear is never matched by itself: the candidates are given to a person.

use aiguilleur_directory::{DirectoryError, SearchHit, SearchRequest, Snapshot};
use aiguilleur_domain::name::fold;

use super::names::{self, Likeness};
use crate::{answer::Candidate, record::ClientRecord};

/// Hits looked at: more homonyms than this are told by their number.
const MAX_HITS: usize = 50;
/// What agrees on a name, a city and a profession is worth, out of 100.
const NAME: u8 = 70;
const CLOSE_NAME: u8 = 55;
const CITY: u8 = 20;
const PROFESSION: u8 = 10;

/// Who may be meant.
#[derive(Debug, Default)]
pub(super) struct ByName {
    /// Those whose names, cities and professions agree with the record's, best first.
    pub(super) candidates: Vec<Candidate>,
    /// How many bear the name, whatever their cities.
    pub(super) bearers: usize,
}

/// Who may be meant by the record's name.
pub(super) fn seek(snapshot: &Snapshot, record: &ClientRecord) -> Result<ByName, DirectoryError> {
    let name = record.full_name();
    if name.is_empty() {
        return Ok(ByName::default());
    }
    let request =
        SearchRequest { text: name, include_ended: true, limit: MAX_HITS, ..SearchRequest::default() };
    let page = snapshot.search(&request)?;
    let alike = |hit: SearchHit| {
        let likeness = likeness(record, &hit);
        (likeness != Likeness::Differs).then_some((hit, likeness))
    };
    let bearing: Vec<(SearchHit, Likeness)> = page.hits.into_iter().filter_map(alike).collect();
    let same = bearing.iter().filter(|(_, likeness)| *likeness == Likeness::Same).count();
    let kept: Vec<(SearchHit, Likeness)> =
        bearing.into_iter().filter(|(_, likeness)| same == 0 || *likeness == Likeness::Same).collect();
    let bearers = kept.len().max(if same > 0 { page.homonyms as usize } else { 0 });
    let mut candidates: Vec<Candidate> =
        kept.iter().filter_map(|(hit, likeness)| candidate(record, hit, *likeness)).collect();
    candidates.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    Ok(ByName { candidates, bearers })
}

fn likeness(record: &ClientRecord, hit: &SearchHit) -> Likeness {
    if hit.kind != "professional" {
        return names::structure(record, &hit.name);
    }
    // A hit shows « given family »: each cut between the two is tried.
    let words: Vec<&str> = hit.name.split(' ').collect();
    (1..=words.len())
        .map(|cut| {
            let (given, family) = words.split_at(cut.min(words.len() - 1));
            names::person(record, &family.join(" "), &given.join(" "))
        })
        .min()
        .unwrap_or(Likeness::Differs)
}

/// The hit as a candidate; none when its city or profession speaks against it.
fn candidate(record: &ClientRecord, hit: &SearchHit, likeness: Likeness) -> Option<Candidate> {
    let mut score = if likeness == Likeness::Same { NAME } else { CLOSE_NAME };
    if !record.city.is_empty() {
        let wanted = names::city(&record.city);
        if !hit.cities.iter().any(|city| names::city(city) == wanted) {
            return None;
        }
        score += CITY;
    }
    let profession = hit.profession;
    if !record.profession.is_empty() {
        let wanted = fold(&record.profession);
        let is = |view: &aiguilleur_directory::view::CodeView| {
            fold(view.text()).starts_with(&wanted) || fold(view.code.as_str()) == wanted
        };
        if !profession.iter().chain(&hit.savoir_faire).any(is) {
            return None;
        }
        score += PROFESSION;
    }
    Some(Candidate {
        id: hit.id.clone(),
        name: hit.name.clone(),
        cities: hit.cities.clone(),
        profession: profession.and_then(|view| view.label),
        score,
    })
}
