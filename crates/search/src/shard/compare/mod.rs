//! Comparing the words of a query with the names of a document: all resemblances, none of the lists.

mod alike;
mod beginning;
mod narrow;

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use tantivy::DocId;

pub(crate) use self::beginning::Beginning;
use self::{
    alike::Likely,
    narrow::{ARTICLES, Narrow},
};
use crate::{
    analysis::{ALIASES, Edit, LEXICON, Meaning, Understood, edit, letters, may_hold, sound},
    limits::MAX_WORDS,
    ranking::{self, COMPLETE, CodeKind, Resemblance, Role, WordMatch, WordMatches},
    shard::{
        Shard,
        names::{Part, SHORTEST_SOUND},
    },
};

/// Words of a name that are looked at.
pub(crate) const MAX_NAME_WORDS: usize = 24;
/// Shorter words have too many neighbours to be taken for slips of one another.
pub(crate) const MIN_SLIP: usize = 3;
/// From this length on, two slips may be forgiven.
pub(crate) const MIN_TWO_SLIPS: usize = 7;
/// Shorter beginnings of a town say nothing.
pub(crate) const MIN_CITY_PREFIX: usize = 3;
/// Shorter towns have too many neighbours.
pub(crate) const MIN_CITY_SLIP: usize = 5;

/// From this length on, two slips in a town may be forgiven.
const MIN_CITY_TWO_SLIPS: usize = 10;

/// What a query found in one name.
#[derive(Clone, Copy)]
pub(crate) struct NameMatch {
    pub(crate) words: WordMatches,
    /// Share of the name's words that matched, of [`COMPLETE`].
    pub(crate) complete: u8,
}

impl NameMatch {
    const NOTHING: Self = Self { words: [None; MAX_WORDS], complete: 0 };

    /// What it would add to a score.
    pub(crate) fn worth(&self) -> i32 {
        let words: i32 = self.words.iter().flatten().map(|word| i32::from(word.points)).sum();
        if words == 0 { 0 } else { words + i32::from(self.complete) }
    }
}

/// Compares, remembering each name: thousands of candidates share a few hundred names.
pub(crate) struct Matcher<'a> {
    pub(crate) shard: &'a Shard,
    pub(crate) query: &'a Understood,
    /// The words as the shard writes them.
    pub(crate) words: Vec<&'a str>,
    /// The letters of each.
    pub(crate) letters: Vec<u32>,
    pub(crate) slips: usize,
    /// The words that may have two slips or be heard, one bit each.
    tolerant: u16,
    /// The categories of structures that the text names.
    kinds: Vec<&'a str>,
    /// What is heard of each word, when names are compared by ear too.
    pub(crate) heard: Vec<String>,
    /// The names that may match, when they are known beforehand.
    narrow: Option<Narrow>,
    seen: RefCell<Vec<FxHashMap<u32, NameMatch>>>,
    /// Of each name and town, whether it may resemble a word: by part and word, empty until asked for.
    pub(crate) likely: RefCell<Vec<Vec<Likely>>>,
}

/// A resemblance of words of the query with words of the name.
struct Pair {
    words: u16,
    name_words: u32,
    found: WordMatch,
}

impl Pair {
    fn new(role: Role, found: Resemblance, words: u16, first: u8, name_words: u32) -> Self {
        let points = ranking::points(role, found);
        Self { words, name_words, found: WordMatch { role, how: found.how, group: first, points } }
    }
}

impl<'a> Matcher<'a> {
    /// Forgives `slips` per word, 1 or 2.
    pub(crate) fn new(shard: &'a Shard, query: &'a Understood, words: Vec<&'a str>, slips: usize) -> Self {
        let seen = RefCell::new(vec![FxHashMap::default(); shard.parts.len() + 1]);
        let likely = RefCell::new(vec![Vec::new(); (shard.parts.len() + 1) * words.len()]);
        let letters = words.iter().map(|word| letters(word)).collect();
        let kinds = query.spans.iter().filter_map(|span| match &span.meaning {
            Meaning::Codes { kind: CodeKind::Categorie, structures, .. } => Some(structures),
            _ => None,
        });
        let kinds = kinds.flatten().filter_map(|term| term.get(1..)).collect();
        Self {
            shard,
            query,
            words,
            letters,
            slips,
            tolerant: u16::MAX,
            kinds,
            heard: Vec::new(),
            narrow: None,
            seen,
            likely,
        }
    }

    /// The same, by ear too.
    pub(crate) fn by_ear(mut self) -> Self {
        let heard = self.words.iter().map(|word| sound(word));
        self.heard = heard.map(|key| if key.len() < SHORTEST_SOUND { String::new() } else { key }).collect();
        self
    }

    /// Two slips and hearing count for these words only.
    pub(crate) const fn tolerant(mut self, words: u16) -> Self {
        self.tolerant = words;
        self
    }

    /// Looks from here on only for what is written as the names are, without slips.
    pub(crate) fn narrow(&mut self) {
        self.narrow = Some(Narrow::new(self.shard, self.query, &self.words));
    }

    /// Whether a name need not be looked at.
    pub(crate) fn is_unlike(&self, slot: usize, part: &Part, ord: u32) -> bool {
        let Some(narrow) = &self.narrow else { return false };
        let one_word = part.role == Role::City || !part.texts.has_several_words(ord);
        one_word && !narrow.may_match(slot, ord)
    }

    /// What the query finds in the structure's name; the best, when there are several.
    pub(crate) fn structure_name(&self, doc: DocId) -> NameMatch {
        self.best(0, &self.shard.parts[0], doc).0
    }

    /// What the query finds in a person's names of this part: the current one, and those borne before it.
    pub(crate) fn person_name(&self, part: usize, doc: DocId) -> NameMatch {
        let mut names = self.shard.parts[part].names(doc);
        let mut found = names.next().map_or(NameMatch::NOTHING, |name| self.compared(part, name));
        for former in names {
            for (slot, word) in found.words.iter_mut().zip(self.compared(part, former).words) {
                keep_best(slot, word.map(WordMatch::former));
            }
        }
        found
    }

    /// What the query finds in a name, compared once.
    fn compared(&self, slot: usize, ord: u32) -> NameMatch {
        let part = self.shard.parts.get(slot).unwrap_or(&self.shard.city);
        if self.is_unlike(slot, part, ord) {
            return NameMatch::NOTHING;
        }
        *self.seen.borrow_mut()[slot].entry(ord).or_insert_with(|| {
            let text = part.texts.get(ord);
            if part.role == Role::City { self.compare_city(text) } else { self.compare(part.role, text) }
        })
    }

    /// What it finds in the document's towns, and the rank of the town.
    pub(crate) fn city(&self, doc: DocId) -> (NameMatch, usize) {
        self.best(self.shard.parts.len(), &self.shard.city, doc)
    }

    /// The best of the document's names, the first among equals, and its rank.
    fn best(&self, slot: usize, part: &Part, doc: DocId) -> (NameMatch, usize) {
        let mut best = (NameMatch::NOTHING, 0);
        let mut most = 0;
        for (rank, ord) in part.names(doc).enumerate() {
            let found = self.compared(slot, ord);
            let points = found.worth();
            if points > most {
                (best, most) = ((found, rank), points);
            }
        }
        best
    }

    fn compare(&self, role: Role, name: &str) -> NameMatch {
        let (own, aliases) = name.split_once(ALIASES).unwrap_or((name, ""));
        let words = own.split(' ').chain(aliases.split(' ')).filter(|word| !word.is_empty());
        let mut pairs = Vec::new();
        for (j, word) in words.take(MAX_NAME_WORDS).enumerate() {
            self.pair_words(role, word, 1 << j, &mut pairs);
            self.pair_groups(role, word, 1 << j, &mut pairs);
        }
        if role == Role::Structure {
            return choose(pairs, role, self.telling(own));
        }
        let own_words = own.split(' ').count().min(MAX_NAME_WORDS);
        if own_words > 1 && self.words.iter().any(|word| word.len() > own.len() / 2) {
            let joined: String = own.split(' ').collect();
            self.pair_words(role, &joined, (1 << own_words) - 1, &mut pairs);
        }
        if own_words > 2 {
            let words: Vec<&str> = own.split(' ').take(own_words).collect();
            for (first, pair) in words.windows(2).enumerate() {
                self.pair_words(role, &pair.concat(), 3 << first, &mut pairs);
            }
        }
        choose(pairs, role, (1 << own_words) - 1)
    }

    /// Every resemblance of a word of the query with one word of a name, or with all of its words in one.
    fn pair_words(&self, role: Role, word: &str, name_words: u32, pairs: &mut Vec<Pair>) {
        let joined = name_words.count_ones() > 1;
        for (i, typed) in (0_u8..).zip(&self.words) {
            if let Some(mut found) = self.resemblance(role, usize::from(i), typed, word) {
                if joined && found == Resemblance::EXACT {
                    found = Resemblance::JOINED;
                }
                pairs.push(Pair::new(role, found, 1 << i, i, name_words));
            }
        }
    }

    /// Every resemblance of a group of words of the query, in one, with a word of a name.
    fn pair_groups(&self, role: Role, word: &str, name_words: u32, pairs: &mut Vec<Pair>) {
        for span in &self.query.spans {
            let Meaning::Joined(text) = &span.meaning else { continue };
            let found = match edit(text, word, 1) {
                Some(Edit::None) => Resemblance::JOINED,
                Some(edit) if text.len() > MIN_TWO_SLIPS => Resemblance::slip(edit),
                _ => continue,
            };
            let first = u8::try_from(span.start).unwrap_or_default();
            pairs.push(Pair::new(role, found, mask(span.start, span.end), first, name_words));
        }
    }

    pub(crate) fn resemblance(&self, role: Role, i: usize, typed: &str, word: &str) -> Option<Resemblance> {
        if typed == word {
            return Some(Resemblance::EXACT);
        }
        if word.starts_with(typed) {
            if typed.len() == 1
                && (role == Role::Given || role == Role::Structure && LEXICON.is_telling(typed))
            {
                return Some(Resemblance::INITIAL);
            }
            if i + 1 == self.words.len() {
                return Some(Resemblance::prefix(typed.len(), word.len()));
            }
        }
        // `G POMPIDOU` is Georges Pompidou.
        if role == Role::Structure && word.len() == 1 && typed.starts_with(word) && LEXICON.is_telling(word) {
            return Some(Resemblance::ABBREVIATED);
        }
        if role == Role::Given && self.query.words[i].variants.iter().any(|variant| variant == word) {
            return Some(Resemblance::VARIANT);
        }
        if typed.len() < MIN_SLIP || self.query.words[i].optional_for_people {
            return None;
        }
        let tolerant = self.tolerant & (1 << i) != 0;
        let two = tolerant && typed.len() >= MIN_TWO_SLIPS && may_hold(letters(word), self.letters[i], 2);
        let slips = if two { self.slips } else { 1 };
        let by_ear =
            || tolerant && self.heard.get(i).is_some_and(|heard| !heard.is_empty() && *heard == sound(word));
        edit(typed, word, slips).map(Resemblance::slip).or_else(|| by_ear().then_some(Resemblance::HEARD))
    }

    /// The words of a structure's name that tell it from others, one bit each: not those of the kind that is asked
    /// for, or of any kind when none is. All of them, when none does.
    fn telling(&self, name: &str) -> u32 {
        let words = name.split(' ').take(MAX_NAME_WORDS).enumerate();
        let tells = |word: &str| {
            let of_kind = LEXICON.categories(word).is_some_and(|codes| {
                self.kinds.is_empty() || codes.iter().any(|code| self.kinds.contains(code))
            });
            !of_kind && !LEXICON.is_stop_word(word)
        };
        let telling = words.clone().filter(|(_, word)| tells(word)).fold(0, |bits, (i, _)| bits | 1 << i);
        if telling == 0 { words.fold(0, |bits, (i, _)| bits | 1 << i) } else { telling }
    }

    pub(crate) fn compare_city(&self, city: &str) -> NameMatch {
        let bare = ARTICLES.iter().find_map(|article| city.strip_prefix(article));
        let mut found = NameMatch::NOTHING;
        for span in &self.query.spans {
            let (text, today) = match &span.meaning {
                Meaning::City(text) => (text.as_str(), false),
                Meaning::CityToday(text) => (*text, true),
                _ => continue,
            };
            let last = span.end == self.words.len();
            let begins = |city: &str| city.starts_with(text);
            let resemblance = if text == city || Some(text) == bare {
                if today { Resemblance::VARIANT } else { Resemblance::EXACT }
            } else if today {
                continue;
            } else if last && text.len() >= MIN_CITY_PREFIX && (begins(city) || bare.is_some_and(begins)) {
                Resemblance::prefix(text.len(), city.len())
            } else if text.len() >= MIN_CITY_SLIP
                && let Some(edit) =
                    edit(text, city, if text.len() < MIN_CITY_TWO_SLIPS { 1 } else { self.slips })
            {
                Resemblance::slip(edit)
            } else {
                continue;
            };
            let group = u8::try_from(span.start).unwrap_or_default();
            let points = ranking::points(Role::City, resemblance);
            let word = WordMatch { role: Role::City, how: resemblance.how, group, points };
            for slot in &mut found.words[span.start..span.end] {
                keep_best(slot, Some(word));
            }
        }
        found
    }
}

/// Pairs words one to one, the best first: no word of the name matches two words of the query. The name is complete
/// by the share of its `own` words (one bit each) that matched.
fn choose(mut pairs: Vec<Pair>, role: Role, own: u32) -> NameMatch {
    // Words that occur twice in the query go to the family name first, to the given name last, so that
    // a person called Thomas Thomas is found by both.
    let place = |pair: &Pair| if role == Role::Given { u8::MAX - pair.found.group } else { pair.found.group };
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.found.points), place(pair)));
    let mut found = NameMatch::NOTHING;
    let (mut used, mut name_used) = (0_u16, 0_u32);
    for pair in pairs {
        if used & pair.words != 0 || name_used & pair.name_words != 0 {
            continue;
        }
        used |= pair.words;
        name_used |= pair.name_words;
        for (i, slot) in found.words.iter_mut().enumerate() {
            if pair.words & (1 << i) != 0 {
                *slot = Some(pair.found);
            }
        }
    }
    let share = u32::from(COMPLETE) * (name_used & own).count_ones() / own.count_ones().max(1);
    found.complete = u8::try_from(share).unwrap_or(COMPLETE);
    found
}

/// Keeps the better of two readings of a word.
pub(crate) fn keep_best(slot: &mut Option<WordMatch>, other: Option<WordMatch>) {
    if other.is_some_and(|other| slot.is_none_or(|this| this.points < other.points)) {
        *slot = other;
    }
}

/// Bits `start..end`.
pub(crate) fn mask(start: usize, end: usize) -> u16 {
    (start..end).fold(0, |mask, bit| mask | 1 << bit)
}
