//! Posting lists and their intersection: which documents may be meant. Nothing here knows texts or scores.

mod codes;
mod dense;
mod heaviest;

use std::time::Instant;

use tantivy::{
    DocId, DocSet, InvertedIndexReader, TERMINATED,
    postings::{SegmentPostings, TermInfo},
    schema::IndexRecordOption,
};

pub(crate) use self::{
    codes::{Counting, Passing},
    dense::{Bits, Cursor, Dense},
    heaviest::{Heaviest, Weighed, Weighing, Weights},
};
use crate::{
    limits::{BATCH, MAX_CANDIDATES, MAX_WORK},
    shard::{GIVEN, Shard},
};

/// Which dictionary a list comes from. The order is the order in which lists are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// The part of this number.
    Name(u8),
    /// Given names, which a word of the text may stand for.
    Variant,
    City,
    Code,
    Work,
    /// Words of a structure's town.
    Town,
    /// Words of a structure's street.
    Street,
    /// Neighbouring words of a structure's names or town, in one.
    Pair,
}

/// A list of documents in which a group of words is found.
#[derive(Debug, Clone)]
pub(crate) struct List {
    /// The words, one bit each.
    pub(crate) words: u16,
    pub(crate) source: Source,
    pub(crate) info: TermInfo,
}

impl List {
    pub(crate) fn documents(&self) -> u64 {
        u64::from(self.info.doc_freq)
    }
}

/// Steps between two looks at the time: some tens of microseconds.
const BETWEEN_LOOKS: usize = 1_024;

/// What is left of the work that a stage may cause in a shard.
pub(crate) struct Budget {
    work: usize,
    /// When all work ends, and the steps at which to look at the time again.
    until: Option<Instant>,
    look_at: usize,
    /// Whether that time has passed.
    pub(crate) late: bool,
    /// What was worked, in all stages.
    pub(crate) spent: usize,
    /// Whether something was left out.
    pub(crate) exhausted: bool,
}

impl Budget {
    pub(crate) fn new(until: Option<Instant>) -> Self {
        Self { work: MAX_WORK, until, look_at: 0, late: false, spent: 0, exhausted: false }
    }

    /// A new stage may work anew; what was left out stays left out.
    pub(crate) fn renew(&mut self) {
        self.work = MAX_WORK;
    }

    pub(crate) fn spend(&mut self, work: usize, candidates: usize) -> bool {
        if self.spent >= self.look_at {
            self.look_at = self.spent + BETWEEN_LOOKS;
            self.late |= self.until.is_some_and(|until| Instant::now() > until);
        }
        let ok = self.work > 0 && candidates < MAX_CANDIDATES && !self.late;
        self.work = self.work.saturating_sub(work);
        self.spent += if ok { work } else { 0 };
        self.exhausted |= !ok;
        ok
    }
}

/// What a candidate must satisfy beside being in a driving list.
pub(crate) struct Checks<'a> {
    /// Words that must be found.
    pub(crate) required: u16,
    /// Where they may be found.
    pub(crate) lists: &'a [List],
    /// Groups of lists: the document is in one of each.
    pub(crate) filters: &'a [Vec<List>],
}

/// What documents must satisfy beside their lists, and what asking costs of each.
pub(crate) struct Accept<F> {
    pub(crate) cost: usize,
    /// Of the documents from a place on, [`BATCH`] at most, keeps those that do.
    pub(crate) keep: F,
}

impl Accept<fn(&mut Vec<DocId>, usize)> {
    /// Lists suffice.
    pub(crate) const ALL: Self = Self { cost: 0, keep: |_, _| () };
}

/// Keeps those before `from`, and those of the others that `test` says.
pub(crate) fn retain_from(docs: &mut Vec<DocId>, from: usize, mut test: impl FnMut(DocId) -> bool) {
    let mut kept = from;
    for at in from..docs.len() {
        if test(docs[at]) {
            docs[kept] = docs[at];
            kept += 1;
        }
    }
    docs.truncate(kept);
}

impl Checks<'_> {
    /// Documents of the lists that hold `word`.
    pub(crate) fn cost(&self, word: usize) -> u64 {
        self.covering(word).map(List::documents).sum()
    }

    fn covering(&self, word: usize) -> impl Iterator<Item = &List> {
        self.lists.iter().filter(move |list| list.words & (1 << word) != 0)
    }

    /// The required word found in the fewest documents, and their number.
    pub(crate) fn rarest(&self) -> Option<(usize, u64)> {
        bits(self.required).map(|word| (word, self.cost(word))).min_by_key(|(_, cost)| *cost)
    }

    /// The lists to walk: those of the rarest word, else of the smallest filter.
    pub(crate) fn drivers(&self) -> Vec<List> {
        let mut lists: Vec<List> = match self.rarest() {
            Some((word, _)) => self.covering(word).cloned().collect(),
            None => self
                .filters
                .iter()
                .min_by_key(|group| group.iter().map(List::documents).sum::<u64>())
                .cloned()
                .unwrap_or_default(),
        };
        lists.sort_by_key(|list| (list.source, list.documents()));
        lists
    }
}

/// The bits that are set.
pub(crate) fn bits(mask: u16) -> impl Iterator<Item = usize> {
    (0..16).filter(move |bit| mask & (1 << bit) != 0)
}

impl Shard {
    /// The dictionary of a source; an index of format 2 lacks some.
    pub(crate) fn reader(&self, source: Source) -> Option<&InvertedIndexReader> {
        match source {
            Source::Name(part) => self.parts.get(usize::from(part)).map(|part| &*part.terms),
            Source::Variant => self.parts.get(GIVEN).map(|part| &*part.terms),
            Source::City => Some(&self.city.terms),
            Source::Code => Some(&self.facet),
            Source::Work => self.work.as_deref(),
            Source::Town => self.town.as_deref(),
            Source::Street => self.street.as_deref(),
            Source::Pair => self.pair.as_deref(),
        }
    }

    pub(crate) fn postings(&self, list: &List) -> std::io::Result<SegmentPostings> {
        match self.reader(list.source) {
            Some(reader) => reader.read_postings_from_terminfo(&list.info, IndexRecordOption::Basic),
            None => Ok(SegmentPostings::empty()),
        }
    }

    /// What tells whether documents stand in a list.
    pub(crate) fn cursor(&self, list: &List) -> std::io::Result<Cursor<'_>> {
        let dense = match list.source {
            Source::City => self.dense_towns.of(&list.info),
            Source::Code => self.dense_codes.of(&list.info),
            _ => None,
        };
        match dense {
            Some(bits) => Ok(Cursor::Bits(bits)),
            None => Ok(Cursor::Walked(Box::new(self.postings(list)?))),
        }
    }

    /// Appends to `found` the documents of `drivers` that pass `checks` and `accept`.
    pub(crate) fn intersect(
        &self,
        drivers: &[List],
        checks: &Checks<'_>,
        budget: &mut Budget,
        mut accept: Accept<impl FnMut(&mut Vec<DocId>, usize)>,
        found: &mut Vec<DocId>,
    ) -> std::io::Result<()> {
        let mut words: Vec<usize> = bits(checks.required).collect();
        words.sort_by_cached_key(|word| checks.cost(*word));
        let nowhere =
            words.iter().filter(|word| checks.cost(**word) == 0).fold(0, |mask, word| mask | 1 << word);
        // Before this place, documents have been asked for more than their lists.
        let mut asked = found.len();
        // A word in no group is found by its own list or not at all.
        for driver in drivers.iter().filter(|driver| nowhere & !driver.words == 0) {
            let mut cursors = Cursors::new(self, checks);
            let mut postings = self.postings(driver)?;
            let mut doc = postings.doc();
            while doc != TERMINATED && budget.spend(1, found.len()) {
                if cursors.pass(doc, driver.words, &words)? && budget.spend(accept.cost, 0) {
                    found.push(doc);
                }
                if found.len() == asked + BATCH || found.len() >= MAX_CANDIDATES {
                    (accept.keep)(found, asked);
                    asked = found.len();
                }
                doc = postings.advance();
            }
            (accept.keep)(found, asked);
            asked = found.len();
        }
        Ok(())
    }
}

/// The lists of the checks, each opened when first needed, all moving forward.
struct Cursors<'a> {
    shard: &'a Shard,
    checks: &'a Checks<'a>,
    lists: Vec<Option<Cursor<'a>>>,
    filters: Vec<Vec<Option<Cursor<'a>>>>,
}

impl<'a> Cursors<'a> {
    fn new(shard: &'a Shard, checks: &'a Checks<'a>) -> Self {
        let closed = |lists: &[List]| lists.iter().map(|_| None).collect();
        Self {
            shard,
            checks,
            lists: closed(checks.lists),
            filters: checks.filters.iter().map(|group| closed(group)).collect(),
        }
    }

    fn pass(&mut self, doc: DocId, mut covered: u16, words: &[usize]) -> std::io::Result<bool> {
        for &word in words {
            let bit = 1 << word;
            let mut lists = self.checks.lists.iter().zip(&mut self.lists);
            while covered & bit == 0 {
                let Some((list, cursor)) = lists.next() else { return Ok(false) };
                if list.words & bit != 0 && stands_in(self.shard, list, cursor, doc)? {
                    covered |= list.words;
                }
            }
        }
        for (group, cursors) in self.checks.filters.iter().zip(&mut self.filters) {
            let mut passes = false;
            for (list, cursor) in group.iter().zip(cursors) {
                passes = passes || stands_in(self.shard, list, cursor, doc)?;
            }
            if !passes {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn stands_in<'a>(
    shard: &'a Shard,
    list: &List,
    cursor: &mut Option<Cursor<'a>>,
    doc: DocId,
) -> std::io::Result<bool> {
    let cursor = match cursor {
        Some(cursor) => cursor,
        None => cursor.insert(shard.cursor(list)?),
    };
    Ok(cursor.stands_at(doc))
}
