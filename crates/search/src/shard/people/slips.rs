//! The stages for texts that are not written as the names are: slips of the hand, and names written by ear.

use std::cmp::Reverse;

use tantivy::DocId;

use crate::{
    analysis::Meaning,
    error::SearchError,
    limits::{CHEAPER_THAN_NEIGHBOURS, MAX_WORK, READ_TOGETHER, TEXT_COST},
    shard::{
        compare::{MIN_CITY_SLIP, MIN_SLIP, MIN_TWO_SLIPS, Matcher},
        lists::{Accept, Bits, Checks, List, Source, bits, retain_from},
        people::PeopleSearch,
    },
};

impl PeopleSearch<'_> {
    /// One word with a slip, the others exactly; each word in turn.
    pub(crate) fn one_slip(&mut self) -> Result<(), SearchError> {
        self.cities_matter = true;
        self.guessed = true;
        for word in bits(self.required) {
            self.slip(word, 1)?;
        }
        self.settle();
        Ok(())
    }

    /// This word with so many slips (1 or 2), the others exactly.
    fn slip(&mut self, word: usize, slips: u8) -> Result<(), SearchError> {
        let typed = self.matcher.words[word];
        if !may_slip(typed) {
            return Ok(());
        }
        let others = self.required & !(1 << word);
        let checks = Checks { required: others, lists: &self.lists, filters: &self.filters };
        let cost = checks.rarest().map_or(u64::MAX, |(_, cost)| cost);
        // Two slips are looked for in far more of the dictionary: only when a stage could not compare everybody.
        let affordable = (MAX_WORK / TEXT_COST) as u64;
        if cost > if slips == 1 { CHEAPER_THAN_NEIGHBOURS } else { affordable } {
            let drivers = self.shard.lists_near(self.automata, typed, slips, 1 << word)?;
            let walked: u64 = drivers.iter().map(List::documents).sum();
            if others == 0 || walked < cost * TEXT_COST as u64 {
                let budget = &mut self.budget;
                return Ok(self.shard.intersect(&drivers, &checks, budget, Accept::ALL, &mut self.docs)?);
            }
        }
        let keep = |docs: &mut Vec<DocId>, from: usize| self.matcher.keep_alike(docs, from, word);
        let accept = Accept { cost: TEXT_COST, keep };
        let drivers = checks.drivers();
        Ok(self.shard.intersect(&drivers, &checks, &mut self.budget, accept, &mut self.docs)?)
    }

    /// One word by ear, the others exactly; each word in turn.
    pub(crate) fn by_ear(&mut self) -> Result<(), SearchError> {
        let words = std::mem::take(&mut self.matcher.words);
        self.matcher = Matcher::new(self.shard, self.query, words, 1).by_ear();
        for word in bits(self.required) {
            let drivers = self.shard.lists_sounding_like(self.matcher.words[word], 1 << word);
            let others = self.required & !(1 << word);
            let checks = Checks { required: others, lists: &self.lists, filters: &self.filters };
            self.shard.intersect(&drivers, &checks, &mut self.budget, Accept::ALL, &mut self.docs)?;
        }
        self.settle();
        Ok(())
    }

    /// A slip in each of several words; when that finds none, two slips in a long word, the others exactly.
    pub(crate) fn two_slips(&mut self) -> Result<(), SearchError> {
        self.cities_matter = true;
        self.guessed = true;
        self.slip_in_each()?;
        if self.docs.is_empty() {
            let words = std::mem::take(&mut self.matcher.words);
            self.matcher = Matcher::new(self.shard, self.query, words, 2);
            for word in bits(self.required) {
                if self.matcher.words[word].len() >= MIN_TWO_SLIPS {
                    self.slip(word, 2)?;
                }
            }
        }
        self.settle();
        Ok(())
    }

    /// Walks the people that match the word with the fewest neighbours; each other word must match them too, or
    /// be a profession or place of theirs.
    fn slip_in_each(&mut self) -> Result<(), SearchError> {
        let coded = self.lists.iter().filter(|list| list.source == Source::Code);
        let coded = coded.fold(0, |words, list| words | list.words) & self.required;
        // What is like nothing here is rather a long word, and settles the question.
        let mut words: Vec<usize> = bits(self.required & !coded).collect();
        words.sort_by_key(|word| Reverse(self.matcher.words[*word].len()));
        let mut near = Vec::new();
        for word in words {
            let lists = self.lists_near(word)?;
            if lists.is_empty() {
                return Ok(());
            }
            near.push(lists);
        }
        near.sort_by_key(|lists| lists.iter().map(List::documents).sum::<u64>());
        let Some((drivers, others)) = near.split_first() else { return Ok(()) };
        let others: Vec<Bits> = others.iter().map(|lists| self.union(lists)).collect::<Result<_, _>>()?;
        let checks = Checks { required: coded, lists: &self.lists, filters: &self.filters };
        let keep = |docs: &mut Vec<DocId>, from: usize| {
            retain_from(docs, from, |doc| others.iter().all(|meant| meant.holds(doc)));
        };
        let accept = Accept { cost: 0, keep };
        Ok(self.shard.intersect(drivers, &checks, &mut self.budget, accept, &mut self.docs)?)
    }

    /// The documents of any of these lists: to read them all costs less than a comparison of each with its text.
    fn union(&mut self, lists: &[List]) -> std::io::Result<Bits> {
        let mut union = Bits::none(self.shard.documents());
        for list in lists {
            let documents = usize::try_from(list.documents()).unwrap_or(usize::MAX);
            if !self.budget.spend(documents.div_ceil(READ_TOGETHER), 0) {
                break;
            }
            union.add(self.shard.postings(list)?);
        }
        Ok(union)
    }

    /// Everything that this word may mean with a slip: names, towns, and, as the last word, beginnings of names.
    fn lists_near(&self, word: usize) -> Result<Vec<List>, SearchError> {
        let typed = self.matcher.words[word];
        let mut lists: Vec<List> =
            self.lists.iter().filter(|list| list.words & (1 << word) != 0).cloned().collect();
        if may_slip(typed) {
            lists.extend(self.shard.lists_near(self.automata, typed, 1, 1 << word)?);
        }
        if word + 1 == self.matcher.words.len() || typed.len() == 1 {
            lists.extend(self.shard.lists_beginning_with(typed, 1 << word)?.0);
        }
        for span in self.query.spans.iter().filter(|span| (span.start..span.end).contains(&word)) {
            match &span.meaning {
                Meaning::City(town) if town.len() >= MIN_CITY_SLIP => {
                    lists.extend(self.shard.towns_near(self.automata, town, 1 << word)?);
                }
                _ => {}
            }
        }
        Ok(lists)
    }
}

fn may_slip(word: &str) -> bool {
    word.len() >= MIN_SLIP && !word.bytes().all(|b| b.is_ascii_digit())
}
