//! The order of hits: every weight is here, and the reasons that a hit gives are the terms of its score.
//!
//! A score is the sum, over the words of the text, of what the best reading of each is worth for the record,
//! and of a few terms about the record. The gaps are wide where the order is promised: an exact word beats a
//! beginning, a beginning beats a slip; a name beats a town; active beats ended among equals, never a better match.

use crate::{analysis::Edit, limits::MAX_WORDS, query::Reason};

/// Where a word of the text was found in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Family name of a person.
    Family,
    /// Given name of a person.
    Given,
    /// Name that a person bore.
    Former,
    /// Name of a structure.
    Structure,
    /// Town.
    City,
    /// Part of a town's name.
    TownWord,
    /// Street of a structure.
    Street,
    /// Name of a structure where the person practises.
    Workplace,
    /// A code of this kind.
    Code(CodeKind),
}

/// What a code says of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeKind {
    Postcode,
    Departement,
    Profession,
    SavoirFaire,
    Categorie,
}

/// How a word of the text resembles the record's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// The same.
    Exact,
    /// The same but for spaces.
    Joined,
    /// A usual short form or other spelling of a given name.
    Variant,
    /// The beginning.
    Prefix,
    /// One letter for a given name.
    Initial,
    /// A slip or two.
    Typo,
    /// Written otherwise, heard alike.
    Heard,
}

/// How two words resemble each other, and what that takes from the worth of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resemblance {
    pub(crate) how: How,
    lost: u16,
}

impl Resemblance {
    pub(crate) const EXACT: Self = Self { how: How::Exact, lost: 0 };
    pub(crate) const JOINED: Self = Self { how: How::Joined, lost: 20 };
    pub(crate) const VARIANT: Self = Self { how: How::Variant, lost: 120 };
    pub(crate) const HEARD: Self = Self { how: How::Heard, lost: 385 };
    pub(crate) const INITIAL: Self = Self { how: How::Initial, lost: 340 };
    /// The record has the letter, the text the word: many words begin so.
    pub(crate) const ABBREVIATED: Self = Self { how: How::Initial, lost: 430 };

    /// Hands stop anywhere from the third letter on: each doubling of the places to stop in a word makes it half
    /// as probable, which weighs as much as half the bearers ([`NAMESAKES`]). At most 300.
    pub(crate) fn prefix(typed: usize, whole: usize) -> Self {
        let stops = whole.max(typed + 1).saturating_sub(SHORTEST_BEGINNING).max(1);
        let lost = 250 + doublings(u32::try_from(stops).unwrap_or(u32::MAX)).min(50);
        Self { how: How::Prefix, lost: u16::try_from(lost).unwrap_or(300) }
    }

    /// Exchanged or forgotten letters tell more than any letter out of twenty-six.
    pub(crate) fn slip(edit: Edit) -> Self {
        let lost = match edit {
            Edit::None => return Self::EXACT,
            Edit::Transposed => 360,
            Edit::Missing => 365,
            Edit::Replaced | Edit::Added => 395,
            Edit::Two => 480,
        };
        Self { how: How::Typo, lost }
    }
}

/// What one word of the text found in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordMatch {
    pub(crate) role: Role,
    pub(crate) how: How,
    /// First word of the group that was read together.
    pub(crate) group: u8,
    /// What it is worth.
    pub(crate) points: u16,
}

impl WordMatch {
    /// The same, in a name that the person bears no more.
    pub(crate) fn former(self) -> Self {
        Self { role: Role::Former, points: self.points.saturating_sub(FORMER), ..self }
    }
}

/// What each word found; `None` is nothing.
pub(crate) type WordMatches = [Option<WordMatch>; MAX_WORDS];

/// A record as ranking sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    pub(crate) words: WordMatches,
    /// Words that may be missing.
    pub(crate) optional: u16,
    /// Share of the words of the family name, or of the structure's best name, that matched, of [`COMPLETE`].
    pub(crate) family_complete: u8,
    /// The same for the given name.
    pub(crate) given_complete: u8,
    pub(crate) ended: bool,
    /// The place that the text names is one where the person practises no more.
    pub(crate) past: bool,
    /// A title in the text announces a person, and this is one.
    pub(crate) titled: bool,
    /// The title is one of doctor, and this person bears it.
    pub(crate) doctor: bool,
    /// How much a structure is a main establishment rather than an annex, 0 to 3.
    pub(crate) house: u8,
    /// Candidates that bear the same name, this one included; counts when the text names them by two words.
    pub(crate) namesakes: u32,
}

/// A whole share, for [`Evidence::family_complete`] and [`Evidence::given_complete`].
///
/// Half of it outweighs [`ENDED`]: Jean comes before Jean-Pierre even when he has retired.
pub(crate) const COMPLETE: u8 = 120;

/// What a name borne before takes from the worth of a word: less than a beginning of a current name loses.
const FORMER: u16 = 150;
pub(crate) const ENDED: i32 = -50;
/// Where the last word is begun, it is rather a given name behind the family name, as documents write them.
const FAMILY_FIRST: i32 = 16;
/// Letters after which hands stop.
const SHORTEST_BEGINNING: usize = 3;
/// Less than [`ENDED`]: who moved away still practises somewhere.
const PAST: i32 = -40;
pub(crate) const TITLED: i32 = 20;
pub(crate) const DOCTOR: i32 = 30;
/// For each doubling of the bearers of a name: a name with many bearers is more probably the one meant.
const NAMESAKES: u64 = 8;
const NAMESAKES_MOST: i32 = 60;
/// An optional word is worth this part of a required one.
pub(crate) const OPTIONAL_PART: i32 = 10;

/// What a word is worth.
pub(crate) fn points(role: Role, resemblance: Resemblance) -> u16 {
    let whole: u16 = match role {
        Role::Family => 1_000,
        Role::Given | Role::Structure => 960,
        Role::Code(CodeKind::Departement) => 880,
        Role::Code(CodeKind::Categorie) => 950,
        Role::Former => 1_000 - FORMER,
        Role::City | Role::Code(_) => 900,
        Role::TownWord => 650,
        Role::Street => 520,
        Role::Workplace => 500,
    };
    whole - resemblance.lost
}

/// What the town adds to a structure's score: where text and town agree, a name that has the town's is not before.
pub(crate) const TOWN_OF_STRUCTURE: u16 = 180;

/// What a small word (`le`, `du`) is worth at most in a structure, before [`OPTIONAL_PART`]: it settles ties.
pub(crate) const SMALL_WORD: u16 = 100;
/// The part of a whole name that counts when all that is found of it is the town's name.
pub(crate) const BY_TOWN_ALONE: u8 = 6;

/// What a word of the street is worth beside its number: nearly as much as one of a name.
pub(crate) const OF_ADDRESS: u16 = 330;

/// What a word found in a structure is worth.
pub(crate) fn points_of_structure(role: Role, resemblance: Resemblance) -> u16 {
    points(role, resemblance) + if role == Role::City { TOWN_OF_STRUCTURE } else { 0 }
}

/// What a name of one word is worth at most when it is in the text.
pub(crate) fn promise(role: Role) -> i32 {
    i32::from(points(role, Resemblance::EXACT)) + i32::from(COMPLETE)
}

/// What a main establishment adds and an annex takes: between a whole name and half of one, so that the hospital
/// comes before the school that bears its name alone.
pub(crate) fn house(level: u8) -> i32 {
    match level {
        0 => -60,
        1 => 0,
        2 => 90,
        _ => 110,
    }
}

/// What so many bearers of a name add, when the text names them by two words.
pub(crate) fn of_namesakes(number: u32) -> i32 {
    doublings(number).min(NAMESAKES_MOST)
}

/// The score of a record.
pub(crate) fn score(evidence: &Evidence) -> i32 {
    let words: i32 = (0..MAX_WORDS).map(|i| worth(evidence, i)).sum();
    words + record_terms(evidence).iter().map(|(_, points)| points).sum::<i32>()
}

/// The terms of [`score`], with the words that they are about.
pub(crate) fn reasons(evidence: &Evidence, words: &[String]) -> Vec<Reason> {
    let of_words = (0..words.len().min(MAX_WORDS)).filter_map(|i| {
        let found = evidence.words[i]?;
        Some(Reason { code: label(found), words: words[i].clone(), points: worth(evidence, i) })
    });
    let of_record = record_terms(evidence)
        .into_iter()
        .filter(|(_, points)| *points != 0)
        .map(|(code, points)| Reason { code, words: String::new(), points });
    of_words.chain(of_record).collect()
}

fn worth(evidence: &Evidence, word: usize) -> i32 {
    let points = evidence.words[word].map_or(0, |found| i32::from(found.points));
    if evidence.optional & (1 << word) == 0 { points } else { points / OPTIONAL_PART }
}

fn record_terms(evidence: &Evidence) -> [(&'static str, i32); 9] {
    let of_name = |found: &&WordMatch| matches!(found.role, Role::Family | Role::Given);
    let several = evidence.words.iter().flatten().filter(of_name).count() > 1;
    let namesakes = if several { evidence.namesakes.max(1) } else { 1 };
    [
        ("name_complete", i32::from(evidence.family_complete)),
        ("given_name_complete", i32::from(evidence.given_complete)),
        ("namesakes", of_namesakes(namesakes)),
        ("family_name_first", if is_family_first(evidence) { FAMILY_FIRST } else { 0 }),
        ("house", house(evidence.house)),
        ("titled", if evidence.titled { TITLED } else { 0 }),
        ("doctor", if evidence.doctor { DOCTOR } else { 0 }),
        ("ended", if evidence.ended { ENDED } else { 0 }),
        // Who has ended has left every place.
        ("left_place", if evidence.past && !evidence.ended { PAST } else { 0 }),
    ]
}

/// [`NAMESAKES`] for each doubling from one to `number`, and between two of them its part: three are more than two.
fn doublings(number: u32) -> i32 {
    let whole = number.max(1).ilog2();
    let beyond = u64::from(number.max(1)) - (1 << whole);
    let part = (beyond * NAMESAKES) >> whole;
    i32::try_from(u64::from(whole) * NAMESAKES + part).unwrap_or(i32::MAX)
}

/// Whether the text reads as a family name, then the beginning of a given name.
fn is_family_first(evidence: &Evidence) -> bool {
    let mut found = evidence.words.iter().flatten();
    let first = found.next().is_some_and(|word| word.role == Role::Family);
    first && found.next_back().is_some_and(|word| word.role == Role::Given && word.how == How::Prefix)
}

/// What matched, one code per group of words.
pub(crate) fn labels(evidence: &Evidence) -> Vec<&'static str> {
    let mut labels = Vec::new();
    let mut last = None;
    for found in evidence.words.into_iter().flatten() {
        let this = (label(found), found.group);
        if last != Some(this) {
            labels.push(this.0);
        }
        last = Some(this);
    }
    labels
}

fn label(found: WordMatch) -> &'static str {
    macro_rules! hows {
        ($role:literal) => {
            match found.how {
                How::Exact => concat!($role, ":exact"),
                How::Joined => concat!($role, ":joined"),
                How::Variant => concat!($role, ":variant"),
                How::Prefix => concat!($role, ":prefix"),
                How::Initial => concat!($role, ":initial"),
                How::Typo => concat!($role, ":typo"),
                How::Heard => concat!($role, ":heard"),
            }
        };
    }
    match found.role {
        Role::Family => hows!("family_name"),
        Role::Given => hows!("given_name"),
        Role::Former => hows!("former_name"),
        Role::Structure => hows!("name"),
        Role::City => hows!("city"),
        Role::TownWord => "city:part",
        Role::Street => "street:exact",
        Role::Workplace => hows!("workplace"),
        Role::Code(CodeKind::Postcode) => "postcode:exact",
        Role::Code(CodeKind::Departement) => "departement:exact",
        Role::Code(CodeKind::Profession) => "profession:exact",
        Role::Code(CodeKind::SavoirFaire) => "savoir_faire:exact",
        Role::Code(CodeKind::Categorie) => "categorie:exact",
    }
}
