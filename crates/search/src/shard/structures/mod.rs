//! Structures: found by weight, then compared with the text of their names.
//!
//! A structure's name is long, abbreviated and cut, and people add what they know (town, kind, street, « service
//! comptabilité »): no word is required. Words that the best record lacks are then looked for with slips and by ear.

mod evidence;
mod lookup;

use std::cmp::Reverse;

use tantivy::DocId;

pub(crate) use self::evidence::found;
use crate::{
    analysis::Understood,
    error::SearchError,
    limits::{MAX_COMPARED_STRUCTURES, MAX_GUESSED, MAX_WORDS, TEXT_COST},
    ranking::{CodeKind, How, Role},
    shard::{
        Shard,
        best::Best,
        compare::{Matcher, mask},
        find::{Candidate, Filters},
        lists::{Budget, Cursor, Heaviest, Passing, Source, Weighed, Weighing, Weights, bits},
        names::Automata,
    },
};

/// Hundredths of what a word found in a structure is worth: people are asked for more often, and who bears a name comes
/// before a structure that has it.
const PEOPLE_FIRST: u32 = 90;

/// A query among the structures of one shard.
pub(crate) struct StructureSearch<'a> {
    pub(crate) number: usize,
    pub(crate) shard: &'a Shard,
    query: &'a Understood,
    words: Vec<&'a str>,
    matcher: Matcher<'a>,
    pub(crate) required: u16,
    optional: u16,
    lists: Vec<Weighed>,
    weights: Weights,
    passing: Passing,
    include_ended: bool,
    page_end: usize,
    automata: &'a Automata,
    pub(crate) budget: Budget,
    /// Records with all the words, whether or not they were compared.
    pub(crate) complete: Vec<DocId>,
    /// Records with all the words, whole.
    pub(crate) complete_whole: usize,
    pub(crate) candidates: Vec<Candidate>,
}

impl<'a> StructureSearch<'a> {
    /// `None` when a filter names a code that no structure has.
    pub(crate) fn new(
        number: usize,
        shard: &'a Shard,
        query: &'a Understood,
        filters: &Filters,
        automata: &'a Automata,
    ) -> Result<Option<Self>, SearchError> {
        let passing = shard.passing(&filters.codes)?;
        if matches!(passing, Passing::None) {
            return Ok(None);
        }
        let words: Vec<&str> = query.words.iter().map(|word| word.in_structures.as_str()).collect();
        let optional = query
            .words
            .iter()
            .enumerate()
            .fold(0, |bits, (i, word)| bits | u16::from(word.optional_for_structures) << i);
        Ok(Some(Self {
            number,
            shard,
            query,
            matcher: Matcher::new(shard, query, words.clone(), 1),
            required: mask(0, words.len()) & !optional,
            words,
            optional,
            lists: Vec::new(),
            weights: Weights([0; MAX_WORDS]),
            passing,
            include_ended: filters.include_ended,
            page_end: filters.page_end,
            automata,
            budget: Budget::new(filters.until),
            complete: Vec::new(),
            complete_whole: 0,
            candidates: Vec::new(),
        }))
    }

    /// Every word as it is written, the last one as a beginning too; of the records that have them all alone, when
    /// `whole` ones are wanted.
    pub(crate) fn as_written(&mut self, whole: bool) -> Result<(), SearchError> {
        if self.words.is_empty() {
            self.filtered();
            return Ok(());
        }
        self.lists.clear();
        for word in 0..self.words.len() {
            self.look_up_word(word)?;
        }
        for span in &self.query.spans {
            self.look_up_span(mask(span.start, span.end), &span.meaning)?;
        }
        self.look_up_beginning()?;
        self.weigh();
        self.compare(whole)
    }

    /// What the best record lacks, with slips and by ear.
    pub(crate) fn guessed(&mut self) -> Result<(), SearchError> {
        let lacking = self.lacking();
        let known = self.lists.iter().filter(|of| of.how == How::Exact);
        let unknown = self.required & !known.fold(0, |words, of| words | of.list.words);
        if lacking | unknown == 0 {
            return Ok(());
        }
        let guessed = self.most_probably_misspelt(lacking, unknown);
        for word in bits(guessed) {
            self.look_up_neighbours(word, if unknown & (1 << word) == 0 { 1 } else { 2 })?;
        }
        self.matcher = Matcher::new(self.shard, self.query, self.words.clone(), 2).by_ear().tolerant(guessed);
        self.budget.renew();
        self.weigh();
        self.compare(false)
    }

    /// Whether a bound left something out.
    pub(crate) fn is_cut(&self) -> bool {
        self.budget.exhausted
    }

    /// Of the words that the best record lacks or that stand nowhere, some: first those that stand nowhere, then the
    /// longest.
    fn most_probably_misspelt(&self, lacking: u16, unknown: u16) -> u16 {
        let mut words: Vec<usize> = bits(lacking | unknown).collect();
        words.sort_by_key(|word| (unknown & (1 << word) == 0, Reverse(self.words[*word].len())));
        words.iter().take(MAX_GUESSED).fold(0, |mask, word| mask | 1 << word)
    }

    /// The required words that the best candidate lacks.
    fn lacking(&self) -> u16 {
        let best = self.candidates.iter().min_by_key(|candidate| candidate.order());
        let found = best.map_or(0, |best| found(&best.evidence));
        self.required & !found
    }

    /// Everything that passes the filters.
    fn filtered(&mut self) {
        let docs = (0..self.shard.documents()).filter(|doc| self.passing.holds(*doc));
        self.complete = docs.filter(|doc| self.include_ended || !self.shard.is_ended(*doc)).collect();
        self.complete_whole = self.complete.len();
        let mut best = Best::new(self.page_end);
        for doc in &self.complete {
            let candidate = self.candidate(*doc, self.evidence(*doc, &mut []));
            if !best.are_before(candidate.score, || candidate.place) {
                best.add(&candidate);
                self.candidates.push(candidate);
            }
        }
    }

    /// What each word weighs: by the documents that have it in a name or a town.
    fn weigh(&mut self) {
        let frequency = |word: usize| {
            let of_word = self.lists.iter().filter(|of| of.list.words == 1 << word);
            let named = of_word.filter(|of| of.how != How::Prefix && of.role != Role::Street);
            named.filter(|of| !matches!(of.role, Role::Code(_))).map(|of| of.list.documents()).sum()
        };
        let frequencies: Vec<u64> = (0..self.words.len()).map(frequency).collect();
        let kinds = self.lists.iter().filter(|of| of.role == Role::Code(CodeKind::Categorie));
        let kinds = kinds.fold(0, |words, of| words | of.list.words);
        self.weights = Weights::new(&frequencies, u64::from(self.shard.documents()), self.required, kinds);
    }

    /// Weighs all lists, then compares the heaviest records with the text.
    fn compare(&mut self, whole: bool) -> Result<(), SearchError> {
        let weighing = Weighing {
            shard: self.shard,
            lists: &self.lists,
            weights: self.weights,
            required: self.required,
            last: self.words.len().saturating_sub(1),
            passing: &self.passing,
            include_ended: self.include_ended,
            whole,
            most: MAX_COMPARED_STRUCTURES.max(self.page_end),
        };
        let Heaviest { docs, complete, complete_whole } = weighing.heaviest(&mut self.budget)?;
        (self.complete, self.complete_whole) = (complete, complete_whole);
        let read = self.lists.iter().filter(|of| of.list.source != Source::Name(0));
        let read = read.filter(|of| of.list.source != Source::City && of.how != How::Prefix);
        let mut read: Vec<(Weighed, Cursor<'_>)> = read
            .map(|of| Ok((of.clone(), self.shard.cursor(&of.list)?)))
            .collect::<Result<_, SearchError>>()?;
        self.candidates.clear();
        for of in docs {
            self.budget.spent += TEXT_COST;
            let evidence = self.evidence(of.doc, &mut read);
            self.candidates.push(self.candidate(of.doc, evidence));
        }
        Ok(())
    }
}
