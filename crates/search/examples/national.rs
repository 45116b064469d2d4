//! National-size benchmark of the search index: builds it, then prints size, memory, recall and latency by kind.
//!
//! `cargo run --release -p aiguilleur-search --example national [people] [structures] [queries per kind] [seed]`
//!
//! `INDEX=FOLDER` keeps the index there, and takes it from there when it is; `KIND=structure` measures this kind alone;
//! `SLOW=1` and `MISSED=1` list queries, `ASK="a;b"` explains the answers to these.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark prints rounded figures, and stops at the first failure"
)]

#[path = "../tests/population/mod.rs"]
#[allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic, reason = "shared with the tests")]
mod population;

use std::{fs, time::Instant};

use aiguilleur_search::{
    BuildOptions, Query, Searcher,
    relevance::{self, Golden},
};

use rustix::time::{ClockId, clock_gettime};

use population::{Population, build, ceiling, golden};

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>().unwrap());
    let people = arguments.next().unwrap_or(1_650_000);
    let structures = arguments.next().unwrap_or(272_000);
    let queries = usize::try_from(arguments.next().unwrap_or(2_000)).unwrap();
    let population = Population::new(arguments.next().unwrap_or(20_261_120));

    let start = Instant::now();
    let checksum: usize = (0..people).map(|n| population.person(n).family.len()).sum();
    println!("generating alone: {:.1} s ({checksum} letters)", start.elapsed().as_secs_f64());

    let kept = std::env::var_os("INDEX").map(std::path::PathBuf::from);
    let dir = kept
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("aiguilleur-national-{}", std::process::id())));
    if !dir.exists() {
        build_index(&population, people, structures, &dir);
    }

    let mut golden = golden::draw(&population, people, structures, queries);
    if let Ok(kind) = std::env::var("KIND") {
        golden.retain(|case| case.kind == kind);
    }
    let (at_1, at_5) = ceiling::of_prefix(&population, people, &golden);
    println!("prefix, best possible: {at_1:.4} at 1, {at_5:.4} at 5");
    let start = Instant::now();
    let searcher = Searcher::open(&dir).unwrap();
    println!("open: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    measure(&searcher, &golden);
    for text in std::env::var("ASK").unwrap_or_default().split(';').filter(|text| !text.is_empty()) {
        println!(
            "{text}: {:#?}",
            searcher.search(&Query { explain: true, limit: 3, ..Query::new(text) }).unwrap()
        );
    }
    println!("resident: {} MB", memory("VmRSS"));
    if kept.is_none() {
        fs::remove_dir_all(&dir).unwrap();
    }
}

fn build_index(population: &Population, people: u64, structures: u64, dir: &std::path::Path) {
    let before = memory("VmHWM");
    let (start, computed) = (Instant::now(), processors());
    let stats = build(population, people, structures, dir, BuildOptions::default());
    println!(
        "build, generating included: {:.1} s, {:.1} s of processor, {stats:?}",
        start.elapsed().as_secs_f64(),
        processors() - computed
    );
    println!(
        "size: {:.1} MB; peak memory {} MB (before: {before} MB)",
        stats.bytes as f64 / 1e6,
        memory("VmHWM")
    );
}

fn measure(searcher: &Searcher, golden: &[Golden]) {
    let report = relevance::evaluate(searcher, golden).unwrap();
    println!(
        "{:<12} {:>6} {:>8} {:>8} {:>9} {:>9} {:>9} {:>9}",
        "kind", "n", "at 1", "at 5", "median", "p99", "max", "mean"
    );
    for kind in &report.kinds {
        let mut micros: Vec<f64> = golden
            .iter()
            .filter(|case| case.kind == kind.kind)
            .map(|case| time(searcher, &case.text))
            .collect();
        if std::env::var_os("SLOW").is_some() {
            let texts = golden.iter().filter(|case| case.kind == kind.kind).map(|case| &case.text);
            let mut slow: Vec<_> = micros.iter().zip(texts).collect();
            slow.sort_by(|a, b| b.0.total_cmp(a.0));
            println!("slow, {}: {:?}", kind.kind, &slow[..slow.len().min(15)]);
        }
        micros.sort_by(f64::total_cmp);
        let at = |share: usize| micros[(micros.len() - 1) * share / 100];
        let mean = micros.iter().sum::<f64>() / micros.len() as f64;
        println!(
            "{:<12} {:>6} {:>8.4} {:>8.4} {:>6.0} µs {:>6.0} µs {:>6.0} µs {:>6.0} µs",
            kind.kind,
            kind.at_1.queries,
            kind.at_1.value,
            kind.at_5.value,
            at(50),
            at(99),
            at(100),
            mean
        );
    }
    for kind in report.kinds.iter().filter(|_| std::env::var_os("MISSED").is_some()) {
        println!("missed, {}: {:?}", kind.kind, kind.missed);
    }
}

/// Microseconds of processor: on a machine with other work to do, the clock on the wall measures the others.
fn time(searcher: &Searcher, text: &str) -> f64 {
    let start = processor();
    let answer = searcher.search(&Query::new(text)).unwrap();
    let elapsed = (processor() - start) * 1e6;
    assert!(answer.hits.len() <= 10);
    elapsed
}

/// Seconds that this thread has computed.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Seconds that this process has computed, all threads together.
fn processors() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// A line of `/proc/self/status`, in MB.
fn memory(line: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value =
        status.lines().find(|text| text.starts_with(line)).and_then(|text| text.split_whitespace().nth(1));
    value.and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
