//! The stages of finding over all shards: each is tried when the ones before found little anywhere.

use std::cmp::Reverse;

use super::{Shard, best::Best, neighbours::Automata, search::Search};
use crate::{
    analysis::Understood,
    error::SearchError,
    limits::{ENOUGH, ENOUGH_OF_MANY_WORDS, ENOUGH_WITH_PREFIX},
    manifest::ShardKind,
    ranking::Evidence,
};

/// Codes that a record must all have, and whether ended records count.
#[derive(Debug, Default)]
pub(crate) struct Filters {
    /// Terms of the `facet` field.
    pub(crate) codes: Vec<String>,
    pub(crate) include_ended: bool,
    /// Hits wanted from the first on.
    pub(crate) page_end: usize,
}

/// What was found.
#[derive(Default)]
pub(crate) struct Found {
    /// Scored candidates, in no order.
    pub(crate) candidates: Vec<Candidate>,
    /// How many more there are, none of which is on the page.
    pub(crate) rest: usize,
    /// Whether a bound left something out.
    pub(crate) more: bool,
    /// Steps of work.
    pub(crate) steps: usize,
}

/// A record that may be meant.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) place: Place,
    pub(crate) score: i32,
    pub(crate) evidence: Evidence,
}

/// Where a record stands; equal scores follow this order: people, by identifier; then structures, by key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) kind: ShardKind,
    /// Order of identifiers within the shard.
    pub(crate) rank: u64,
    /// Rank of the shard among those that were asked.
    pub(crate) shard: usize,
    pub(crate) doc: u32,
}

impl Candidate {
    /// Best first.
    pub(crate) fn order(&self) -> (Reverse<i32>, Place) {
        (Reverse(self.score), self.place)
    }
}

/// Finds what a query may mean in `shards`.
pub(crate) fn find<'a>(
    shards: impl Iterator<Item = (usize, &'a Shard)>,
    query: &'a Understood,
    filters: &Filters,
) -> Result<Found, SearchError> {
    let automata = Automata::default();
    let mut searches = Vec::new();
    for (number, shard) in shards {
        searches.extend(Search::new(number, shard, query, filters, &automata)?);
    }
    each(&mut searches, Search::exact)?;
    let exact = count(&searches);
    let many = query.words.iter().filter(|word| !word.optional_for_people).count() > 2;
    let enough = if many { ENOUGH_OF_MANY_WORDS } else { ENOUGH };
    if exact < enough {
        people_first(&mut searches, ENOUGH_WITH_PREFIX, Search::prefix)?;
    }
    // Nobody slips in a title to find those who bear it as a name.
    if !query.unnamed {
        guess(&mut searches, exact, enough)?;
    }
    let mut best = Best::new(filters.page_end);
    let mut found = score(&mut searches, |search| search.score(&mut best))?;
    if found.candidates.is_empty() {
        found = score(&mut searches, Search::score_relaxed)?;
    }
    found.steps = searches.iter().map(|search| search.budget.spent).sum();
    Ok(found)
}

/// The stages for texts that are not written as the names are, each while the ones before found too little.
fn guess(searches: &mut [Search<'_>], exact: usize, enough: usize) -> Result<(), SearchError> {
    if exact < enough && count(searches) < ENOUGH_WITH_PREFIX {
        people_first(searches, 1, Search::one_slip)?;
        if exact == 0 && count(searches) < enough {
            let mut people = searches.iter_mut().filter(|search| search.kind() == ShardKind::People);
            people.try_for_each(Search::by_ear)?;
        }
    }
    if count(searches) == 0 {
        each(searches, Search::workplace)?;
    }
    if count(searches) == 0 {
        people_first(searches, 1, Search::two_slips)?;
    }
    Ok(())
}

fn each<'a>(
    searches: &mut [Search<'a>],
    stage: impl FnMut(&mut Search<'a>) -> Result<(), SearchError>,
) -> Result<(), SearchError> {
    searches.iter_mut().try_for_each(stage)
}

/// Looks among people; among structures, whose names are longer, only while fewer than `enough` are known.
fn people_first<'a>(
    searches: &mut [Search<'a>],
    enough: usize,
    mut stage: impl FnMut(&mut Search<'a>) -> Result<(), SearchError>,
) -> Result<(), SearchError> {
    for kind in [ShardKind::People, ShardKind::Structures] {
        if kind == ShardKind::People || count(searches) < enough {
            searches.iter_mut().filter(|search| search.kind() == kind).try_for_each(&mut stage)?;
        }
    }
    Ok(())
}

fn count(searches: &[Search<'_>]) -> usize {
    searches.iter().map(Search::count).sum()
}

fn score<'a>(
    searches: &mut [Search<'a>],
    mut stage: impl FnMut(&mut Search<'a>) -> Result<Vec<Candidate>, SearchError>,
) -> Result<Found, SearchError> {
    let mut found = Found::default();
    for search in searches {
        found.candidates.extend(stage(search)?);
        found.rest += search.rest;
        found.more |= search.is_cut();
    }
    Ok(found)
}
