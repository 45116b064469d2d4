//! Scoring what a search found in one shard: gathers the evidence that ranking weighs.

use rustc_hash::FxHashMap;
use tantivy::{DocId, DocSet};

use super::{
    find::Candidate,
    lists::{List, Source, bits},
    matcher::{keep_best, mask},
    search::Search,
};
use crate::{
    analysis::Meaning,
    error::SearchError,
    manifest::ShardKind,
    ranking::{self, Evidence, How, Resemblance, Role, WordMatch},
};

impl Search<'_> {
    /// Scores what was found; what lacks a required word after all is dropped.
    pub(super) fn score(&mut self) -> Result<Vec<Candidate>, SearchError> {
        self.score_with(self.required)
    }

    /// Nothing has all the words: those that have all but one.
    pub(super) fn score_relaxed(&mut self) -> Result<Vec<Candidate>, SearchError> {
        self.all_but_one()?;
        self.score_with(0)
    }

    fn score_with(&mut self, required: u16) -> Result<Vec<Candidate>, SearchError> {
        let mut docs = std::mem::take(&mut self.docs);
        if !self.include_ended {
            docs.retain(|doc| !self.shard.is_ended(*doc));
        }
        let mut candidates: Vec<Candidate> = docs.iter().map(|doc| self.candidate(*doc)).collect();
        self.add_lists(&mut candidates)?;
        candidates.retain(|candidate| bits(required).all(|word| candidate.evidence.words[word].is_some()));
        self.count_namesakes(&mut candidates);
        for candidate in &mut candidates {
            candidate.score = ranking::score(&candidate.evidence);
        }
        Ok(candidates)
    }

    fn candidate(&self, doc: DocId) -> Candidate {
        let people = self.kind() == ShardKind::People;
        let family = self.matcher.name(0, doc);
        let given = people.then(|| self.matcher.name(1, doc));
        let mut words = self.matcher.city(doc).words;
        for other in [Some(family), given].iter().flatten() {
            for (slot, found) in words.iter_mut().zip(other.words) {
                found.into_iter().for_each(|found| keep_best(slot, found));
            }
        }
        let evidence = Evidence {
            words,
            optional: self.optional,
            family_complete: family.complete,
            given_complete: given.map_or(0, |given| given.complete),
            ended: self.shard.is_ended(doc),
            titled: people && self.query.titled,
            namesakes: 1,
        };
        Candidate { shard: self.number, doc, score: 0, rank: self.shard.rank(doc), evidence }
    }

    /// Adds what stands in lists of codes and of workplaces.
    fn add_lists(&self, candidates: &mut [Candidate]) -> Result<(), SearchError> {
        for span in &self.query.spans {
            let Meaning::Codes { kind, .. } = &span.meaning else { continue };
            let words = mask(span.start, span.end);
            for list in self.lists.iter().filter(|list| list.source == Source::Code && list.words == words) {
                self.add_list(list, Role::Code(*kind), candidates)?;
            }
        }
        for list in &self.work {
            self.add_list(list, Role::Workplace, candidates)?;
        }
        Ok(())
    }

    fn add_list(&self, list: &List, role: Role, candidates: &mut [Candidate]) -> Result<(), SearchError> {
        let group = u8::try_from(list.words.trailing_zeros()).unwrap_or_default();
        let points = ranking::points(role, Resemblance::EXACT);
        let found = WordMatch { role, how: How::Exact, group, points };
        let mut postings = self.shard.postings(list)?;
        for candidate in candidates {
            let at = postings.doc();
            let here = if at < candidate.doc { postings.seek(candidate.doc) } else { at };
            if here == candidate.doc {
                bits(list.words).for_each(|word| keep_best(&mut candidate.evidence.words[word], found));
            }
        }
        Ok(())
    }

    /// Namesakes among the candidates stand in one shard.
    fn count_namesakes(&self, candidates: &mut [Candidate]) {
        if self.kind() != ShardKind::People || self.required.count_ones() < 2 {
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
