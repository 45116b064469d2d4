//! Scoring what a search found in one shard: gathers the evidence that ranking weighs.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::{
    find::Candidate,
    lists::{List, Source, bits},
    matcher::{keep_best, mask},
    search::Search,
};
use crate::{
    analysis::Meaning,
    error::SearchError,
    limits::{MANY, MAX_COMPARED, TEXT_COST},
    manifest::ShardKind,
    ranking::{self, CodeKind, Evidence, How, Resemblance, Role, WordMatch},
};

impl Search<'_> {
    /// Scores what was found; what lacks a required word after all is dropped.
    pub(super) fn score(&mut self) -> Result<Vec<Candidate>, SearchError> {
        self.score_with(self.required)
    }

    /// Nothing has all the words: those that have all but one.
    pub(super) fn score_relaxed(&mut self) -> Result<Vec<Candidate>, SearchError> {
        self.all_but_one()?;
        // Slips that reach any of these were looked for, and found nobody.
        self.guessed = false;
        self.score_with(0)
    }

    fn score_with(&mut self, required: u16) -> Result<Vec<Candidate>, SearchError> {
        let mut docs = std::mem::take(&mut self.docs);
        if !self.include_ended {
            docs.retain(|doc| !self.shard.is_ended(*doc));
        }
        if docs.len() >= MANY && !self.guessed {
            self.matcher.narrow();
        }
        self.keep_promising(&mut docs);
        self.budget.spent += docs.len() * TEXT_COST;
        let mut names = Names::default();
        let mut candidates: Vec<Candidate> =
            docs.iter().map(|doc| self.candidate(*doc, &mut names)).collect();
        self.add_lists(&mut candidates)?;
        candidates.retain(|candidate| bits(required).all(|word| candidate.evidence.words[word].is_some()));
        if self.kind() == ShardKind::People && self.required.count_ones() > 1 {
            names.count(&mut candidates);
        }
        for candidate in &mut candidates {
            candidate.score = ranking::score(&candidate.evidence);
        }
        Ok(candidates)
    }

    /// Of many, those that promise the best scores; the others are only counted.
    fn keep_promising(&mut self, docs: &mut Vec<DocId>) {
        self.rest = 0;
        let kept = MAX_COMPARED.max(self.page_end);
        // One name may not answer for a word that is there twice, which only its text tells.
        if docs.len() <= kept || self.query.repeats() {
            return;
        }
        let mut promises: Vec<_> = docs.iter().map(|doc| (Reverse(self.promise(*doc)), *doc)).collect();
        promises.select_nth_unstable(kept);
        // One word of a name may have answered for a whole word and for a beginning, which only its text tells.
        if self.begun || self.guessed {
            self.budget.exhausted = true;
        } else {
            self.rest = docs.len() - kept;
        }
        docs.clear();
        docs.extend(promises[..kept].iter().map(|(_, doc)| *doc));
        docs.sort_unstable();
    }

    /// What the names of a document are worth, without reading most of them: all candidates have the required words,
    /// people's names are one word that is in the text or is not, and a structure's name is better filled by them
    /// the fewer words it has.
    fn promise(&self, doc: DocId) -> i32 {
        let of_parts = (0..).zip(&self.shard.parts).map(|(slot, part)| {
            let of_name = |ord| match part.texts.own_words(ord) {
                1 if self.matcher.is_unlike(slot, part, ord) => 0,
                words if words == 1 || part.role == Role::Structure => ranking::promise(part.role, words),
                _ => self.matcher.name(slot, doc).worth(),
            };
            part.names(doc).map(of_name).max().unwrap_or(0)
        });
        of_parts.sum::<i32>() + if self.shard.is_ended(doc) { ranking::ENDED } else { 0 }
    }

    fn candidate(&self, doc: DocId, names: &mut Names) -> Candidate {
        let name = match self.shard.parts.as_slice() {
            [family, given] => Some((family.name(doc), given.name(doc))),
            _ => None,
        };
        let (evidence, number) = match name {
            Some(name) => names.get(name, || self.evidence(doc)),
            None => (self.evidence(doc), 0),
        };
        let mut evidence = evidence;
        evidence.ended = self.shard.is_ended(doc);
        evidence.doctor = self.query.doctor && self.shard.is_doctor(doc);
        if self.cities_matter {
            let (found, town) = self.matcher.city(doc);
            for (slot, found) in evidence.words.iter_mut().zip(found.words) {
                keep_best(slot, found);
            }
            let by_town = evidence.words.iter().flatten().any(|found| found.role == Role::City);
            evidence.past =
                by_town && self.kind() == ShardKind::People && town >= self.shard.current_towns(doc);
        }
        Candidate { shard: self.number, doc, score: 0, rank: self.shard.rank(doc), name: number, evidence }
    }

    /// What the names of a document say.
    fn evidence(&self, doc: DocId) -> Evidence {
        let people = self.kind() == ShardKind::People;
        let family = self.matcher.name(0, doc);
        let given = people.then(|| self.matcher.name(1, doc));
        let mut words = family.words;
        for (slot, found) in words.iter_mut().zip(given.iter().flat_map(|given| given.words)) {
            keep_best(slot, found);
        }
        // A name whose words were all read as the other one is not what the text says.
        let read = |role| words.iter().flatten().any(|found| found.role == role);
        Evidence {
            words,
            optional: self.optional,
            family_complete: if people && !read(Role::Family) { 0 } else { family.complete },
            given_complete: given.filter(|_| read(Role::Given)).map_or(0, |given| given.complete),
            ended: false,
            past: false,
            titled: people && self.query.titled,
            doctor: false,
            namesakes: 1,
        }
    }

    /// Adds what stands in lists of codes and of workplaces.
    fn add_lists(&self, candidates: &mut [Candidate]) -> Result<(), SearchError> {
        for span in &self.query.spans {
            let Meaning::Codes { kind, people, .. } = &span.meaning else { continue };
            let words = mask(span.start, span.end);
            for list in self.lists.iter().filter(|list| list.source == Source::Code && list.words == words) {
                self.add_list(list, Role::Code(*kind), candidates)?;
            }
            if self.kind() == ShardKind::People && matches!(kind, CodeKind::Postcode | CodeKind::Departement)
            {
                self.mark_past(people, span.start, Role::Code(*kind), candidates)?;
            }
        }
        for list in &self.work {
            self.add_list(list, Role::Workplace, candidates)?;
        }
        Ok(())
    }

    /// Marks those whom the word `at` found by one of these codes where they practise no more.
    fn mark_past(
        &self,
        codes: &[String],
        at: usize,
        role: Role,
        candidates: &mut [Candidate],
    ) -> Result<(), SearchError> {
        for code in codes {
            let Some(info) = self.shard.facet.terms().get(code.to_ascii_uppercase())? else { continue };
            let list = List { words: 0, source: Source::Code, info };
            let mut cursor = self.shard.cursor(&list)?;
            for candidate in candidates.iter_mut() {
                let found = candidate.evidence.words[at].is_some_and(|found| found.role == role);
                candidate.evidence.past |= found && cursor.stands_at(candidate.doc);
            }
        }
        Ok(())
    }

    fn add_list(&self, list: &List, role: Role, candidates: &mut [Candidate]) -> Result<(), SearchError> {
        let group = u8::try_from(list.words.trailing_zeros()).unwrap_or_default();
        let points = ranking::points(role, Resemblance::EXACT);
        let found = WordMatch { role, how: How::Exact, group, points };
        let mut cursor = self.shard.cursor(list)?;
        for candidate in candidates {
            if cursor.stands_at(candidate.doc) {
                bits(list.words).for_each(|word| keep_best(&mut candidate.evidence.words[word], Some(found)));
            }
        }
        Ok(())
    }
}

/// Family and given name of a person, as ranks of texts.
type Name = (Option<u32>, Option<u32>);

/// What the distinct names among the candidates say: many share a few.
#[derive(Default)]
struct Names {
    numbers: FxHashMap<Name, usize>,
    evidence: Vec<Evidence>,
}

impl Names {
    fn get(&mut self, name: Name, evidence: impl FnOnce() -> Evidence) -> (Evidence, usize) {
        let number = *self.numbers.entry(name).or_insert_with(|| {
            self.evidence.push(evidence());
            self.evidence.len() - 1
        });
        (self.evidence[number], number)
    }

    /// Tells every candidate how many bear its name; namesakes stand in one shard.
    fn count(&self, candidates: &mut [Candidate]) {
        let mut counts = vec![0_u32; self.evidence.len()];
        for candidate in candidates.iter() {
            counts[candidate.name] += 1;
        }
        for candidate in candidates {
            candidate.evidence.namesakes = counts[candidate.name];
        }
    }
}
