//! What is counted of a generation, and of the way to it from the one before: what the worker's guards judge.
//!
//! A *record* is an active situation, a person who has none at all, an open entity of FINESS, or a legal unit.
//! The import counts them while it writes them, and keeps the census with the generation.

use std::collections::{BTreeMap, BTreeSet};

use aiguilleur_domain::Date;
use aiguilleur_store::{DataDir, GenerationId, StoreError};
use serde::{Deserialize, Serialize};

use crate::{DirectoryError, changes::Extents};

/// The file that is kept with the generation.
pub const FILE: &str = "census.json";

/// Fewest records of a source's national file. RPPS: 2.23 million rows in May 2026, 2.29 in September; FINESS+: 272,736
/// entities in August 2026; SIRENE: 29 million units, 42 million establishments.
pub const NATIONAL: [(&str, u64); 4] = [
    ("PS_LibreAcces_Personne_activite", 2_000_000),
    ("finess-structures", 200_000),
    ("StockUniteLegale", 25_000_000),
    ("StockEtablissement", 35_000_000),
];

/// Below this share of a national file a file is an extract, made on purpose.
pub const EXTRACT_PERCENT: u64 = 5;

/// What records are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Type of identifier. A situation counts under its person's (`rpps`, `adeli`) and under each of its
    /// structure's (`structure_rpps_rang`, `structure_siret`, …); an entity under its own (`finess_eg`, …).
    IdentifierType,
    /// Code of the profession (TRE_G15, R94, R95).
    Profession,
    /// Code of the département.
    Departement,
    /// Code of the secteur d'activité (TRE_R02).
    SecteurActivite,
    /// Code of the savoir-faire of a situation's exercice; a situation counts under each.
    SavoirFaire,
    /// Code of the mode d'exercice (TRE_R23).
    ModeExercice,
    /// Code of the catégorie d'établissement, of a site of FINESS.
    CategorieEtablissement,
    /// Code of the statut juridique, of a legal entity of FINESS.
    StatutJuridique,
    /// Code of the catégorie juridique, of a legal unit of SIRENE.
    CategorieJuridique,
    /// Code of the état administratif, of a legal unit of SIRENE.
    EtatAdministratif,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 10] = [
        Self::IdentifierType,
        Self::Profession,
        Self::Departement,
        Self::SecteurActivite,
        Self::SavoirFaire,
        Self::ModeExercice,
        Self::CategorieEtablissement,
        Self::StatutJuridique,
        Self::CategorieJuridique,
        Self::EtatAdministratif,
    ];

    /// What it is, in French.
    pub fn label(self) -> &'static str {
        match self {
            Self::IdentifierType => "type d'identifiant",
            Self::Profession => "profession",
            Self::Departement => "département",
            Self::SecteurActivite => "secteur d'activité",
            Self::SavoirFaire => "savoir-faire",
            Self::ModeExercice => "mode d'exercice",
            Self::CategorieEtablissement => "catégorie d'établissement",
            Self::StatutJuridique => "statut juridique",
            Self::CategorieJuridique => "catégorie juridique",
            Self::EtatAdministratif => "état administratif",
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

    /// Counts what another tally counted.
    pub fn merge(&mut self, other: &Self) {
        for dimension in Dimension::ALL {
            other.keys(dimension).for_each(|(key, many)| self.add(dimension, key, many));
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
    /// Of these, those of a person who has more rows than any person has.
    #[serde(default)]
    pub rows_of_a_crowd: u64,
    /// The column names, in the file's order; empty for a source that has none.
    #[serde(default)]
    pub header: Vec<String>,
}

/// What is counted of one generation: kept with it, for the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Census {
    /// The records, by each dimension that they have.
    pub population: Tally,
    /// Records refused, by each dimension that could still be read in them.
    #[serde(default)]
    pub rejected: Tally,
    /// Each source, by its publisher's name.
    pub sources: BTreeMap<String, SourceCensus>,
    /// The sources of the generation before that this one was asked to do without.
    #[serde(default)]
    pub dropped: BTreeSet<String>,
    /// Records of the generation before that these sources alone held: they have not ended.
    #[serde(default)]
    pub withdrawn: Tally,
    /// What was counted between the generation that was served and this one.
    #[serde(default)]
    pub changes: Changes,
}

impl Census {
    /// The census of a generation, whatever the format of its tables; empty for one that was built before
    /// censuses were kept.
    ///
    /// # Errors
    /// When the generation is not there, or keeps none that can be read.
    pub fn of(data: &DataDir, id: &GenerationId) -> Result<Self, DirectoryError> {
        let file = match data.open_beside(id, FILE) {
            Ok(file) => file,
            Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                tracing::warn!(generation = %id, "it was built before censuses were kept: nothing to compare with");
                return Ok(Self::default());
            }
            Err(error) => return Err(error.into()),
        };
        serde_json::from_reader(std::io::BufReader::new(file))
            .map_err(|source| DirectoryError::Census { generation: id.to_string(), source })
    }
}

/// What is counted between two generations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The generation that was compared with; none when there was none, or none that this one continues.
    #[serde(default)]
    pub since: Option<String>,
    /// Records of the first that are not in the second, by the key they had.
    pub deleted: Tally,
    /// Records of both that differ, by the key they had.
    pub updated: Tally,
    /// Where the changes of each kind stand in the feed.
    #[serde(default)]
    pub feed: Extents,
}
