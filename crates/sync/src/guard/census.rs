//! What is counted of a generation, and of the way from one to the next: the guards' whole input.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What records are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Type of identifier: `rpps`, `rpps_rang`, `finess_eg`, `finess_ej`, `siret`, ….
    IdentifierType,
    /// Code of the profession (TRE_G15, R94, R95).
    Profession,
    /// Code of the département.
    Departement,
    /// Code of the secteur d'activité (TRE_R02).
    SecteurActivite,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 4] =
        [Self::IdentifierType, Self::Profession, Self::Departement, Self::SecteurActivite];

    /// What it is, in French.
    pub fn label(self) -> &'static str {
        match self {
            Self::IdentifierType => "type d'identifiant",
            Self::Profession => "profession",
            Self::Departement => "département",
            Self::SecteurActivite => "secteur d'activité",
        }
    }
}

/// A number per key of each dimension. A missing key is zero.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally {
    counts: BTreeMap<Dimension, BTreeMap<String, u64>>,
}

impl Tally {
    /// Counts `many` more under a key.
    pub fn add(&mut self, dimension: Dimension, key: &str, many: u64) {
        let keys = self.counts.entry(dimension).or_default();
        match keys.get_mut(key) {
            Some(count) => *count += many,
            None => {
                keys.insert(key.to_owned(), many);
            }
        }
    }

    /// The number under a key.
    pub fn get(&self, dimension: Dimension, key: &str) -> u64 {
        self.counts.get(&dimension).and_then(|keys| keys.get(key)).copied().unwrap_or(0)
    }

    /// The keys of a dimension with their numbers, in order.
    pub fn keys(&self, dimension: Dimension) -> impl Iterator<Item = (&str, u64)> {
        self.counts.get(&dimension).into_iter().flatten().map(|(key, count)| (key.as_str(), *count))
    }
}

/// What is counted of one source of a generation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCensus {
    /// The day that the file speaks for.
    pub dated: Option<Date>,
    /// Records read.
    pub rows_read: u64,
    /// Records refused.
    pub rows_rejected: u64,
    /// The column names, in the file's order; empty for a source that has none.
    #[serde(default)]
    pub header: Vec<String>,
}

/// What is counted of one generation: kept with it, for the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Census {
    /// Living records: situations and structures, by each dimension that they have.
    pub population: Tally,
    /// Records refused, by each dimension that could still be read in them.
    #[serde(default)]
    pub rejected: Tally,
    /// Each source, by its publisher's name.
    pub sources: BTreeMap<String, SourceCensus>,
}

/// What is counted between two generations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Records of the first that are not in the second, by the key they had.
    pub deleted: Tally,
    /// Records of both that differ, by the key they had.
    pub updated: Tally,
}
