//! Age beyond which data is stale, by source: each is published at its own pace.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Ages in days beyond which a source is stale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Freshness {
    /// Days, for sources not named below.
    pub days: u32,
    /// Days, by source name as `/v1/status` gives it.
    pub sources: BTreeMap<String, u32>,
}

impl Default for Freshness {
    fn default() -> Self {
        let sources = [
            // INSEE publishes its stock once a month.
            ("StockUniteLegale", 45),
            ("StockEtablissement", 45),
            ("StockEtablissementLiensSuccession", 45),
            // The legacy FINESS files come once every two months at best, and only fill what the others lack.
            ("etalab-finess-csv", 120),
        ];
        Self { days: 7, sources: sources.map(|(name, days)| (name.to_owned(), days)).into() }
    }
}

impl Freshness {
    /// Days that `source` may be old.
    pub fn days(&self, source: &str) -> u32 {
        self.sources.get(source).copied().unwrap_or(self.days)
    }

    /// Whether data of `source` is stale; unknown where the source gives no date.
    pub fn is_stale(&self, source: &str, age_days: Option<i64>) -> Option<bool> {
        age_days.map(|age| age > i64::from(self.days(source)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_daily_file_ages_faster_than_a_monthly_one() {
        let check =
            |name, age, expect| assert_eq!(Freshness::default().is_stale(name, age), expect, "{name}");
        check("PS_LibreAcces_Personne_activite", Some(7), Some(false));
        check("PS_LibreAcces_Personne_activite", Some(8), Some(true));
        check("StockUniteLegale", Some(30), Some(false));
        // What has no date has no age.
        check("StockUniteLegale", None, None);
    }
}
