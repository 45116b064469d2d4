//! What no search can exceed on cut names: the share that an oracle finds that knows everybody and how the
//! queries were drawn, and always answers the name most probably meant.

use std::collections::HashMap;

use aiguilleur_domain::name::fold;
use aiguilleur_search::relevance::Golden;

use super::{Population, golden};

/// Of the queries of kind `prefix`, the share found at 1 and at 5 by the oracle.
pub fn of_prefix(population: &Population, people: u64, queries: &[Golden]) -> (f64, f64) {
    let mut names: Vec<(String, String)> = (0..people)
        .map(|n| {
            let person = population.person(n);
            let (family, given) = (fold(&person.family), fold(&person.given));
            (format!("{family} {given}"), format!("{family}|{given}"))
        })
        .collect();
    names.sort_unstable();
    let mut expected = (0.0, 0.0);
    let cut: Vec<_> = queries.iter().filter(|query| query.kind == "prefix").collect();
    for query in &cut {
        let mut weights = weights(&names, &query.text);
        let all: f64 = weights.iter().sum();
        weights.sort_by(|a, b| b.total_cmp(a));
        expected.0 += weights[0] / all;
        expected.1 += weights.iter().take(5).sum::<f64>() / all;
    }
    (expected.0 / cut.len() as f64, expected.1 / cut.len() as f64)
}

/// How probably each name was cut to `text`, up to a factor.
fn weights(names: &[(String, String)], text: &str) -> Vec<f64> {
    let start = names.partition_point(|(whole, _)| whole.as_str() < text);
    let mut weights: HashMap<&str, f64> = HashMap::new();
    for (whole, name) in names[start..].iter().take_while(|(whole, _)| whole.starts_with(text)) {
        *weights.entry(name).or_default() += golden::cut_probability(whole, text);
    }
    weights.into_values().collect()
}
