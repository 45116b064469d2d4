//! Which of many documents have a name similar to one word of a text: thousands are tested at once, a few match.
//!
//! What tells it lies far apart in memory: the ranks of a document's names, the letters of a name, what was found of
//! it before. So a batch is asked one thing after the other, and reads that do not wait for one another go together.

use tantivy::DocId;

use crate::{
    analysis::{ALIASES, Meaning, edit, may_hold},
    limits::BATCH,
    ranking::Role,
    shard::{compare::Matcher, lists::retain_from, names::Part},
};

/// What is known of a name and a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likely {
    NotAsked,
    No,
    Yes,
}

impl Matcher<'_> {
    /// Of the documents from a place on, keeps those with a name or town similar to this word, whatever its other
    /// words answer for.
    pub(crate) fn keep_alike(&self, docs: &mut Vec<DocId>, from: usize, word: usize) {
        let mut alike = [false; BATCH];
        let mut likely = self.likely.borrow_mut();
        let parts = self.shard.parts.iter().chain([&self.shard.city]);
        let mut names: Vec<(usize, u32)> = Vec::with_capacity(BATCH);
        for (part, known) in parts.zip(likely.iter_mut().skip(word).step_by(self.words.len())) {
            names.clear();
            for (place, doc) in docs[from..].iter().enumerate().filter(|(place, _)| !alike[*place]) {
                names.extend(part.names(*doc).map(|ord| (place, ord)));
            }
            names.retain(|(_, ord)| self.may_hold(part, *ord, word));
            if known.is_empty() && !names.is_empty() {
                known.resize(part.texts.len() as usize, Likely::NotAsked);
            }
            for (place, ord) in &names {
                alike[*place] |= self.is_likely(part, &mut known[*ord as usize], *ord, word);
            }
        }
        let mut place = 0..;
        retain_from(docs, from, |_| place.next().is_some_and(|place| alike[place]));
    }

    fn is_likely(&self, part: &Part, known: &mut Likely, ord: u32, word: usize) -> bool {
        if *known == Likely::NotAsked {
            let yes = self.is_like(part.role, part.texts.get(ord), word);
            *known = if yes { Likely::Yes } else { Likely::No };
        }
        *known == Likely::Yes
    }

    /// Whether a name has letters enough to resemble this word; other spellings have other letters.
    fn may_hold(&self, part: &Part, ord: u32, word: usize) -> bool {
        let slips = if self.slips > 1 { 2 } else { 1 };
        let respelt = part.role == Role::Given && !self.query.words[word].variants.is_empty();
        respelt || !self.heard.is_empty() || may_hold(part.texts.letters(ord), self.letters[word], slips)
    }

    fn is_like(&self, role: Role, name: &str, word: usize) -> bool {
        if role == Role::City {
            return self.compare_city(name).words[word].is_some();
        }
        let like = |text: &str| self.resemblance(role, word, self.words[word], text).is_some();
        let groups = self.query.spans.iter().filter(|span| (span.start..span.end).contains(&word));
        let mut joined = groups.filter_map(|span| match &span.meaning {
            Meaning::Joined(text) => Some(text.as_str()),
            _ => None,
        });
        let words = name.split([' ', ALIASES]);
        words.clone().any(like)
            || name.contains(' ') && role != Role::Structure && like(&name.replace(' ', ""))
            || joined.any(|group| words.clone().any(|text| edit(group, text, 1).is_some()))
    }
}
