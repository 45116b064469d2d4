//! Asks a built index the texts of a file: what each costs, the dearest last; or what each is answered, to compare
//! two versions of search.
//!
//! `cargo run --release -p aiguilleur-search --example ask INDEX TEXTS [rounds | answers]`
//!
//! `INDEX` is the folder of a generation that holds `search.json`. For a profiler: `valgrind --tool=callgrind
//! --toggle-collect='*Searcher::search*'` leaves the opening out.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops at the first failure"
)]

use std::{fs, path::Path, time::Instant};

use aiguilleur_search::{Query, Searcher};

/// A page as the API and the pages ask for it.
const PAGE: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [index, texts, rest @ ..] = arguments.as_slice() else {
        println!("ask INDEX TEXTS [rounds | answers]");
        return;
    };
    let searcher = Searcher::open(Path::new(index)).unwrap();
    let texts = fs::read_to_string(texts).unwrap();
    match rest.first().map(String::as_str) {
        Some("answers") => texts.lines().for_each(|text| answer(&searcher, text)),
        rounds => cost(&searcher, &texts, rounds.map_or(1, |rounds| rounds.parse().unwrap())),
    }
}

fn query(text: &str) -> Query<'_> {
    Query { limit: PAGE, ..Query::new(text) }
}

/// A line a text: number of records, namesakes of the first, and each hit with its score.
fn answer(searcher: &Searcher, text: &str) {
    let answer = searcher.search(&query(text)).unwrap();
    let hits: Vec<String> = answer.hits.iter().map(|hit| format!("{} {}", hit.id, hit.score)).collect();
    println!("{text}\t{:?}\t{}\t{}", answer.total, answer.homonyms, hits.join(", "));
}

/// The fastest of some rounds of each text.
fn cost(searcher: &Searcher, texts: &str, rounds: usize) {
    let mut costs: Vec<(f64, usize, &str)> =
        texts.lines().map(|text| fastest(searcher, text, rounds)).collect();
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (micros, steps, text) in &costs[costs.len() - costs.len().min(10)..] {
        println!("{micros:>8.0} µs {steps:>7} steps  {text}");
    }
    let at =
        |percent: usize| costs.get(costs.len().saturating_sub(1) * percent / 100).map_or(0.0, |cost| cost.0);
    println!("{} texts: median {:.0} µs, 99th percentile {:.0} µs", costs.len(), at(50), at(99));
}

fn fastest<'t>(searcher: &Searcher, text: &'t str, rounds: usize) -> (f64, usize, &'t str) {
    let mut fastest = (f64::INFINITY, 0, text);
    for _ in 0..rounds {
        let start = Instant::now();
        let steps = searcher.search(&query(text)).unwrap().steps;
        let micros = start.elapsed().as_secs_f64() * 1e6;
        if micros < fastest.0 {
            fastest = (micros, steps, text);
        }
    }
    fastest
}
