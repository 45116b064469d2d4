//! A query among the people of one shard: what each stage looks for, in lists and dictionaries.
//!
//! A stage looks for all the words; the next, more tolerant one is tried while fewer than enough people are known
//! (`find`): exact words, the last word as a beginning, one slip (`slips`), by ear, words of the workplace, a slip in
//! each. When none has all the words, those with most of them (`most_words`). What was found is scored (`score`),
//! except those whose bound is below the page (`bound`).

mod bound;
mod most_words;
mod score;
mod slips;

use tantivy::DocId;

use crate::{
    analysis::{Meaning, Understood},
    error::SearchError,
    limits::CHEAPER_THAN_NEIGHBOURS,
    shard::{
        GIVEN, Shard,
        compare::{Beginning, Matcher, mask},
        find::Filters,
        lists::{Accept, Budget, Checks, List, Source, Weights, bits, retain_from},
        names::Automata,
    },
};

pub(crate) struct PeopleSearch<'a> {
    pub(crate) number: usize,
    pub(crate) shard: &'a Shard,
    pub(crate) query: &'a Understood,
    pub(crate) matcher: Matcher<'a>,
    /// Words that must be found, one bit each.
    pub(crate) required: u16,
    pub(crate) optional: u16,
    pub(crate) lists: Vec<List>,
    pub(crate) work: Vec<List>,
    pub(crate) filters: Vec<Vec<List>>,
    pub(crate) include_ended: bool,
    /// The codes that the filters want.
    pub(crate) codes: Vec<Vec<String>>,
    /// What the words weigh, when not all of them are wanted.
    pub(crate) weights: Option<Weights>,
    /// Whether a town may have been found: one is named exactly, or words were guessed.
    pub(crate) cities_matter: bool,
    /// Whether beginnings were looked for.
    pub(crate) begun: bool,
    /// Whether slips were looked for.
    pub(crate) guessed: bool,
    /// Hits down to the end of the page.
    pub(crate) page_end: usize,
    /// Records that may have all the words, when their codes are counted.
    pub(crate) matching: Vec<DocId>,
    pub(crate) facets: bool,
    /// Candidates whose names were not compared.
    pub(crate) rest: usize,
    pub(crate) automata: &'a Automata,
    pub(crate) budget: Budget,
    /// What the stages found, ascending.
    pub(crate) docs: Vec<DocId>,
}

impl<'a> PeopleSearch<'a> {
    /// `None` when a filter names a code absent from this shard.
    pub(crate) fn new(
        number: usize,
        shard: &'a Shard,
        query: &'a Understood,
        filters: &Filters,
        automata: &'a Automata,
    ) -> Result<Option<Self>, SearchError> {
        let words = query.words.iter().map(|word| word.text.as_str());
        let optional = query.words.iter().enumerate();
        let optional = optional.fold(0, |bits, (i, word)| bits | u16::from(word.optional_for_people) << i);
        let mut groups = Vec::new();
        for any_of in &filters.codes {
            let mut group = Vec::new();
            for code in any_of {
                let info = shard.facet.terms().get(code)?;
                group.extend(info.map(|info| List { words: 0, source: Source::Code, info }));
            }
            if group.is_empty() {
                return Ok(None);
            }
            groups.push(group);
        }
        let mut search = Self {
            number,
            shard,
            query,
            matcher: Matcher::new(shard, query, words.collect(), 1),
            required: mask(0, query.words.len()) & !optional,
            optional,
            lists: Vec::new(),
            work: Vec::new(),
            filters: groups,
            include_ended: filters.include_ended,
            codes: filters.codes.clone(),
            weights: None,
            cities_matter: false,
            begun: false,
            guessed: false,
            page_end: filters.page_end,
            matching: Vec::new(),
            facets: filters.facets,
            rest: 0,
            automata,
            budget: Budget::new(filters.until),
            docs: Vec::new(),
        };
        search.look_up()?;
        Ok(Some(search))
    }

    pub(crate) fn count(&self) -> usize {
        self.docs.len()
    }

    /// Whether a bound left something out.
    pub(crate) fn is_cut(&self) -> bool {
        self.budget.exhausted
    }

    /// Looks every word and group of words up, exactly.
    fn look_up(&mut self) -> Result<(), SearchError> {
        let (shard, query) = (self.shard, self.query);
        for (i, word) in query.words.iter().enumerate() {
            self.look_up_name(1 << i, self.matcher.words[i])?;
            for variant in word.variants {
                let info = shard.parts[GIVEN].term(variant)?;
                self.lists.extend(info.map(|info| List { words: 1 << i, source: Source::Variant, info }));
            }
        }
        for span in &query.spans {
            let words = mask(span.start, span.end);
            match &span.meaning {
                Meaning::Joined(text) => self.look_up_name(words, text)?,
                Meaning::City(text) => self.look_up_city(words, text)?,
                Meaning::CityToday(text) => self.look_up_city(words, text)?,
                Meaning::Codes { people, .. } => {
                    for code in people {
                        let info = shard.facet.terms().get(code)?;
                        self.lists.extend(info.map(|info| List { words, source: Source::Code, info }));
                    }
                }
            }
        }
        Ok(())
    }

    fn look_up_city(&mut self, words: u16, city: &str) -> Result<(), SearchError> {
        let info = self.shard.city.term(city)?;
        self.cities_matter |= info.is_some();
        self.lists.extend(info.map(|info| List { words, source: Source::City, info }));
        Ok(())
    }

    fn look_up_name(&mut self, words: u16, name: &str) -> Result<(), SearchError> {
        for (source, part) in (0..).map(Source::Name).zip(&self.shard.parts) {
            let info = part.term(name)?;
            self.lists.extend(info.map(|info| List { words, source, info }));
        }
        Ok(())
    }

    /// Every required word, exactly.
    pub(crate) fn exact(&mut self) -> Result<(), SearchError> {
        // Those that have the optional words too are better, and must not fall behind a bound.
        let all = self.required | self.known_optional();
        if all != self.required {
            self.exactly(all)?;
        }
        self.exactly(self.required)?;
        self.settle();
        Ok(())
    }

    /// The optional words that some document has.
    fn known_optional(&self) -> u16 {
        let known = self.lists.iter().fold(0, |words, list| words | list.words);
        self.optional & known
    }

    fn exactly(&mut self, required: u16) -> Result<(), SearchError> {
        let checks = Checks { required, lists: &self.lists, filters: &self.filters };
        let drivers = checks.drivers();
        Ok(self.shard.intersect(&drivers, &checks, &mut self.budget, Accept::ALL, &mut self.docs)?)
    }

    /// The last word as a beginning, the others exactly.
    pub(crate) fn prefix(&mut self) -> Result<(), SearchError> {
        self.cities_matter = true;
        self.begun = true;
        let Some(last) = self.matcher.words.len().checked_sub(1) else { return Ok(()) };
        let alone = self.required == 1 << last;
        if self.required & (1 << last) == 0 || (self.matcher.words[last].len() < 2 && alone) {
            return Ok(());
        }
        let others = self.required & !(1 << last);
        let all = others | self.known_optional();
        self.begin(last, all)?;
        if all != others {
            self.begin(last, others)?;
        }
        self.settle();
        Ok(())
    }

    /// The word `last` as a beginning, `others` exactly.
    fn begin(&mut self, last: usize, others: u16) -> Result<(), SearchError> {
        let typed = self.matcher.words[last];
        let checks = Checks { required: others, lists: &self.lists, filters: &self.filters };
        let cost = checks.rarest().map_or(u64::MAX, |(_, cost)| cost);
        if cost > CHEAPER_THAN_NEIGHBOURS {
            let (drivers, cut) = self.shard.lists_beginning_with(typed, 1 << last)?;
            let walked: u64 = drivers.iter().map(List::documents).sum();
            if others == 0 || (!cut && walked < cost) {
                self.budget.exhausted |= cut;
                return Ok(self.shard.intersect(
                    &drivers,
                    &checks,
                    &mut self.budget,
                    Accept::ALL,
                    &mut self.docs,
                )?);
            }
        }
        let begins = Beginning::new(self.shard, typed);
        let keep = |docs: &mut Vec<DocId>, from: usize| {
            retain_from(docs, from, |doc| begins.stands_in(self.shard, doc));
        };
        let accept = Accept { cost: 1, keep };
        let drivers = checks.drivers();
        Ok(self.shard.intersect(&drivers, &checks, &mut self.budget, accept, &mut self.docs)?)
    }

    /// Words of the names of the structures where people practise, beside at least one of their own names.
    pub(crate) fn workplace(&mut self) -> Result<(), SearchError> {
        let Some(work) = &self.shard.work else { return Ok(()) };
        if self.required.count_ones() < 2 {
            return Ok(());
        }
        for word in bits(self.required) {
            let info = work.terms().get(&self.query.words[word].in_structures)?;
            self.work.extend(info.map(|info| List { words: 1 << word, source: Source::Work, info }));
        }
        let named = self.lists.iter().filter(|list| matches!(list.source, Source::Name(_) | Source::Variant));
        let named: Vec<List> = named.cloned().collect();
        let lists: Vec<List> = self.lists.iter().chain(&self.work).cloned().collect();
        let checks = Checks { required: self.required, lists: &lists, filters: &self.filters };
        self.shard.intersect(&named, &checks, &mut self.budget, Accept::ALL, &mut self.docs)?;
        self.settle();
        Ok(())
    }

    /// Ends a stage.
    pub(crate) fn settle(&mut self) {
        self.docs.sort_unstable();
        self.docs.dedup();
        self.budget.renew();
    }
}
