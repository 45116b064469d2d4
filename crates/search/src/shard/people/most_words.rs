//! When no person has all the words: those with most of them, rare words counting most.

use crate::{
    error::SearchError,
    limits::MAX_RELAXED,
    ranking::{self, CodeKind, How, Resemblance, Role},
    shard::{
        lists::{List, Source, Weighed, Weighing, Weights, bits},
        people::PeopleSearch,
    },
};

impl PeopleSearch<'_> {
    /// Looks every word up, those that stand nowhere with a slip or by ear, and keeps the heaviest records.
    pub(crate) fn most_words(&mut self) -> Result<(), SearchError> {
        let mut lists: Vec<Weighed> =
            self.lists.iter().chain(&self.work).map(|list| self.weighed(list)).collect();
        let known = self.lists.iter().fold(0, |words, list| words | list.words);
        for word in bits(self.required & !known) {
            self.add_neighbours(word, &mut lists)?;
        }
        let frequency = |word: usize| {
            let of_word =
                lists.iter().filter(|of| of.list.words == 1 << word && of.list.source != Source::Work);
            of_word.map(|of| of.list.documents()).sum()
        };
        let frequencies: Vec<u64> = (0..self.query.words.len()).map(frequency).collect();
        let weights = Weights::new(&frequencies, u64::from(self.shard.documents()), self.required, 0);
        let passing = self.shard.passing(&self.codes)?;
        let weighing = Weighing {
            shard: self.shard,
            lists: &lists,
            weights,
            required: self.required,
            last: usize::MAX,
            passing: &passing,
            include_ended: self.include_ended,
            whole: false,
            most: MAX_RELAXED.max(self.page_end),
        };
        self.budget.renew();
        let heaviest = weighing.heaviest(&mut self.budget)?;
        self.docs = heaviest.docs.iter().map(|of| of.doc).collect();
        self.weights = Some(weights);
        Ok(())
    }

    fn weighed(&self, list: &List) -> Weighed {
        let (role, found) = match list.source {
            Source::Name(part) => (self.shard.parts[usize::from(part)].role, Resemblance::EXACT),
            Source::Variant => (Role::Given, Resemblance::VARIANT),
            Source::City => (Role::City, Resemblance::EXACT),
            Source::Work => (Role::Workplace, Resemblance::EXACT),
            _ => (Role::Code(self.kind_of(list.words).unwrap_or(CodeKind::Profession)), Resemblance::EXACT),
        };
        Weighed { list: list.clone(), role, how: found.how, points: ranking::points(role, found) }
    }

    fn add_neighbours(&self, word: usize, lists: &mut Vec<Weighed>) -> Result<(), SearchError> {
        let typed = self.matcher.words[word];
        let near = self.shard.lists_near(self.automata, typed, 1, 1 << word)?;
        let heard = self.shard.lists_sounding_like(typed, 1 << word);
        for (found, near) in [(How::Typo, near), (How::Heard, heard)] {
            lists.extend(near.into_iter().map(|list| Weighed {
                list,
                role: Role::Family,
                how: found,
                points: ranking::points(Role::Family, Resemblance::HEARD),
            }));
        }
        Ok(())
    }
}
