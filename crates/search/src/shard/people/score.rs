//! Scoring what a search found in one shard: gathers the evidence that ranking weighs.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use crate::{
    analysis::Meaning,
    error::SearchError,
    limits::{MANY, MAX_COMPARED, TEXT_COST},
    manifest::ShardKind,
    ranking::{self, CodeKind, Evidence, How, Resemblance, Role, WordMatch},
    shard::{
        GIVEN,
        best::Best,
        compare::{keep_best, mask},
        find::{Candidate, Place},
        lists::{Cursor, List, Source, bits},
        people::{PeopleSearch, bound::Bound},
    },
};

impl<'a> PeopleSearch<'a> {
    /// Scores what was found and may come before the last of `best`; what lacks a required word after all is dropped.
    pub(crate) fn score(&mut self, best: &mut Best) -> Result<Vec<Candidate>, SearchError> {
        self.score_with(self.required, best)
    }

    /// Nobody has all the words: those who have most of them.
    pub(crate) fn score_relaxed(&mut self) -> Result<Vec<Candidate>, SearchError> {
        self.most_words()?;
        // Slips that reach any of these were looked up without result.
        self.guessed = false;
        // Who has which of the words is not known beforehand: all are compared.
        self.begun = true;
        self.score_with(0, &mut Best::new(0))
    }

    fn score_with(&mut self, required: u16, best: &mut Best) -> Result<Vec<Candidate>, SearchError> {
        let mut docs = std::mem::take(&mut self.docs);
        if !self.include_ended {
            docs.retain(|doc| !self.shard.is_ended(*doc));
        }
        if self.facets {
            self.matching.clone_from(&docs);
        }
        if docs.len() >= MANY && !self.guessed {
            self.matcher.narrow();
        }
        let docs = self.most_promising(&docs)?;
        let mut names = Names::default();
        if self.required.count_ones() > 1 {
            names.count(docs.iter().map(|(_, doc)| self.person(*doc)));
        }
        let mut read = self.read_lists()?;
        let mut candidates = Vec::new();
        for (bound, doc) in docs {
            let bound = bound.saturating_add(names.worth(self.person(doc)));
            if best.are_before(bound, || self.place(doc)) {
                self.rest += 1;
                continue;
            }
            self.budget.spent += TEXT_COST;
            let candidate = self.candidate(doc, &mut names, &mut read);
            debug_assert!(
                candidate.score <= bound,
                "worth more than lists say: who is only counted might be, too"
            );
            if bits(required).all(|word| candidate.evidence.words[word].is_some()) {
                best.add(&candidate);
                candidates.push(candidate);
            }
        }
        Ok(candidates)
    }

    /// Of many, those that may score best, with bounds of their scores where these are known; the others are only
    /// counted.
    fn most_promising(&mut self, docs: &[DocId]) -> Result<Vec<(i32, DocId)>, SearchError> {
        self.rest = 0;
        let kept = MAX_COMPARED.max(self.page_end);
        // One name may not answer for a word that is there twice, which only its text tells.
        let too_many = docs.len() > kept && !self.query.repeats();
        let bounded = docs.len() > self.page_end && self.is_listed();
        let mut docs: Vec<_> = if bounded {
            let mut bound = Bound::new(self)?;
            docs.iter().map(|doc| (bound.of(self, *doc), *doc)).collect()
        } else {
            let promise = |doc: &DocId| (if too_many { self.promise(*doc) } else { 0 }, *doc);
            docs.iter().map(promise).collect()
        };
        if too_many {
            docs.select_nth_unstable_by_key(kept, |(bound, doc)| (Reverse(*bound), *doc));
            // One word of a name may have answered for a whole word and for a beginning, which only its text tells.
            if self.begun || self.guessed {
                self.budget.exhausted = true;
            } else {
                self.rest = docs.len() - kept;
            }
            docs.truncate(kept);
            docs.sort_unstable_by_key(|(_, doc)| *doc);
        }
        if !bounded {
            for (bound, _) in &mut docs {
                *bound = i32::MAX;
            }
        }
        Ok(docs)
    }

    /// What the names of a person are worth, without reading most of them: one word that is in the text or is not.
    fn promise(&self, doc: DocId) -> i32 {
        let of_parts = (0..).zip(&self.shard.parts).map(|(slot, part)| {
            let of_name = |ord| match part.texts.own_words(ord) {
                1 if self.matcher.is_unlike(slot, part, ord) => 0,
                1 => ranking::promise(part.role),
                _ => self.matcher.person_name(slot, doc).worth(),
            };
            part.names(doc).map(of_name).max().unwrap_or(0)
        });
        of_parts.sum::<i32>() + if self.shard.is_ended(doc) { ranking::ENDED } else { 0 }
    }

    fn place(&self, doc: DocId) -> Place {
        Place { kind: ShardKind::People, rank: self.shard.rank(doc), shard: self.number, doc }
    }

    /// The names of a person, as ranks of texts.
    fn person(&self, doc: DocId) -> Option<Name> {
        match self.shard.parts.as_slice() {
            [family, given] => Some((family.name(doc), given.name(doc))),
            _ => None,
        }
    }

    /// Whether a person is known by no former name.
    fn has_one_name(&self, doc: DocId) -> bool {
        self.shard.parts.iter().all(|part| part.names(doc).count() < 2)
    }

    fn candidate(&self, doc: DocId, names: &mut Names, read: &mut [Read<'_>]) -> Candidate {
        let mut evidence = match self.person(doc) {
            Some(name) if self.has_one_name(doc) => names.get(name, || self.evidence(doc)),
            Some(name) => Evidence { namesakes: names.bearers(name), ..self.evidence(doc) },
            None => self.evidence(doc),
        };
        evidence.ended = self.shard.is_ended(doc);
        evidence.doctor = self.query.doctor && self.shard.is_doctor(doc);
        if self.cities_matter {
            let (found, town) = self.matcher.city(doc);
            for (slot, found) in evidence.words.iter_mut().zip(found.words) {
                keep_best(slot, found);
            }
            let by_town = evidence.words.iter().flatten().any(|found| found.role == Role::City);
            evidence.past = by_town && town >= self.shard.current_towns(doc);
        }
        for list in read {
            list.add(doc, &mut evidence);
        }
        keep_read_names(&mut evidence);
        if let Some(weights) = self.weights {
            for (word, slot) in evidence.words.iter_mut().enumerate() {
                if let Some(found) = slot {
                    found.points = u16::try_from(weights.of(word, found.points)).unwrap_or(u16::MAX);
                }
            }
        }
        Candidate { place: self.place(doc), score: ranking::score(&evidence), evidence }
    }

    /// What the names of a document say.
    fn evidence(&self, doc: DocId) -> Evidence {
        let (family, given) = (self.matcher.person_name(0, doc), self.matcher.person_name(GIVEN, doc));
        let mut words = family.words;
        for (slot, found) in words.iter_mut().zip(given.words) {
            keep_best(slot, found);
        }
        Evidence {
            words,
            optional: self.optional,
            family_complete: family.complete,
            given_complete: given.complete,
            ended: false,
            past: false,
            titled: self.query.titled,
            doctor: false,
            house: 1,
            namesakes: 1,
        }
    }

    /// The lists of codes and of workplaces, which no name tells.
    fn read_lists(&self) -> Result<Vec<Read<'a>>, SearchError> {
        let mut read = Vec::new();
        for span in &self.query.spans {
            let Meaning::Codes { kind, people, .. } = &span.meaning else { continue };
            let (words, role) = (mask(span.start, span.end), Role::Code(*kind));
            for list in self.lists.iter().filter(|list| list.source == Source::Code && list.words == words) {
                read.push(Read { cursor: self.shard.cursor(list)?, words, role, says: Says::Found });
            }
            if matches!(kind, CodeKind::Postcode | CodeKind::Departement) {
                self.read_past(people, 1 << span.start, role, &mut read)?;
            }
        }
        for list in &self.work {
            let (words, role) = (list.words, Role::Workplace);
            read.push(Read { cursor: self.shard.cursor(list)?, words, role, says: Says::Found });
        }
        Ok(read)
    }

    /// The lists of those who practise no more where one of these codes says.
    fn read_past(
        &self,
        codes: &[String],
        words: u16,
        role: Role,
        read: &mut Vec<Read<'a>>,
    ) -> Result<(), SearchError> {
        for code in codes {
            let Some(info) = self.shard.facet.terms().get(code.to_ascii_uppercase())? else { continue };
            let list = List { words: 0, source: Source::Code, info };
            read.push(Read { cursor: self.shard.cursor(&list)?, words, role, says: Says::Left });
        }
        Ok(())
    }
}

/// A name whose words were all read as something else is not what the text says.
fn keep_read_names(evidence: &mut Evidence) {
    let read = |role| evidence.words.iter().flatten().any(|found| found.role == role);
    let first = read(Role::Family);
    let given = read(Role::Given);
    evidence.family_complete = if first { evidence.family_complete } else { 0 };
    evidence.given_complete = if given { evidence.given_complete } else { 0 };
}

/// A list that is read along with the candidates, and what it says of those that stand in it.
struct Read<'a> {
    cursor: Cursor<'a>,
    words: u16,
    role: Role,
    says: Says,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// The words found this.
    Found,
    /// What the word found so is a place that they left.
    Left,
}

impl Read<'_> {
    fn add(&mut self, doc: DocId, evidence: &mut Evidence) {
        if !self.cursor.stands_at(doc) {
            return;
        }
        let group = self.words.trailing_zeros();
        match self.says {
            Says::Found => {
                let points = ranking::points(self.role, Resemblance::EXACT);
                let group = u8::try_from(group).unwrap_or_default();
                let found = WordMatch { role: self.role, how: How::Exact, group, points };
                for word in bits(self.words) {
                    keep_best(&mut evidence.words[word], Some(found));
                }
            }
            Says::Left => {
                let found = evidence.words[group as usize].is_some_and(|found| found.role == self.role);
                evidence.past |= found;
            }
        }
    }
}

/// Family and given name of a person, as ranks of texts.
type Name = (Option<u32>, Option<u32>);

/// What the distinct names among the candidates say, and how many bear each: many share a few; namesakes stand in
/// one shard.
#[derive(Default)]
struct Names {
    bearers: FxHashMap<Name, u32>,
    evidence: FxHashMap<Name, Evidence>,
}

impl Names {
    fn count(&mut self, names: impl Iterator<Item = Option<Name>>) {
        for name in names.flatten() {
            *self.bearers.entry(name).or_default() += 1;
        }
    }

    /// Number of bearers of a name; one when not counted.
    fn bearers(&self, name: Name) -> u32 {
        self.bearers.get(&name).copied().unwrap_or(1)
    }

    /// What the number of its bearers adds to a score at most.
    fn worth(&self, name: Option<Name>) -> i32 {
        name.map_or(0, |name| ranking::of_namesakes(self.bearers(name)))
    }

    fn get(&mut self, name: Name, evidence: impl FnOnce() -> Evidence) -> Evidence {
        let namesakes = self.bearers(name);
        let known = self.evidence.entry(name).or_insert_with(|| Evidence { namesakes, ..evidence() });
        *known
    }
}
