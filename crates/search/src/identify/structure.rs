//! The name of a structure on file against a name of the directory, word by word.

use super::{
    frequencies::Frequencies,
    weights::{self, Word},
};
use crate::{
    analysis::{self, ALIASES, Edit, LEXICON, edit},
    error::SearchError,
    shard::Dictionary,
};

/// Shorter words have too many neighbours to be taken for slips of one another.
const MIN_SLIP: usize = 4;
const MIN_TWO_SLIPS: usize = 8;
/// Shorter beginnings say nothing.
const MIN_BEGINNING: usize = 3;
/// Words of a name that are compared.
const MAX_WORDS: usize = 16;
/// The share of a name, by what its words tell, that must be found for it to be the same name shortened.
const CLOSE: f32 = 0.7;

/// How the name on file is the structure's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StructureName {
    /// The same words, abbreviations, legal forms and the town aside.
    Same,
    /// The same but for slips, or most of its words, one of which distinguishes it from another of the town.
    Close,
    /// Most of its words, none of which distinguishes it from another of the town, or another kind.
    Part,
    /// The file says what kind of structure it is, and nothing that distinguishes it from another.
    Generic,
    /// Another name.
    Differs,
}

/// A word on file.
#[derive(Debug, Clone)]
pub(super) struct AskedWord {
    pub(super) text: String,
    pub(super) bearers: u32,
    /// A word that many names have, or the town's.
    pub(super) common: bool,
    /// The town's: the place says it already.
    pub(super) town: bool,
    /// The catégories that it names, as terms of codes.
    pub(super) categories: Vec<String>,
}

/// The name on file.
#[derive(Debug, Clone, Default)]
pub(super) struct StructureAsked {
    pub(super) words: Vec<AskedWord>,
    documents: u32,
}

/// How well a name fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    pub(super) bits: f32,
    /// Words of the file that were found.
    pub(super) found: usize,
    pub(super) name: StructureName,
}

/// The words of a canonical name that say which structure it is: abbreviations written out, without articles and
/// legal forms, unless there is nothing else.
pub(super) fn telling_words(canonical: &str) -> Vec<&str> {
    let own = canonical.split(ALIASES).next().unwrap_or_default();
    let expanded = own.split(' ').flat_map(|word| LEXICON.long_form(word).unwrap_or(word).split(' '));
    let all: Vec<&str> = expanded.filter(|word| !word.is_empty() && !LEXICON.is_stop_word(word)).collect();
    let telling: Vec<&str> = all.iter().filter(|word| !LEXICON.is_legal_form(word)).copied().collect();
    let mut words = if telling.is_empty() { all } else { telling };
    words.truncate(MAX_WORDS);
    words
}

impl StructureAsked {
    pub(super) fn read(name: &str, town: &str, frequencies: &Frequencies<'_>) -> Result<Self, SearchError> {
        let canonical = analysis::structure_name(name);
        let mut words: Vec<AskedWord> = Vec::new();
        for text in telling_words(&canonical) {
            if words.iter().any(|word| word.text == text) {
                continue;
            }
            let bearers = frequencies.bearers(Dictionary::Name(0), text)?;
            let town = town.split(' ').any(|t| t == text);
            let common = weights::is_common(bearers, frequencies.documents()) || town;
            words.push(AskedWord { text: text.to_owned(), bearers, common, town, categories: Vec::new() });
        }
        let mut asked = Self { words, documents: frequencies.documents() };
        asked.name_categories();
        Ok(asked)
    }

    /// Marks the words that, alone or with the next ones, name catégories of structures.
    fn name_categories(&mut self) {
        for start in 0..self.words.len() {
            for end in start + 1..=self.words.len().min(start + 3) {
                let words: Vec<&str> = self.words[start..end].iter().map(|word| word.text.as_str()).collect();
                let Some(codes) = LEXICON.categories(&words.join(" ")) else { continue };
                for word in &mut self.words[start..end] {
                    word.categories.extend(codes.iter().map(|code| format!("k{code}")));
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The catégories that the name says.
    pub(super) fn categories(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(|word| &word.categories).map(String::as_str)
    }

    /// Whether it says a kind of structure and nothing else.
    pub(super) fn is_generic(&self) -> bool {
        self.words.iter().all(|word| !word.categories.is_empty())
    }

    /// Whether it is a name of a structure rather than of a person: it says a kind, or words that names of
    /// structures often have.
    pub(super) fn speaks_of_a_structure(&self) -> bool {
        self.words.iter().any(|word| !word.categories.is_empty() || LEXICON.is_structure_word(&word.text))
    }

    /// The words that say no kind of structure: in « Cabinet du Dr Roy », whose it is.
    pub(super) fn holder(&self) -> String {
        let own = |word: &&AskedWord| word.categories.is_empty() && !LEXICON.is_structure_word(&word.text);
        self.words.iter().filter(own).map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// How well the canonical name `known` fits, of a structure in the towns `there`; `of_category` says whether it is
    /// of a catégorie.
    pub(super) fn fit(
        &self,
        known: &str,
        there: &[&str],
        of_category: impl Fn(&str) -> bool,
        frequencies: &Frequencies<'_>,
    ) -> Result<Fit, SearchError> {
        let known = telling_words(known);
        let paired = self.pair(&known);
        let rest = self.rest(&known, &paired.known, frequencies)?;
        let (mut bits, mut found, mut agreeing, mut all) = (0.0, 0, 0.0, 0.0);
        // A town that follows the name is no word of it.
        let (mut other_kind, mut distinguished, mut beside) = (false, false, 0);
        for (word, pair) in self.words.iter().zip(&paired.asked) {
            let of_town = word.town || there.iter().any(|town| town.split(' ').any(|part| part == word.text));
            distinguished |= pair.is_some() && !word.common && !of_town;
            let kind = || word.categories.iter().any(|code| of_category(code)).then_some(Word::Kind);
            let weight = Word::Exact.bits(word.bearers, self.documents);
            if of_town && pair.is_none() {
                beside += 1;
                continue;
            }
            all += weight;
            match pair.or_else(kind) {
                Some(how) => {
                    let worth = how.bits(word.bearers, self.documents);
                    bits += match (of_town && rest.count > 0, word.common) {
                        (true, _) => worth.min(TOWN_WORTH),
                        (_, true) => worth.min(COMMON_WORTH),
                        _ => worth,
                    };
                    agreeing += weight;
                    found += 1;
                }
                None if !word.categories.is_empty() && word.common => other_kind = true,
                None if word.common => bits += weights::LACKS_COMMON,
                None => bits += weights::LACKS,
            }
        }
        if other_kind {
            bits += weights::OTHER_KIND;
        }
        let whole = found > 0 && found + beside == self.words.len() && rest.count == 0;
        let written = paired.asked.iter().flatten().all(|how| *how == Word::Exact);
        let name = match () {
            () if whole && written => StructureName::Same,
            () if whole => StructureName::Close,
            () if self.is_generic() && found == self.words.len() => StructureName::Generic,
            () if found > 0 && agreeing >= CLOSE * all => {
                if distinguished && !other_kind {
                    StructureName::Close
                } else {
                    StructureName::Part
                }
            }
            () => StructureName::Differs,
        };
        Ok(Fit { bits: bits + rest.bits, found, name })
    }

    /// What the words of the directory's name that the file lacks take away.
    fn rest(
        &self,
        known: &[&str],
        paired: &[bool],
        frequencies: &Frequencies<'_>,
    ) -> Result<Rest, SearchError> {
        let mut rest = Rest { count: 0, bits: 0.0 };
        let mut distinctive = 0;
        for (word, paired) in known.iter().zip(paired) {
            if *paired {
                continue;
            }
            rest.count += 1;
            let bearers = frequencies.bearers(Dictionary::Name(0), word)?;
            if weights::is_common(bearers, self.documents) {
                rest.bits += weights::SHORTENED_COMMON;
                continue;
            }
            rest.bits += if distinctive == 0 { weights::SHORTENED } else { weights::SHORTENED_MORE };
            distinctive += 1;
        }
        Ok(rest)
    }

    /// Pairs words one to one: exact ones first, then words written in one, then beginnings and slips.
    fn pair(&self, known: &[&str]) -> Paired {
        let mut paired = Paired { asked: vec![None; self.words.len()], known: vec![false; known.len()] };
        let texts: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        paired.words(&texts, known, |a, b| (a == b).then_some(Word::Exact));
        paired.joined(&texts, known);
        paired.words(&texts, known, beginning);
        paired.words(&texts, known, slip);
        paired
    }
}

/// What a common word that is found is worth at most: names of one town share it.
const COMMON_WORTH: f32 = 6.0;
/// What the town's own name is worth in a name that says more.
const TOWN_WORTH: f32 = 0.5;

struct Rest {
    count: usize,
    bits: f32,
}

struct Paired {
    asked: Vec<Option<Word>>,
    known: Vec<bool>,
}

impl Paired {
    fn words(&mut self, asked: &[&str], known: &[&str], alike: impl Fn(&str, &str) -> Option<Word>) {
        for (i, a) in asked.iter().enumerate() {
            for (j, b) in known.iter().enumerate() {
                if self.asked[i].is_none()
                    && !self.known[j]
                    && let Some(how) = alike(a, b)
                {
                    self.asked[i] = Some(how);
                    self.known[j] = true;
                }
            }
        }
    }

    /// Two words here that are one there.
    fn joined(&mut self, asked: &[&str], known: &[&str]) {
        for i in 0..asked.len().saturating_sub(1) {
            for (j, b) in known.iter().enumerate() {
                let free = self.asked[i].is_none() && self.asked[i + 1].is_none() && !self.known[j];
                if free && b.strip_prefix(asked[i]) == Some(asked[i + 1]) {
                    (self.asked[i], self.asked[i + 1]) = (Some(Word::Exact), Some(Word::Exact));
                    self.known[j] = true;
                }
            }
        }
        for j in 0..known.len().saturating_sub(1) {
            for (i, a) in asked.iter().enumerate() {
                let free = self.asked[i].is_none() && !self.known[j] && !self.known[j + 1];
                if free && a.strip_prefix(known[j]) == Some(known[j + 1]) {
                    self.asked[i] = Some(Word::Exact);
                    (self.known[j], self.known[j + 1]) = (true, true);
                }
            }
        }
    }
}

/// Whether a word is the short name of a kind of structure (`ssiad`, `cmp`): another one is no slip of it.
fn is_acronym(word: &str) -> bool {
    /// The longest one.
    const MAX: usize = 6;
    word.len() <= MAX && LEXICON.categories(word).is_some()
}

fn beginning(a: &str, b: &str) -> Option<Word> {
    if is_acronym(a) || is_acronym(b) {
        return None;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    (short.len() >= MIN_BEGINNING && long.starts_with(short)).then_some(Word::Beginning)
}

fn slip(a: &str, b: &str) -> Option<Word> {
    let shortest = a.len().min(b.len());
    let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if shortest < MIN_SLIP || digits(a) || digits(b) || is_acronym(a) || is_acronym(b) {
        return None;
    }
    match edit(a, b, if shortest >= MIN_TWO_SLIPS { 2 } else { 1 })? {
        Edit::None => Some(Word::Exact),
        Edit::Two => Some(Word::TwoSlips),
        _ => Some(Word::Slip),
    }
}
