//! The stages of finding in one shard, and the scoring of what they found.

use rustc_hash::FxHashMap;
use tantivy::{DocId, DocSet};

use super::{
    Shard,
    lists::{Budget, Checks, List, Source, bits},
    matcher::{MIN_TWO_SLIPS, Matcher, keep_best, mask},
};
use crate::{
    analysis::{Meaning, Understood},
    error::SearchError,
    limits::{CHEAPER_THAN_NEIGHBOURS, ENOUGH},
    manifest::ShardKind,
    ranking::{self, Evidence, How, Role, WordMatch},
};

/// Groups of codes of which a record must have one each, and whether ended records count.
#[derive(Debug, Default)]
pub(crate) struct Filters {
    pub(crate) codes: Vec<String>,
    pub(crate) include_ended: bool,
}

/// What a shard found.
#[derive(Default)]
pub(crate) struct Found {
    /// Scored candidates.
    pub(crate) candidates: Vec<Candidate>,
    /// Whether a bound left something out.
    pub(crate) more: bool,
}

/// A record that may be meant.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) doc: DocId,
    pub(crate) score: i32,
    /// Order of identifiers within the shard.
    pub(crate) rank: u64,
    pub(crate) evidence: Evidence,
}

/// A query in one shard.
struct Search<'a> {
    shard: &'a Shard,
    query: &'a Understood,
    matcher: Matcher<'a>,
    required: u16,
    optional: u16,
    lists: Vec<List>,
    work: Vec<List>,
    filters: Vec<Vec<List>>,
    include_ended: bool,
    budget: Budget,
    docs: Vec<DocId>,
}

impl Shard {
    /// Candidates for a query, in no order.
    pub(crate) fn find(&self, query: &Understood, filters: &Filters) -> Result<Found, SearchError> {
        let Some(mut search) = Search::new(self, query, filters)? else { return Ok(Found::default()) };
        search.run()
    }
}

impl<'a> Search<'a> {
    /// `None` when a filter names a code that nobody has here.
    fn new(shard: &'a Shard, query: &'a Understood, filters: &Filters) -> Result<Option<Self>, SearchError> {
        let people = shard.kind == ShardKind::People;
        let word = |i: usize| {
            if people { query.words[i].text.as_str() } else { query.words[i].in_structures.as_str() }
        };
        let words: Vec<&str> = (0..query.words.len()).map(word).collect();
        let optional = query.words.iter().enumerate().fold(0, |bits, (i, word)| {
            let optional = if people { word.optional_for_people } else { word.optional_for_structures };
            bits | u16::from(optional) << i
        });
        let mut groups = Vec::new();
        for code in &filters.codes {
            let Some(info) = shard.facet.terms().get(code)? else { return Ok(None) };
            groups.push(vec![List { words: 0, source: Source::Code, info }]);
        }
        let mut search = Self {
            shard,
            query,
            matcher: Matcher::new(shard, query, words, 1),
            required: mask(0, query.words.len()) & !optional,
            optional,
            lists: Vec::new(),
            work: Vec::new(),
            filters: groups,
            include_ended: filters.include_ended,
            budget: Budget::new(),
            docs: Vec::new(),
        };
        search.look_up()?;
        Ok(Some(search))
    }

    /// Looks every word and group of words up, exactly.
    fn look_up(&mut self) -> Result<(), SearchError> {
        let (shard, query) = (self.shard, self.query);
        for i in 0..self.matcher.words.len() {
            let word = self.matcher.words[i];
            self.look_up_name(1 << i, word)?;
            if shard.kind == ShardKind::People {
                for variant in query.words[i].variants {
                    self.look_up_name(1 << i, variant)?;
                }
            }
        }
        for span in &query.spans {
            let words = mask(span.start, span.end);
            match &span.meaning {
                Meaning::Joined(text) => self.look_up_name(words, text)?,
                Meaning::City(text) => {
                    let info = shard.city.term(text)?;
                    self.lists.extend(info.map(|info| List { words, source: Source::City, info }));
                }
                Meaning::Codes { people, structures, .. } => {
                    let codes = if shard.kind == ShardKind::People { people } else { structures };
                    for code in codes {
                        let info = shard.facet.terms().get(code)?;
                        self.lists.extend(info.map(|info| List { words, source: Source::Code, info }));
                    }
                }
            }
        }
        Ok(())
    }

    fn look_up_name(&mut self, words: u16, name: &str) -> Result<(), SearchError> {
        for (source, part) in (0..).map(Source::Name).zip(&self.shard.parts) {
            let info = part.term(name)?;
            self.lists.extend(info.map(|info| List { words, source, info }));
        }
        Ok(())
    }

    fn run(&mut self) -> Result<Found, SearchError> {
        let last = self.matcher.words.len().saturating_sub(1);
        self.exact(self.required)?;
        self.settle();
        if self.docs.len() < ENOUGH && self.required & (1 << last) != 0 {
            let found = self.docs.len();
            self.prefix(last)?;
            self.settle();
            // What begins like the last word is told apart from what is it: slips are tried all the same.
            let exact = found;
            if exact < ENOUGH {
                self.one_slip()?;
                self.settle();
            }
        } else if self.docs.len() < ENOUGH {
            self.one_slip()?;
            self.settle();
        }
        if self.docs.is_empty() {
            self.workplace()?;
            self.settle();
        }
        if self.docs.is_empty() {
            self.two_slips()?;
            self.settle();
        }
        let mut found = self.score(self.required);
        if found.as_ref().is_ok_and(|found| found.candidates.is_empty()) {
            found = self.relaxed();
        }
        found
    }

    /// Every required word, exactly.
    fn exact(&mut self, required: u16) -> Result<(), SearchError> {
        let checks = Checks { required, lists: &self.lists, filters: &self.filters };
        let drivers = checks.drivers();
        Ok(self.shard.intersect(&drivers, &checks, &mut self.budget, |_| true, &mut self.docs)?)
    }

    /// The other words exactly, this one as a beginning.
    fn prefix(&mut self, word: usize) -> Result<(), SearchError> {
        let typed = self.matcher.words[word];
        if typed.len() < 2 && self.required == 1 << word {
            return Ok(());
        }
        let others = self.required & !(1 << word);
        let checks = Checks { required: others, lists: &self.lists, filters: &self.filters };
        let cost = if others == 0 { u64::MAX } else { checks.rarest().map_or(0, |(_, cost)| cost) };
        if cost == 0 {
            return Ok(());
        }
        if cost > CHEAPER_THAN_NEIGHBOURS {
            let (drivers, cut) = self.shard.lists_beginning_with(typed, 1 << word)?;
            let walked: u64 = drivers.iter().map(List::documents).sum();
            if others == 0 || (!cut && walked < cost) {
                self.budget.exhausted |= cut;
                return Ok(self.shard.intersect(
                    &drivers,
                    &checks,
                    &mut self.budget,
                    |_| true,
                    &mut self.docs,
                )?);
            }
        }
        let begins = Beginning::new(self.shard, typed);
        let accept = |doc| begins.may_stand_in(self.shard, doc) && self.matcher.resembles(doc, word);
        let drivers = checks.drivers();
        Ok(self.shard.intersect(&drivers, &checks, &mut self.budget, accept, &mut self.docs)?)
    }

    /// One word with a slip, the others exactly; each word in turn.
    fn one_slip(&mut self) -> Result<(), SearchError> {
        for word in bits(self.required) {
            self.slip(word, self.required & !(1 << word), 1)?;
        }
        Ok(())
    }

    fn slip(&mut self, word: usize, others: u16, slips: u8) -> Result<(), SearchError> {
        let typed = self.matcher.words[word];
        if typed.len() < 3 || typed.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(());
        }
        let checks = Checks { required: others, lists: &self.lists, filters: &self.filters };
        let cost = if others == 0 { u64::MAX } else { checks.rarest().map_or(0, |(_, cost)| cost) };
        if cost == 0 {
            return Ok(());
        }
        if cost > CHEAPER_THAN_NEIGHBOURS {
            let drivers = self.shard.lists_near(typed, slips, 1 << word)?;
            return Ok(self.shard.intersect(
                &drivers,
                &checks,
                &mut self.budget,
                |_| true,
                &mut self.docs,
            )?);
        }
        let accept = |doc| self.matcher.resembles(doc, word);
        let drivers = checks.drivers();
        Ok(self.shard.intersect(&drivers, &checks, &mut self.budget, accept, &mut self.docs)?)
    }

    /// Words of the names of the structures where people practise, beside at least one of their own names.
    fn workplace(&mut self) -> Result<(), SearchError> {
        let Some(work) = &self.shard.work else { return Ok(()) };
        if self.required.count_ones() < 2 {
            return Ok(());
        }
        for word in bits(self.required) {
            let text = self.query.words[word].in_structures.as_str();
            let info = work.terms().get(text)?;
            self.work.extend(info.map(|info| List { words: 1 << word, source: Source::Work, info }));
        }
        let named: Vec<List> =
            self.lists.iter().filter(|list| matches!(list.source, Source::Name(_))).cloned().collect();
        let lists: Vec<List> = self.lists.iter().chain(&self.work).cloned().collect();
        let checks = Checks { required: self.required, lists: &lists, filters: &self.filters };
        Ok(self.shard.intersect(&named, &checks, &mut self.budget, |_| true, &mut self.docs)?)
    }

    /// A slip in every word, or two in a long one.
    fn two_slips(&mut self) -> Result<(), SearchError> {
        self.matcher = Matcher::new(self.shard, self.query, std::mem::take(&mut self.matcher.words), 2);
        for word in bits(self.required) {
            let typed = self.matcher.words[word];
            let slips = if typed.len() < MIN_TWO_SLIPS { 1 } else { 2 };
            if typed.len() < 3 {
                continue;
            }
            let drivers = self.shard.lists_near(typed, slips, 1 << word)?;
            let checks = Checks { required: 0, lists: &[], filters: &self.filters };
            let others = self.required & !(1 << word);
            let accept = |doc| bits(others).all(|other| self.matcher.resembles(doc, other));
            self.shard.intersect(&drivers, &checks, &mut self.budget, accept, &mut self.docs)?;
        }
        Ok(())
    }

    /// Nothing has all the words: those that have all but one.
    fn relaxed(&mut self) -> Result<Found, SearchError> {
        let required = self.required;
        if required.count_ones() < 2 {
            return Ok(Found::default());
        }
        for word in bits(required) {
            self.exact(required & !(1 << word))?;
        }
        self.settle();
        self.score(0)
    }

    fn settle(&mut self) {
        self.docs.sort_unstable();
        self.docs.dedup();
    }

    /// Scores what was found; what lacks one of the `required` words after all is dropped.
    fn score(&mut self, required: u16) -> Result<Found, SearchError> {
        let mut docs = std::mem::take(&mut self.docs);
        if !self.include_ended {
            docs.retain(|doc| !self.shard.is_ended(*doc));
        }
        let mut candidates = Vec::with_capacity(docs.len());
        for doc in &docs {
            candidates.push(self.candidate(*doc));
        }
        self.add_lists(&mut candidates)?;
        candidates.retain(|candidate| covers(candidate, required));
        self.count_namesakes(&mut candidates);
        for candidate in &mut candidates {
            candidate.score = ranking::score(&candidate.evidence);
        }
        Ok(Found { candidates, more: self.budget.exhausted })
    }

    fn candidate(&self, doc: DocId) -> Candidate {
        let people = self.shard.kind == ShardKind::People;
        let family = self.matcher.name(0, doc);
        let mut words = self.matcher.city(doc).words;
        let mut given_complete = 0;
        for (slot, other) in words.iter_mut().zip(family.words) {
            other.into_iter().for_each(|other| keep_best(slot, other));
        }
        if people {
            let given = self.matcher.name(1, doc);
            given_complete = given.complete;
            for (slot, other) in words.iter_mut().zip(given.words) {
                other.into_iter().for_each(|other| keep_best(slot, other));
            }
        }
        let evidence = Evidence {
            words,
            optional: self.optional,
            family_complete: family.complete,
            given_complete,
            ended: self.shard.is_ended(doc),
            titled: people && self.query.titled,
            namesakes: 1,
        };
        Candidate { doc, score: 0, rank: self.shard.rank(doc), evidence }
    }

    /// Adds what stands in lists of codes and of workplaces.
    fn add_lists(&self, candidates: &mut [Candidate]) -> Result<(), SearchError> {
        for span in &self.query.spans {
            let Meaning::Codes { matched, .. } = &span.meaning else { continue };
            let words = mask(span.start, span.end);
            for list in self.lists.iter().filter(|list| list.source == Source::Code && list.words == words) {
                self.add_list(list, Role::Code(matched), candidates)?;
            }
        }
        for list in &self.work {
            self.add_list(list, Role::Workplace, candidates)?;
        }
        Ok(())
    }

    fn add_list(&self, list: &List, role: Role, candidates: &mut [Candidate]) -> Result<(), SearchError> {
        let how = How::Exact;
        let group = u8::try_from(list.words.trailing_zeros()).unwrap_or_default();
        let found = WordMatch { role, how, group, points: ranking::points(role, how) };
        let mut postings = self.shard.postings(list)?;
        for candidate in candidates {
            let here =
                if postings.doc() < candidate.doc { postings.seek(candidate.doc) } else { postings.doc() };
            if here == candidate.doc {
                bits(list.words).for_each(|word| keep_best(&mut candidate.evidence.words[word], found));
            }
        }
        Ok(())
    }

    fn count_namesakes(&self, candidates: &mut [Candidate]) {
        if self.shard.kind != ShardKind::People || self.required.count_ones() < 2 {
            return;
        }
        let name = |doc| (self.shard.parts[0].name(doc), self.shard.parts[1].name(doc));
        let mut count: FxHashMap<_, u32> = FxHashMap::default();
        for candidate in candidates.iter() {
            *count.entry(name(candidate.doc)).or_default() += 1;
        }
        for candidate in candidates {
            candidate.evidence.namesakes = count.get(&name(candidate.doc)).copied().unwrap_or(1);
        }
    }
}

fn covers(candidate: &Candidate, required: u16) -> bool {
    let words = &candidate.evidence.words;
    bits(required).all(|word| words[word].is_some())
}

/// The names that begin with a text, as ranges of ranks: asking costs no text.
struct Beginning {
    parts: Vec<std::ops::Range<u32>>,
    city: std::ops::Range<u32>,
}

impl Beginning {
    fn new(shard: &Shard, typed: &str) -> Self {
        let parts = shard.parts.iter().map(|part| part.texts.beginning_with(typed)).collect();
        Self { parts, city: shard.city.texts.beginning_with(typed) }
    }

    fn may_stand_in(&self, shard: &Shard, doc: DocId) -> bool {
        let part = |(part, range): (&super::part::Part, &std::ops::Range<u32>)| {
            part.names(doc).any(|ord| range.contains(&ord) || part.texts.has_several_words(ord))
        };
        shard.parts.iter().zip(&self.parts).any(part)
            || shard.city.names(doc).any(|ord| self.city.contains(&ord))
    }
}
