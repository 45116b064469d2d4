//! Finding by weight: a record is worth what the words found in it are worth, rare words most, and no word is
//! required. Lists are read word by word, the rarest first; once what is left to read cannot bring a new record among
//! the heaviest, it only adds to the records that are known.

use std::{cell::RefCell, cmp::Reverse};

use tantivy::{DocId, DocSet, TERMINATED};

use crate::{
    limits::{MAX_WORDS, READ_TOGETHER},
    ranking::{How, Role},
    shard::{
        Shard,
        lists::{Budget, List, Passing, bits},
    },
};

/// Bit of a record's found words: the last word was found only as a beginning.
pub(crate) const BEGUN: u16 = 1 << 15;
/// Whole weight of a word of average rarity.
pub(crate) const AVERAGE: u32 = 1_024;
/// The most frequent words weigh this part of the rarest, at least.
const LEAST: f32 = 0.12;
/// What names a kind of structure weighs this part of the rarest, at least: a pharmacy is asked for, not a school.
const LEAST_OF_KIND: f32 = 0.3;
/// A list this many times longer than the known records is looked into, not read.
const MUCH_LONGER: usize = 8;

/// A list in which words are found, and what that is worth.
#[derive(Clone)]
pub(crate) struct Weighed {
    pub(crate) list: List,
    pub(crate) role: Role,
    pub(crate) how: How,
    /// Of 1,000.
    pub(crate) points: u16,
}

/// What each word of a query weighs, of [`AVERAGE`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weights(pub(crate) [u32; MAX_WORDS]);

impl Weights {
    /// Weights from the number of documents that have each word, among `documents`. The mean over the words that are
    /// `counted` is [`AVERAGE`], the others weigh least; `kinds` are words that name a kind of structure.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "logarithms of counts, some units in the last place aside; weights are some thousands at most"
    )]
    pub(crate) fn new(frequencies: &[u64], documents: u64, counted: u16, kinds: u16) -> Self {
        let all = documents as f32 + 2.0;
        let rarity = |word: usize| {
            let rarity = (all / (frequencies.get(word).map_or(0.0, |f| *f as f32) + 1.0)).ln() / all.ln();
            let least = if kinds & (1 << word) == 0 { LEAST } else { LEAST_OF_KIND };
            if counted & (1 << word) == 0 { LEAST } else { rarity.clamp(least, 1.0) }
        };
        let mean = bits(counted).map(rarity).sum::<f32>() / (counted.count_ones().max(1) as f32);
        let mut weights = [0; MAX_WORDS];
        for (word, weight) in weights.iter_mut().enumerate().take(frequencies.len()) {
            *weight = (rarity(word) / mean.max(LEAST) * AVERAGE as f32) as u32;
        }
        Self(weights)
    }

    /// What points for a word become.
    pub(crate) fn of(&self, word: usize, points: u16) -> u32 {
        u32::from(points) * self.0[word] / AVERAGE
    }
}

/// A record and what its lists say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighted {
    pub(crate) weight: u32,
    pub(crate) doc: DocId,
}

/// The heaviest records of a shard.
#[derive(Default)]
pub(crate) struct Heaviest {
    /// In the order of documents.
    pub(crate) docs: Vec<Weighted>,
    /// Those that have all the required words.
    pub(crate) complete: Vec<DocId>,
    /// How many of these have the last one whole.
    pub(crate) complete_whole: usize,
}

/// Weights and found words by document: kept by each thread, and empty between two searches.
#[derive(Default)]
struct Scratch {
    weights: Vec<u32>,
    found: Vec<u16>,
    known: Vec<DocId>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What is asked of a shard.
pub(crate) struct Weighing<'a> {
    pub(crate) shard: &'a Shard,
    pub(crate) lists: &'a [Weighed],
    pub(crate) weights: Weights,
    /// Words without which a record is not complete.
    pub(crate) required: u16,
    /// The last word.
    pub(crate) last: usize,
    pub(crate) passing: &'a Passing,
    pub(crate) include_ended: bool,
    /// Whether records that lack a required word are unwanted.
    pub(crate) whole: bool,
    /// How many records are wanted.
    pub(crate) most: usize,
}

impl Weighing<'_> {
    pub(crate) fn heaviest(&self, budget: &mut Budget) -> std::io::Result<Heaviest> {
        SCRATCH.with_borrow_mut(|scratch| {
            let documents = self.shard.documents() as usize;
            if scratch.weights.len() < documents {
                scratch.weights.resize(documents, 0);
                scratch.found.resize(documents, 0);
            }
            let read = self.read(scratch, budget);
            let heaviest = read.map(|()| self.select(scratch));
            for doc in scratch.known.drain(..) {
                scratch.weights[doc as usize] = 0;
                scratch.found[doc as usize] = 0;
            }
            heaviest
        })
    }

    fn read(&self, scratch: &mut Scratch, budget: &mut Budget) -> std::io::Result<()> {
        let mut words: Vec<(Reverse<u32>, usize)> = (0..MAX_WORDS)
            .filter(|word| self.of_word(*word).next().is_some())
            .map(|word| (Reverse(self.weights.0[word]), word))
            .collect();
        words.sort_unstable();
        let standing = words.iter().fold(0, |bits, (_, word)| bits | 1 << word);
        if self.whole && self.required & !standing != 0 {
            return Ok(());
        }
        let rarest = self.rarest_required(&words);
        if let Some(rarest) = rarest {
            self.read_word(rarest, false, scratch, budget)?;
            words.retain(|(_, word)| *word != rarest);
            if self.is_whole_known(&words, rarest, scratch, budget)? || self.whole {
                return Ok(());
            }
        }
        // Every record of the rarest word is known: a new one can have the others only.
        let mut rest: u32 = words.iter().map(|(_, word)| self.most_of(*word)).sum();
        let mut closed = false;
        for (_, word) in words {
            closed = closed || self.is_closed(scratch, rest);
            self.read_word(word, closed, scratch, budget)?;
            rest -= self.most_of(word);
        }
        Ok(())
    }

    fn rarest_required(&self, words: &[(Reverse<u32>, usize)]) -> Option<usize> {
        let required = words.iter().map(|(_, word)| *word).filter(|word| self.required & (1 << word) != 0);
        required.min_by_key(|word| self.of_word(*word).map(|of| of.list.documents()).sum::<u64>())
    }

    /// Looks the other `words` up in the records of the rarest one. Whether one of them has all the required words that
    /// stand anywhere: then no other record has as many, and none is read.
    fn is_whole_known(
        &self,
        words: &[(Reverse<u32>, usize)],
        rarest: usize,
        scratch: &mut Scratch,
        budget: &mut Budget,
    ) -> std::io::Result<bool> {
        for (_, word) in words {
            self.read_word(*word, true, scratch, budget)?;
        }
        let whole = words.iter().fold(1 << rarest, |bits, (_, word)| bits | 1 << word) & self.required;
        Ok(scratch.known.iter().any(|doc| scratch.found[*doc as usize] & whole == whole))
    }

    fn of_word(&self, word: usize) -> impl Iterator<Item = &Weighed> {
        self.lists.iter().filter(move |of| of.list.words & (1 << word) != 0)
    }

    fn most_of(&self, word: usize) -> u32 {
        self.weights.of(word, self.of_word(word).map(|of| of.points).max().unwrap_or(0))
    }

    /// Whether enough records are known that weigh more than all the words still to read.
    fn is_closed(&self, scratch: &Scratch, rest: u32) -> bool {
        if scratch.known.len() <= self.most {
            return false;
        }
        scratch.known.iter().filter(|doc| scratch.weights[**doc as usize] > rest).count() >= self.most
    }

    /// Reads the lists of a word, what is worth most first: each record counts its best.
    fn read_word(
        &self,
        word: usize,
        mut closed: bool,
        scratch: &mut Scratch,
        budget: &mut Budget,
    ) -> std::io::Result<()> {
        let bit = 1 << word;
        let mut lists: Vec<&Weighed> = self.of_word(word).collect();
        lists.sort_by_key(|of| Reverse(of.points));
        for of in lists {
            let found = if word == self.last && of.how == How::Prefix { bit | BEGUN } else { bit };
            let add = self.weights.of(word, of.points);
            let length = usize::try_from(of.list.documents()).unwrap_or(usize::MAX);
            closed = closed && length > 0;
            let known = scratch.known.len();
            let looked_into = closed && length > MUCH_LONGER * known;
            let cost = if looked_into { known } else { length };
            if !budget.spend(cost.div_ceil(READ_TOGETHER), 0) || looked_into {
                self.look_into(of, bit, found, add, scratch)?;
                continue;
            }
            let mut postings = self.shard.postings(&of.list)?;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                let at = doc as usize;
                let before = scratch.found[at];
                if before & bit == 0 {
                    if before == 0 && !closed && self.passes(doc) {
                        scratch.known.push(doc);
                        scratch.found[at] = found;
                        scratch.weights[at] = add;
                    } else if before != 0 {
                        scratch.found[at] |= found;
                        scratch.weights[at] += add;
                    }
                }
                doc = postings.advance();
            }
        }
        Ok(())
    }

    /// Adds a long list to the records that are known, without reading it.
    fn look_into(
        &self,
        of: &Weighed,
        bit: u16,
        found: u16,
        add: u32,
        scratch: &mut Scratch,
    ) -> std::io::Result<()> {
        scratch.known.sort_unstable();
        let mut cursor = self.shard.cursor(&of.list)?;
        for doc in &scratch.known {
            let at = *doc as usize;
            if scratch.found[at] & bit == 0 && cursor.stands_at(*doc) {
                scratch.found[at] |= found;
                scratch.weights[at] += add;
            }
        }
        Ok(())
    }

    fn passes(&self, doc: DocId) -> bool {
        self.passing.holds(doc) && (self.include_ended || !self.shard.is_ended(doc))
    }

    fn select(&self, scratch: &Scratch) -> Heaviest {
        let mut heaviest = Heaviest::default();
        let mut docs = Vec::with_capacity(scratch.known.len());
        for doc in &scratch.known {
            let found = scratch.found[*doc as usize];
            let complete = found & self.required == self.required;
            if complete {
                heaviest.complete.push(*doc);
            }
            heaviest.complete_whole += usize::from(complete && found & BEGUN == 0);
            if self.whole && !complete {
                continue;
            }
            docs.push(Weighted { weight: scratch.weights[*doc as usize], doc: *doc });
        }
        // Of records of one weight, those with short names and the houses come first.
        if docs.len() > 4 * self.most {
            docs.select_nth_unstable_by_key(4 * self.most, |of| (Reverse(of.weight), of.doc));
            docs.truncate(4 * self.most);
        }
        if docs.len() > self.most {
            let promise = |of: &Weighted| of.weight + self.shard.promise(of.doc);
            docs.select_nth_unstable_by_key(self.most, |of| (Reverse(promise(of)), of.doc));
            docs.truncate(self.most);
        }
        docs.sort_unstable_by_key(|of| of.doc);
        heaviest.docs = docs;
        heaviest
    }
}
