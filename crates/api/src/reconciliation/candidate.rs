//! Candidates for a query, the best first.

use aiguilleur_directory::{SearchHit, SearchPage, SearchRequest, Snapshot};
use aiguilleur_domain::name::fold;
use serde::Serialize;

use super::{
    entity::{Kind, Type},
    query::Query,
    score,
};
use crate::problem::Problem;

/// A candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Candidate {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    #[serde(rename = "type")]
    pub(super) types: [Type; 1],
    /// From 0 to 100: the share of the query that was found.
    pub(super) score: u32,
    /// Whether the client may take it without asking anybody.
    #[serde(rename = "match")]
    pub(super) certain: bool,
}

/// Hits that are looked at: more than any client shows, so that a second bearer of a name is seen.
const LOOKED_AT: usize = 25;

/// Where somebody is and what they do.
pub(super) fn description(hit: &SearchHit) -> String {
    let ended = matches!(hit.status, aiguilleur_directory::view::Status::Ended);
    let profession = hit.profession.as_ref().map(|code| code.text().to_owned());
    let parts = profession.into_iter().chain(hit.cities.iter().take(3).cloned());
    parts.chain(ended.then(|| "terminé ou fermé".to_owned())).collect::<Vec<_>>().join(", ")
}

fn candidate(hit: &SearchHit, score: u32, certain: bool) -> Candidate {
    let kind = Kind::of_hit(hit);
    Candidate {
        id: kind.entity_id(&hit.id),
        name: hit.name.clone(),
        description: description(hit),
        types: [kind.told()],
        score,
        certain,
    }
}

/// Identifiers of one query that are looked up.
const MAX_IDENTIFIERS: usize = 10;

/// The candidates for `query`, and the steps of work that they cost.
///
/// # Errors
/// When the directory cannot be read; never because of the query.
pub(super) fn candidates(snapshot: &Snapshot, query: &Query) -> Result<(Vec<Candidate>, usize), Problem> {
    let mut steps = 0;
    for identifier in query.identifiers.iter().take(MAX_IDENTIFIERS).chain([&query.text]) {
        let found = search(snapshot, identifier, query.kind)?;
        steps += found.steps;
        if is_by_identifier(&found) {
            return Ok((by_identifier(query, &found), steps));
        }
    }
    // An identifier that is in no directory may be a slip: names are candidates, and none is certain.
    let sure = query.identifiers.is_empty();
    let (candidates, more) = by_name(snapshot, query, sure)?;
    Ok((candidates, steps + more))
}

fn search(snapshot: &Snapshot, text: &str, kind: Option<Kind>) -> Result<SearchPage, Problem> {
    if text.trim().is_empty() {
        return Ok(SearchPage {
            hits: Vec::new(),
            homonyms: 0,
            total: 0,
            total_is_exact: true,
            left_out: Vec::new(),
            relaxed: None,
            facets: None,
            next_offset: None,
            steps: 0,
        });
    }
    let request = SearchRequest {
        text: text.to_owned(),
        people_only: kind.map(|kind| kind == Kind::Professional),
        include_ended: true,
        limit: LOOKED_AT,
        explain: true,
        ..SearchRequest::default()
    };
    let mut page = snapshot.search(&request)?;
    page.hits.retain(|hit| kind.is_none_or(|kind| kind == Kind::of_hit(hit)));
    Ok(page)
}

/// Whether the text was an identifier: such hits have no terms of score.
fn is_by_identifier(page: &SearchPage) -> bool {
    !page.hits.is_empty() && page.hits.iter().all(|hit| hit.reasons.is_empty())
}

/// One that bears the identifier is certain, unless another bears it too or the name given is quite another.
fn by_identifier(query: &Query, page: &SearchPage) -> Vec<Candidate> {
    let words = score::words(&query.text);
    let named = words.iter().any(|word| word.chars().all(char::is_alphabetic));
    let agrees = |hit: &SearchHit| {
        let name = fold(&hit.name);
        !named || name.split(' ').any(|part| part.len() > 1 && words.iter().any(|word| word == part))
    };
    let alone = page.hits.len() == 1;
    let told = page.hits.iter().map(|hit| {
        let agrees = agrees(hit);
        candidate(hit, if agrees { 100 } else { 50 }, alone && agrees)
    });
    told.take(query.limit).collect()
}

fn by_name(snapshot: &Snapshot, query: &Query, sure: bool) -> Result<(Vec<Candidate>, usize), Problem> {
    let mut text = query.text.clone();
    for hint in &query.hints {
        text.push(' ');
        text.push_str(hint);
    }
    let page = search(snapshot, &text, query.kind)?;
    let words = score::words(&text);
    let complete: Vec<bool> = page.hits.iter().map(|hit| score::is_complete(&words, hit)).collect();
    let bearers = complete.iter().filter(|complete| **complete).count();
    // `homonyms` speaks of the first hit: nobody else's name is known to be borne by one alone.
    let certain = sure && bearers == 1 && complete.first() == Some(&true) && is_alone(&page);
    let told = page.hits.iter().enumerate();
    let mut told: Vec<Candidate> =
        told.map(|(index, hit)| candidate(hit, score::score(&words, hit), certain && index == 0)).collect();
    told.sort_by_key(|candidate| (!candidate.certain, std::cmp::Reverse(candidate.score)));
    told.truncate(query.limit);
    Ok((told, page.steps))
}

/// Whether one alone bears the first hit's name, in the whole directory as far as it was looked at.
fn is_alone(page: &SearchPage) -> bool {
    let Some(first) = page.hits.first() else { return false };
    let name = fold(&first.name);
    let same = page.hits.iter().filter(|hit| hit.kind == first.kind && fold(&hit.name) == name).count();
    same == 1 && (Kind::of_hit(first) == Kind::Structure || page.homonyms <= 1)
}
