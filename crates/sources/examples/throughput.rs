//! Reads every file given and prints the throughput of each: `throughput FILE…`.
#![allow(clippy::print_stdout, reason = "its output is what it is for")]
#![allow(
    clippy::redundant_closure,
    clippy::unnecessary_wraps,
    reason = "a visitor for any lifetime is a closure"
)]

use std::{collections::HashSet, path::PathBuf, time::Instant};

use aiguilleur_domain::{Siret, entity::SourceKind};
use aiguilleur_sources::{Event, Source, SourceError, Summary, open};

fn main() -> Result<(), SourceError> {
    for path in std::env::args_os().skip(1).map(PathBuf::from) {
        for source in open(&path)?.sources {
            let start = Instant::now();
            let summary = read(&source)?;
            report(&source, &summary, start.elapsed().as_secs_f64());
        }
    }
    Ok(())
}

fn read(source: &Source) -> Result<Summary, SourceError> {
    let reading = if std::env::var_os("HASH").is_some() { source.read().hashed() } else { source.read() };
    match source.kind() {
        SourceKind::RppsPersonneActivite => reading.persons(|event| show(event)),
        SourceKind::RppsSavoirFaire => reading.savoir_faire(show),
        SourceKind::Sirene => reading.unites_legales(show),
        kind if SourceKind::COMPLEMENTS.contains(&kind) => {
            let named = named();
            reading.complement(|siret| named.contains(&siret), show)
        }
        _ => reading.finess(|event| show(event)),
    }
}

/// The SIRETs of the file that `NAMED` names, one a line: of establishments, those that are wanted.
fn named() -> HashSet<Siret> {
    let listed = std::env::var_os("NAMED").and_then(|path| std::fs::read_to_string(path).ok());
    listed.unwrap_or_default().lines().filter_map(|line| line.parse().ok()).collect()
}

fn show<T>(event: Event<T>) -> Result<(), SourceError> {
    if let Event::Reject(defect) | Event::Anomaly(defect) = event
        && std::env::var_os("SHOW").is_some()
    {
        println!("{defect}");
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "a rate for people to read")]
fn report(source: &Source, summary: &Summary, seconds: f64) {
    let text = summary.text_bytes as f64 / 1e6;
    println!("{} ({}, {:?})", source.name(), source.kind().name(), summary.dated);
    println!(
        "  {text:.0} Mo, {} lignes en {seconds:.2} s : {:.0} Mo/s, {:.2} M lignes/s",
        summary.rows_read,
        text / seconds,
        summary.rows_read as f64 / seconds / 1e6
    );
    println!(
        "  {} gardées, {} rejetées {:?}, {} anomalies {:?}, ignorés {:?}",
        summary.rows_kept,
        summary.rows_rejected,
        summary.rejects_by_rule,
        summary.anomalies,
        summary.anomalies_by_rule,
        summary.ignored
    );
}
