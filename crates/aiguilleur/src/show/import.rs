//! The account of an import.

use std::{collections::BTreeMap, fmt::Write};

use aiguilleur_importer::Candidate;
use aiguilleur_store::SourceReport;
use aiguilleur_sync::guard::Inspection;
use serde::Serialize;

/// The account, for programs.
#[derive(Serialize)]
pub(crate) struct Report<'a> {
    generation: String,
    as_of: String,
    sources: &'a [SourceReport],
    counts: &'a BTreeMap<String, u64>,
    notes: &'a [String],
    /// What the guards found, if they were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    guards: Option<&'a Inspection>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(candidate: &'a Candidate, guards: Option<&'a Inspection>) -> Self {
        let manifest = candidate.manifest();
        Self {
            generation: candidate.id().to_string(),
            as_of: manifest.as_of.to_string(),
            sources: &manifest.sources,
            counts: &manifest.counts,
            notes: candidate.notes(),
            guards,
        }
    }
}

/// The account, for people.
pub(crate) fn text(candidate: &Candidate, guards: Option<&Inspection>) -> String {
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
    text.push_str(&guards.map(super::sync::inspection).unwrap_or_default());
    if guards.is_none_or(Inspection::passed) {
        let _infallible =
            writeln!(text, "génération {} publiée, données du {}", candidate.id(), manifest.as_of);
    } else {
        text.push_str(&super::sync::held_back(candidate.id().as_str()));
    }
    text
}
