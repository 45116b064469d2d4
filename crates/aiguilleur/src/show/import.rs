//! The account of an import.

use std::{collections::BTreeMap, fmt::Write};

use aiguilleur_directory::import::Candidate;
use aiguilleur_store::SourceReport;
use serde::Serialize;

/// The account, for programs.
#[derive(Serialize)]
pub(crate) struct Report<'a> {
    generation: String,
    as_of: String,
    sources: &'a [SourceReport],
    counts: &'a BTreeMap<String, u64>,
    notes: &'a [String],
}

impl<'a> From<&'a Candidate> for Report<'a> {
    fn from(candidate: &'a Candidate) -> Self {
        let manifest = candidate.manifest();
        Self {
            generation: candidate.id().to_string(),
            as_of: manifest.as_of.to_string(),
            sources: &manifest.sources,
            counts: &manifest.counts,
            notes: candidate.notes(),
        }
    }
}

/// The account, for people.
pub(crate) fn text(candidate: &Candidate) -> String {
    let manifest = candidate.manifest();
    let mut text = String::new();
    for source in &manifest.sources {
        let dated = source.dated.map_or_else(|| "sans date".to_owned(), |date| format!("du {date}"));
        let _infallible = writeln!(
            text,
            "{} ({}, {dated}) : {} lues, {} gardées, {} rejetées",
            source.file, source.name, source.rows_read, source.rows_kept, source.rows_rejected
        );
        for (rule, count) in &source.rejects {
            let _infallible = writeln!(text, "  rejet {rule} : {count}");
        }
        for (rule, count) in &source.anomalies {
            let _infallible = writeln!(text, "  champ {rule} : {count}");
        }
    }
    for note in candidate.notes() {
        let _infallible = writeln!(text, "note : {note}");
    }
    let count = |what: &str| manifest.counts.get(what).copied().unwrap_or(0);
    let _infallible = writeln!(
        text,
        "{} professionnels ({} sans situation), {} situations en cours, {} terminées ; {} sites FINESS dont \
         {} ouverts, {} entités juridiques, {} groupements, {} unités légales",
        count("professionals"),
        count("professionals_without_situation"),
        count("situations_active"),
        count("situations_ended"),
        count("sites"),
        count("sites_open"),
        count("legal_entities"),
        count("groups"),
        count("legal_units"),
    );
    let _infallible = writeln!(text, "génération {} publiée, données du {}", candidate.id(), manifest.as_of);
    text
}
