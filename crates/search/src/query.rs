//! A question and its answer, as the callers of this crate see them.

use aiguilleur_domain::Code;
use serde::Serialize;

use crate::document::StructureKind;

/// What to look for. Text and filters are cumulative.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// The typed text, in any order and spelling.
    pub text: &'a str,
    /// People, structures or both.
    pub kind: KindFilter,
    /// Any of these professions, by code; leaves only people. Here as below, an empty list is no filter.
    pub professions: &'a [Code],
    /// Any of these savoir-faire, by code; leaves only people.
    pub savoir_faire: &'a [Code],
    /// Any of these départements, by code (`76`, `2A`, `971`).
    pub departements: &'a [String],
    /// Any of these communes, by INSEE code.
    pub communes: &'a [String],
    /// Any of these catégories d'établissement, by code; leaves only structures.
    pub categories: &'a [Code],
    /// Whether ended people and closed structures are among the hits.
    pub include_ended: bool,
    /// Whether codes are counted.
    pub facets: bool,
    /// Hits wanted, at most [`crate::MAX_LIMIT`].
    pub limit: usize,
    /// Hits to skip, at most [`crate::MAX_OFFSET`].
    pub offset: usize,
    /// Whether hits say how their score came about.
    pub explain: bool,
    /// When the search gives up, if it must: [`crate::SearchError::Late`].
    pub until: Option<std::time::Instant>,
}

impl<'a> Query<'a> {
    /// The query for a text: everything, ended included, ten hits.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            kind: KindFilter::Any,
            professions: &[],
            savoir_faire: &[],
            departements: &[],
            communes: &[],
            categories: &[],
            include_ended: true,
            facets: false,
            limit: 10,
            offset: 0,
            explain: false,
            until: None,
        }
    }
}

/// Which records may be hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindFilter {
    /// All.
    Any,
    /// Professionals.
    People,
    /// Excludes people.
    Structures,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Best first; equal scores by identifier, people before structures.
    pub hits: Vec<Hit>,
    /// How many records match, hits skipped and not shown included.
    pub total: Total,
    /// How many people bear the first hit's name (family and given, folded), ended included; 0 when the first
    /// hit is not a person.
    pub homonyms: u32,
    /// Words of the text, folded, that the first hit has not: no record has them all. Empty when one has.
    pub left_out: Vec<String>,
    /// How many of the records found have each code, when asked for.
    pub facets: Option<Facets>,
    /// Work that it took: documents met in lists, and texts compared, each worth some documents. The same on every
    /// machine, and never more than [`crate::MAX_STEPS`] a shard.
    pub steps: usize,
}

/// How many of the records found have each code, the most frequent first; of the records that were met before a bound
/// of the search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Professions of people.
    pub professions: Vec<(String, u32)>,
    /// Savoir-faire of people.
    pub savoir_faire: Vec<(String, u32)>,
    /// Catégories of structures.
    pub categories: Vec<(String, u32)>,
    /// Départements.
    pub departements: Vec<(String, u32)>,
}

/// A number of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// All were counted.
    Exact(u32),
    /// Counting stopped at a bound of the search.
    AtLeast(u32),
}

impl Total {
    /// The number, exact or not.
    pub fn count(self) -> u32 {
        match self {
            Self::Exact(count) | Self::AtLeast(count) => count,
        }
    }
}

/// A record found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Person, or which structure.
    pub kind: HitKind,
    /// The person's id or the structure's key, as given to the builder.
    pub id: String,
    /// Higher is better; comparable within one answer only.
    pub score: i32,
    /// What matched, one code per word or group of words of the text, in its order: `family_name:exact`,
    /// `given_name:prefix`, `city:exact`, `profession:exact`; words that matched nothing are absent.
    pub matched: Vec<&'static str>,
    /// Whether the person has no current situation, or the structure is closed.
    pub ended: bool,
    /// How the score came about; empty unless asked for.
    pub reasons: Vec<Reason>,
}

/// One term of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Stable code (`family_name:exact`, `family_name_complete`, `ended`).
    pub code: &'static str,
    /// The words of the text that it is about, folded; empty when it is about the record.
    pub words: String,
    /// Points added or taken.
    pub points: i32,
}

/// A person, or a kind of structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HitKind {
    /// A professional.
    Person,
    /// A structure of that kind.
    Structure(StructureKind),
}
