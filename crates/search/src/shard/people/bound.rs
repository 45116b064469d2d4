//! Upper bound on a record's score, from posting lists alone: a record that cannot reach the page is only
//! counted. Of texts that are written as the names are; others resemble names that stand in no list.

use tantivy::DocId;

use crate::{
    analysis::Meaning,
    error::SearchError,
    limits::MAX_WORDS,
    ranking::{self, CodeKind, Resemblance, Role},
    shard::{
        GIVEN,
        compare::{MAX_NAME_WORDS, mask},
        lists::{Cursor, List, Source, bits},
        names::Part,
        people::PeopleSearch,
    },
};

/// Bounds of the scores of a search's documents, which are asked for in ascending order.
pub(crate) struct Bound<'a> {
    /// What each word is worth at most beside the names.
    beside: [i32; MAX_WORDS],
    /// What the text says of everybody.
    titled: i32,
    /// The words that are in names, list by list.
    named: Vec<Named<'a>>,
    /// Letters that all words of a name may have together when one word of the text, or a group in one, is all of them.
    whole: Vec<usize>,
}

/// Who has some of the words in a name.
struct Named<'a> {
    words: u16,
    part: usize,
    points: i32,
    cursor: Cursor<'a>,
}

impl<'a> Bound<'a> {
    pub(crate) fn new(search: &PeopleSearch<'a>) -> Result<Self, SearchError> {
        let titled = search.query.titled;
        let mut bound = Self {
            beside: [0; MAX_WORDS],
            titled: if titled { ranking::TITLED } else { 0 },
            named: Vec::new(),
            whole: whole_names(search),
        };
        for list in &search.lists {
            bound.add(search, list)?;
        }
        Ok(bound)
    }

    fn add(&mut self, search: &PeopleSearch<'a>, list: &List) -> Result<(), SearchError> {
        let (part, found, beside) = match list.source {
            Source::Name(part) => (usize::from(part), Resemblance::EXACT, None),
            Source::Variant => (GIVEN, Resemblance::VARIANT, None),
            Source::City => (0, Resemblance::EXACT, Some(Role::City)),
            Source::Work => (0, Resemblance::EXACT, Some(Role::Workplace)),
            _ => (0, Resemblance::EXACT, search.kind_of(list.words).map(Role::Code)),
        };
        let role = beside.unwrap_or(search.shard.parts[part].role);
        let points = i32::from(ranking::points(role, found));
        if beside.is_none() {
            let cursor = search.shard.cursor(list)?;
            self.named.push(Named { words: list.words, part, points, cursor });
            return Ok(());
        }
        for word in bits(list.words) {
            self.beside[word] = self.beside[word].max(points);
        }
        Ok(())
    }

    /// The most that the score of `doc` can be, were its name borne by one candidate alone.
    pub(crate) fn of(&mut self, search: &PeopleSearch<'_>, doc: DocId) -> i32 {
        let mut named = [0_u16; 2];
        let mut worth = self.beside;
        for list in &mut self.named {
            if list.cursor.stands_at(doc) {
                named[list.part] |= list.words;
                for word in bits(list.words) {
                    worth[word] = worth[word].max(list.points);
                }
            }
        }
        let mut bound = self.titled + search.of_record(doc);
        for (part, named) in search.shard.parts.iter().zip(named).filter(|(_, named)| *named != 0) {
            bound += part.names(doc).map(|name| self.fullest(part, name, named)).max().unwrap_or(0);
        }
        let words = worth.iter().enumerate();
        bound + words.map(|(word, points)| search.part_of(word, *points)).sum::<i32>()
    }

    /// The share of a name that so many words of the text are at most.
    fn fullest(&self, part: &Part, name: u32, words: u16) -> i32 {
        let own = usize::from(part.texts.own_words(name)).clamp(1, MAX_NAME_WORDS);
        let whole = || self.whole.contains(&(part.texts.get(name).len() + 1 - own));
        if own == 1 || whole() {
            return i32::from(ranking::COMPLETE);
        }
        let matched = usize::try_from(words.count_ones()).unwrap_or(own).min(own);
        i32::try_from(usize::from(ranking::COMPLETE) * matched / own).unwrap_or(0)
    }
}

/// See [`Bound::whole`].
fn whole_names(search: &PeopleSearch<'_>) -> Vec<usize> {
    let typed = search.matcher.words.iter().map(|word| word.len());
    let variants = search.query.words.iter().flat_map(|word| word.variants).map(String::len);
    let groups = search.query.spans.iter().filter_map(|span| match &span.meaning {
        Meaning::Joined(text) => Some(text.len()),
        _ => None,
    });
    typed.chain(variants).chain(groups).collect()
}

impl PeopleSearch<'_> {
    /// Whether lists tell what every word may have found in the names of a document: not so when anything was guessed,
    /// nor of a word that may be missing and may be there unlisted, as a beginning, an initial or a stop word; and when
    /// a word is there twice, one word of a name may stand in the list of both.
    pub(crate) fn is_listed(&self) -> bool {
        let last = self.query.words.len().saturating_sub(1);
        let unlisted = |word: usize| word == last || self.matcher.words[word].len() == 1;
        !self.begun && !self.guessed && !self.query.repeats() && !bits(self.optional).any(unlisted)
    }

    /// What the record adds, whatever the words found in it.
    fn of_record(&self, doc: DocId) -> i32 {
        let ended = if self.shard.is_ended(doc) { ranking::ENDED } else { 0 };
        let doctor = self.query.doctor && self.shard.is_doctor(doc);
        ended + if doctor { ranking::DOCTOR } else { 0 }
    }

    /// What is left of a word's worth when it may be missing.
    fn part_of(&self, word: usize, points: i32) -> i32 {
        if self.optional & (1 << word) == 0 { points } else { points / ranking::OPTIONAL_PART }
    }

    /// What the codes say that these words stand for.
    pub(crate) fn kind_of(&self, words: u16) -> Option<CodeKind> {
        let read = self.query.spans.iter().filter(|span| mask(span.start, span.end) == words);
        let kinds = read.filter_map(|span| match &span.meaning {
            Meaning::Codes { kind, .. } => Some(*kind),
            _ => None,
        });
        kinds.max_by_key(|kind| ranking::points(Role::Code(*kind), Resemblance::EXACT))
    }
}
