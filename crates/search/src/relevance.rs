//! How often the right record comes first: golden queries against an index, with confidence intervals.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{error::SearchError, query::Query, searcher::Searcher};

/// A query whose answer is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Golden {
    /// Kind of query, under which it is counted (`exact`, `typo`).
    pub kind: String,
    /// What is typed.
    pub text: String,
    /// The ids that are right: several when the text cannot tell namesakes apart.
    pub right: Vec<String>,
}

/// A share measured on a sample, with its 95 % confidence interval (Wilson).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// Queries that succeeded.
    pub successes: usize,
    /// Queries run.
    pub queries: usize,
    /// `successes / queries`.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// The share of `successes` in `queries`; of no query, everything from 0 to 1.
    pub fn new(successes: usize, queries: usize) -> Self {
        // 97.5th percentile of the normal distribution.
        const Z: f64 = 1.96;
        if queries == 0 {
            return Self { successes, queries, value: 0.0, low: 0.0, high: 1.0 };
        }
        #[allow(clippy::cast_precision_loss, reason = "a sample has some thousands of queries")]
        let (share, n) = (successes as f64 / queries as f64, queries as f64);
        let centre = share + Z * Z / (2.0 * n);
        let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + Z * Z / n;
        let (low, high) = ((centre - spread) / whole, (centre + spread) / whole);
        Self { successes, queries, value: share, low: low.max(0.0), high: high.min(1.0) }
    }
}

/// Result for the queries of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindReport {
    /// Kind of golden query.
    pub kind: String,
    /// How often a right record was the first hit.
    pub at_1: Share,
    /// How often a right record was among the first five.
    pub at_5: Share,
    /// The first queries that failed at 1, at most twenty: to look at.
    pub missed: Vec<String>,
}

/// Result of an evaluation, by kind, in the order of their names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// One entry per kind.
    pub kinds: Vec<KindReport>,
}

impl Report {
    /// The result for a kind.
    pub fn kind(&self, kind: &str) -> Option<&KindReport> {
        self.kinds.iter().find(|report| report.kind == kind)
    }
}

/// A table: a line a kind, each share with its interval.
impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{:<16} {:>6} {:>24} {:>24}", "kind", "n", "at 1", "at 5")?;
        self.kinds.iter().try_for_each(|kind| {
            let (at_1, at_5) = (kind.at_1.to_string(), kind.at_5.to_string());
            writeln!(f, "{:<16} {:>6} {at_1:>24} {at_5:>24}", kind.kind, kind.at_1.queries)
        })
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.4} [{:.4} {:.4}]", self.value, self.low, self.high)
    }
}

/// Runs golden queries. A right id among the first five counts at any position.
pub fn evaluate(searcher: &Searcher, golden: &[Golden]) -> Result<Report, SearchError> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for case in golden {
        let answer = searcher.search(&Query { limit: 5, ..Query::new(&case.text) })?;
        let place = answer.hits.iter().position(|hit| case.right.contains(&hit.id));
        tallies.entry(&case.kind).or_default().count(place, &case.text);
    }
    let kinds = tallies.into_iter().map(|(kind, tally)| KindReport {
        kind: kind.to_owned(),
        at_1: Share::new(tally.first, tally.queries),
        at_5: Share::new(tally.five, tally.queries),
        missed: tally.missed,
    });
    Ok(Report { kinds: kinds.collect() })
}

/// Misses that a report keeps.
const MISSED: usize = 20;

#[derive(Default)]
struct Tally {
    queries: usize,
    first: usize,
    five: usize,
    missed: Vec<String>,
}

impl Tally {
    fn count(&mut self, place: Option<usize>, text: &str) {
        self.queries += 1;
        self.five += usize::from(place.is_some());
        self.first += usize::from(place == Some(0));
        if place != Some(0) && self.missed.len() < MISSED {
            self.missed.push(text.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn wilson() {
        let share = Share::new(99, 100);
        assert!((share.low - 0.9455).abs() < 1e-3 && (share.high - 0.9982).abs() < 1e-3, "{share:?}");
        assert!((Share::new(10, 10).low - 0.7225).abs() < 1e-3);
        assert!(Share::new(0, 0).high >= 1.0);
    }
}
