//! Above what a person is called. Each default with its reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The guards' limits (`[sync.guards]`). Percentages are of the previous day's number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Deletions above this trip: 1 %, the ANS's own limit.
    pub deletions_percent: f64,
    /// Updates above this trip: 5 %, the ANS's own limit.
    pub updates_percent: f64,
    /// Rejects above this share of the records read trip: 0.1 %. The sample has none.
    pub rejects_percent: f64,
    /// Fewer records than this share of the last day's trip: 90 %, Etalab's habit.
    pub floor_percent: f64,
    /// Keys with fewer records than this are judged together with the other small ones of their dimension:
    /// at 1 %, ten people leaving a key of 999 in one day is ordinary.
    pub minimum_population: u64,
    /// Fewer events than this never trip a percentage, however small the key: one hospital service closing
    /// takes some twenty situations with it.
    pub minimum_events: u64,
    /// A secteur that had this many records and has none left trips.
    pub gone_population: u64,
    /// A file older than this trips, in days: the longest outage seen in 2026 lasted ten, and a person
    /// should hear of it before the end of the week.
    pub oldest_days: i32,
    /// A source that its publisher was asked for on this many days in a row without anything new is reported as
    /// dead: a file of FINESS froze in May 2026, and seven runs in a row were green.
    pub unchanged_days: u32,
    /// The same for sources that are replaced less often. SIRENE: a month, and a few days.
    pub oldest_days_by_source: BTreeMap<String, i32>,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            deletions_percent: 1.0,
            updates_percent: 5.0,
            rejects_percent: 0.1,
            floor_percent: 90.0,
            minimum_population: 1_000,
            minimum_events: 20,
            gone_population: 5,
            oldest_days: 5,
            unchanged_days: 7,
            oldest_days_by_source: [
                "StockUniteLegale",
                "StockEtablissement",
                "StockEtablissementLiensSuccession",
            ]
            .map(|name| (name.to_owned(), 45))
            .into(),
        }
    }
}

impl Thresholds {
    pub(crate) fn oldest_days_of(&self, source: &str) -> i32 {
        self.oldest_days_by_source.get(source).copied().unwrap_or(self.oldest_days)
    }
}
