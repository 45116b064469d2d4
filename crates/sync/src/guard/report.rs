//! What the guards found: counts, places and a few changes to look at, never a name. Serialises to the report that is kept.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Dimension, Sample};

/// What a guard watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuardKind {
    /// Too many records gone.
    Deletions,
    /// Too many records changed.
    Updates,
    /// Too many records refused.
    Rejects,
    /// Too few records left.
    RowCount,
    /// A file older than the one before it.
    OlderThanLast,
    /// A file too old.
    TooOld,
    /// Other columns than the last time.
    HeaderChanged,
    /// A secteur d'activité without any record left.
    SecteurGone,
    /// A source that was there is not any more.
    SourceMissing,
}

impl GuardKind {
    /// Its code, as reports and metrics write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Deletions => "deletions",
            Self::Updates => "updates",
            Self::Rejects => "rejects",
            Self::RowCount => "row_count",
            Self::OlderThanLast => "older_than_last",
            Self::TooOld => "too_old",
            Self::HeaderChanged => "header_changed",
            Self::SecteurGone => "secteur_gone",
            Self::SourceMissing => "source_missing",
        }
    }
}

/// Where a guard looked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Place {
    /// One key of a dimension.
    Key {
        /// Dimension of the census.
        dimension: Dimension,
        /// The key: a code, a type; never a person.
        key: String,
    },
    /// The keys of a dimension that are too small to be judged alone.
    SmallKeys {
        /// Dimension of the census.
        dimension: Dimension,
        /// How many they are.
        keys: usize,
    },
    /// One source.
    Source {
        /// Its publisher's name.
        name: String,
    },
}

/// A guard that calls a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tripped {
    /// Guard that tripped.
    pub guard: GuardKind,
    /// Where.
    pub place: Place,
    /// How many events, records or days.
    pub count: u64,
    /// Out of how many; 0 where a share has no meaning.
    pub population: u64,
    /// The limit: a percentage, or days.
    pub limit: f64,
    /// One French sentence.
    pub message: String,
    /// A few of the changes that it counts, to look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
}

/// What an inspection found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// The day it was made.
    pub on: Date,
    /// How many comparisons were made.
    pub checks: u64,
    /// The guards that tripped, in a stable order.
    pub tripped: Vec<Tripped>,
}

impl Inspection {
    /// Whether the candidate may be published without a person.
    pub fn passed(&self) -> bool {
        self.tripped.is_empty()
    }
}

impl Place {
    /// Where, in French.
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Key { dimension, key } => format!("{} {key}", dimension.label()),
            Self::SmallKeys { dimension, keys } => {
                format!("{} : {keys} petits effectifs réunis", dimension.label())
            }
            Self::Source { name } => format!("fichier {name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GuardKind as K;

    #[test]
    fn codes_are_those_of_json() {
        let first = [K::Deletions, K::Updates, K::Rejects, K::RowCount, K::OlderThanLast];
        let others = [K::TooOld, K::HeaderChanged, K::SecteurGone, K::SourceMissing];
        let kinds = first.iter().chain(&others);
        assert!(kinds.into_iter().all(|kind| serde_json::to_value(kind).unwrap() == kind.code()));
    }
}
