//! `cargo xtask latency`: how long searches take over HTTP, by kind of query, one client after the other.
//!
//! Queries are drawn from the people's file that the server's generation was built from. Every query is asked in
//! each round; its first and its fastest answer are kept apart: other programs on the machine delay an answer,
//! nothing hastens one.

mod client;
mod queries;

use std::path::PathBuf;

use anyhow::{Context, Result};

use self::{
    client::Client,
    queries::{KINDS, People},
};
use crate::arguments::Arguments;

/// Queries of each kind.
const QUERIES: usize = 1_000;
/// How often each is asked.
const ROUNDS: usize = 3;

/// Asks, and prints a line a kind.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let address: String = arguments.value("--server")?.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let people: PathBuf = arguments.value("--people")?.context("--people: the RPPS file is needed")?;
    let count = arguments.value("--queries")?.unwrap_or(QUERIES);
    let seed = arguments.value("--seed")?.unwrap_or(1);
    let slowest = arguments.flag("--slowest");
    arguments.finish()?;
    let mut client = Client::connect(&address)?;
    let mut people = People::open(&people, seed)?;
    println!(
        "milliseconds        queries |  first asked: median     p99     max | fastest of {ROUNDS}: median     p99     max"
    );
    for kind in KINDS {
        let texts = people.queries(kind, count)?;
        let mut times: Vec<(f64, f64, &String)> = Vec::with_capacity(texts.len());
        for round in 0..ROUNDS {
            for (at, text) in texts.iter().enumerate() {
                let taken = client.search(text)?.as_secs_f64() * 1e3;
                match times.get_mut(at) {
                    Some((_, fastest, _)) if round > 0 => *fastest = fastest.min(taken),
                    _ => times.push((taken, taken, text)),
                }
            }
        }
        let first = Spread::of(times.iter().map(|(first, ..)| *first));
        let fastest = Spread::of(times.iter().map(|(_, fastest, _)| *fastest));
        println!("{kind:<16} {:>10} | {first:>28} | {fastest:>28}", texts.len());
        if slowest {
            times.sort_by(|a, b| b.1.total_cmp(&a.1));
            for (_, fastest, text) in times.iter().take(10) {
                println!("    {fastest:.2} ms: {text}");
            }
        }
    }
    Ok(())
}

/// What a set of times is summed up by.
struct Spread {
    median: f64,
    p99: f64,
    most: f64,
}

impl Spread {
    fn of(times: impl Iterator<Item = f64>) -> Self {
        let mut times: Vec<f64> = times.collect();
        times.sort_by(f64::total_cmp);
        let at =
            |percent: usize| times.get(times.len().saturating_sub(1) * percent / 100).copied().unwrap_or(0.0);
        Self { median: at(50), p99: at(99), most: at(100) }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("{:.2}   {:.2}   {:.2}", self.median, self.p99, self.most))
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn percentiles() {
        let spread = Spread::of((0..=100).rev().map(f64::from));
        assert_eq!(format!("{spread}"), "50.00   99.00   100.00");
        assert_eq!(format!("{}", Spread::of(std::iter::empty())), "0.00   0.00   0.00");
    }
}
