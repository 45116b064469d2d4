//! The stages of finding over all shards: each is tried when the ones before found little anywhere.

use std::cmp::Reverse;

use crate::{
    analysis::Understood,
    error::SearchError,
    limits::{ENOUGH, ENOUGH_OF_MANY_WORDS, ENOUGH_WITH_PREFIX},
    manifest::ShardKind,
    query::Facets,
    ranking::Evidence,
    shard::{
        Shard,
        best::Best,
        lists::Counting,
        names::Automata,
        people::PeopleSearch,
        structures::{StructureSearch, found},
    },
};

/// Codes that a record must have, and whether ended records count.
#[derive(Debug, Default)]
pub(crate) struct Filters {
    /// Groups of terms of the `facet` field: one of each group.
    pub(crate) codes: Vec<Vec<String>>,
    pub(crate) include_ended: bool,
    /// Whether codes are counted.
    pub(crate) facets: bool,
    /// Hits wanted from the first on.
    pub(crate) page_end: usize,
    /// When the search gives up.
    pub(crate) until: Option<std::time::Instant>,
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
    /// Whether no record has all the words, so that these have most of them.
    pub(crate) relaxed: bool,
    /// How many of the records found have each code, when asked for.
    pub(crate) facets: Option<Facets>,
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

/// Position of a record; equal scores follow this order: people, by identifier; then structures, by key.
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
    let (mut people, mut structures) = (Vec::new(), Vec::new());
    for (number, shard) in shards {
        match shard.kind {
            ShardKind::People => people.extend(PeopleSearch::new(number, shard, query, filters, &automata)?),
            ShardKind::Structures => {
                structures.extend(StructureSearch::new(number, shard, query, filters, &automata)?);
            }
        }
    }
    people.iter_mut().try_for_each(PeopleSearch::exact)?;
    let exact = count(&people);
    // A structure that lacks words is no answer beside people who have them all.
    structures.iter_mut().try_for_each(|search| search.as_written(exact > 0))?;
    let whole = structures.iter().map(|search| search.complete_whole).sum();
    let mut found = find_people(&mut people, query, exact, whole, filters)?;
    if found.candidates.is_empty() && exact > 0 {
        structures.iter_mut().try_for_each(|search| search.as_written(false))?;
    }
    if found.candidates.is_empty() && !query.unnamed && !structures.iter().any(is_complete) {
        structures.iter_mut().try_for_each(StructureSearch::guessed)?;
    }
    if found.candidates.is_empty() && !structures.iter().any(is_complete) {
        found = relax(&mut people)?;
        found.relaxed = true;
    }
    // What was found in part only is no answer.
    let late = people.iter().any(|search| search.budget.late);
    if late || structures.iter().any(|search| search.budget.late) {
        return Err(SearchError::Late);
    }
    add_structures(&mut found, &structures, filters.page_end);
    if filters.facets {
        found.facets = Some(count_codes(&found, &people, &structures)?);
    }
    found.steps = people.iter().map(|search| search.budget.spent).sum::<usize>()
        + structures.iter().map(|search| search.budget.spent).sum::<usize>();
    Ok(found)
}

/// Counts the codes of the records that have all the words; when none has them, of those that are shown.
fn count_codes(
    found: &Found,
    people: &[PeopleSearch<'_>],
    structures: &[StructureSearch<'_>],
) -> Result<Facets, SearchError> {
    let mut counting = Counting::new();
    let shown = |number: usize| {
        let of_shard = found.candidates.iter().filter(move |candidate| candidate.place.shard == number);
        of_shard.map(|candidate| candidate.place.doc).collect::<Vec<_>>()
    };
    for search in people {
        let mut docs = if found.relaxed { shown(search.number) } else { search.matching.clone() };
        counting.add(search.shard, &mut docs)?;
    }
    for search in structures {
        let mut docs =
            if search.complete.is_empty() { shown(search.number) } else { search.complete.clone() };
        counting.add(search.shard, &mut docs)?;
    }
    Ok(counting.finish())
}

/// Finds people who have all the words, as long as fewer than enough records are known: `found` people have them as
/// they are written, `known` structures too.
fn find_people(
    people: &mut [PeopleSearch<'_>],
    query: &Understood,
    found: usize,
    known: usize,
    filters: &Filters,
) -> Result<Found, SearchError> {
    let exact = found + known;
    let many = query.words.iter().filter(|word| !word.optional_for_people).count() > 2;
    let enough = if many { ENOUGH_OF_MANY_WORDS } else { ENOUGH };
    if exact < enough {
        people.iter_mut().try_for_each(PeopleSearch::prefix)?;
    }
    // Nobody slips in a title to find those who bear it as a name.
    if !query.unnamed {
        guess(people, exact, known, enough)?;
    }
    let mut best = Best::new(filters.page_end);
    score(people, |search| search.score(&mut best))
}

/// The stages for texts that are not written as the names are, each while the ones before found too little.
fn guess(
    people: &mut [PeopleSearch<'_>],
    exact: usize,
    known: usize,
    enough: usize,
) -> Result<(), SearchError> {
    if exact < enough && count(people) < ENOUGH_WITH_PREFIX {
        people.iter_mut().try_for_each(PeopleSearch::one_slip)?;
        if exact == 0 && count(people) < enough {
            people.iter_mut().try_for_each(PeopleSearch::by_ear)?;
        }
    }
    if count(people) == 0 && known == 0 {
        people.iter_mut().try_for_each(PeopleSearch::workplace)?;
    }
    if count(people) == 0 && known == 0 {
        people.iter_mut().try_for_each(PeopleSearch::two_slips)?;
    }
    Ok(())
}

fn count(searches: &[PeopleSearch<'_>]) -> usize {
    searches.iter().map(PeopleSearch::count).sum()
}

/// Nobody has all the words: those who have most of them.
fn relax(people: &mut [PeopleSearch<'_>]) -> Result<Found, SearchError> {
    score(people, PeopleSearch::score_relaxed)
}

fn score<'a>(
    searches: &mut [PeopleSearch<'a>],
    mut stage: impl FnMut(&mut PeopleSearch<'a>) -> Result<Vec<Candidate>, SearchError>,
) -> Result<Found, SearchError> {
    let mut found = Found::default();
    for search in searches {
        found.candidates.extend(stage(search)?);
        found.rest += search.rest;
        found.more |= search.is_cut();
    }
    Ok(found)
}

/// Whether the best structure has all the words.
fn is_complete(search: &StructureSearch<'_>) -> bool {
    let best = search.candidates.iter().min_by_key(|candidate| candidate.order());
    best.is_some_and(|best| search.required & !found(&best.evidence) == 0)
}

/// Adds the structures: those that have all the words, when the best record has them; else those that are worth
/// nearly as much as the best.
fn add_structures(into: &mut Found, structures: &[StructureSearch<'_>], page_end: usize) {
    let best = structures.iter().flat_map(|search| &search.candidates).map(|of| of.score).max();
    let others = into.candidates.iter().map(|of| of.score).max();
    let complete = structures.iter().any(is_complete) || !into.relaxed;
    into.relaxed &= !complete;
    let least = best.max(others).unwrap_or(0) / 100 * WORTH_SHOWING;
    into.candidates.retain(|of| complete || of.score >= least);
    for search in structures {
        let kept = search.candidates.iter().filter(|of| {
            if complete { search.required & !found(&of.evidence) == 0 } else { of.score >= least }
        });
        let before = into.candidates.len();
        into.candidates.extend(kept);
        let added = into.candidates.len() - before;
        into.rest += if complete { search.complete.len().saturating_sub(added) } else { 0 };
        into.more |= search.is_cut() && complete && added >= page_end;
    }
    into.relaxed &= !into.candidates.is_empty();
    into.more |= into.relaxed;
}

/// Of the best record's score, in hundredths: a record that lacks words and is worth less is no answer.
const WORTH_SHOWING: i32 = 60;
