//! What is served and how old it is: the age of the data, never that of the run.

use std::collections::BTreeMap;

use aiguilleur_domain::{Date, entity::SourceKind};
use serde::Serialize;

use super::Snapshot;

/// What is served.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    /// Name of the generation.
    pub generation: String,
    /// The day it speaks for.
    pub as_of: Date,
    /// When it was built.
    pub built_at: String,
    /// Version of the rule set that decides.
    pub rules: &'static str,
    /// Imported sources with their dates and ages.
    pub sources: Vec<SourceStatus>,
    /// The sources that would add to it, and were not imported.
    pub absent: Vec<&'static str>,
    /// How many of what.
    pub counts: BTreeMap<String, u64>,
}

/// One source and its age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceStatus {
    /// The publisher's name of the file.
    pub name: String,
    /// The day of the data.
    pub dated: Option<Date>,
    /// Days between that day and the one asked about.
    pub age_days: Option<i64>,
    /// Records read.
    pub rows_read: u64,
    /// Records refused.
    pub rows_rejected: u64,
    /// Whether that age is beyond the configured bound; unknown without a date.
    #[serde(skip)]
    pub stale: Option<bool>,
}

fn days_between(earlier: Date, later: Date) -> i64 {
    later.since(earlier).map_or(0, |span| i64::from(span.get_days()))
}

impl Snapshot {
    /// What is served, as seen today.
    pub fn status(&self) -> StatusView {
        let manifest = self.generation().manifest();
        StatusView {
            generation: self.id().to_string(),
            as_of: manifest.as_of,
            built_at: manifest.created_at.to_string(),
            rules: aiguilleur_resolver::RULES_VERSION,
            sources: self.source_status(self.today()),
            absent: self.absent_sources(),
            counts: manifest.counts.clone(),
        }
    }

    /// The sources that would add to what is served, and were not imported.
    pub fn absent_sources(&self) -> Vec<&'static str> {
        let optional =
            [SourceKind::Sirene, SourceKind::RppsRestreint].into_iter().chain(SourceKind::COMPLEMENTS);
        optional.filter(|kind| !self.holds(*kind)).map(SourceKind::name).collect()
    }

    /// The sources and their ages on `today`.
    pub fn source_status(&self, today: Date) -> Vec<SourceStatus> {
        let mut statuses: Vec<SourceStatus> = Vec::new();
        for source in &self.generation().manifest().sources {
            // The tables of a restricted extraction are one source.
            let table_of = |known: &&mut SourceStatus| {
                source.name == SourceKind::RppsRestreint.name()
                    && (&known.name, known.dated) == (&source.name, source.dated)
            };
            if let Some(known) = statuses.iter_mut().find(table_of) {
                known.rows_read += source.rows_read;
                known.rows_rejected += source.rows_rejected;
                continue;
            }
            let age_days = source.dated.map(|dated| days_between(dated, today));
            statuses.push(SourceStatus {
                stale: self.freshness.is_stale(&source.name, age_days),
                name: source.name.clone(),
                dated: source.dated,
                age_days,
                rows_read: source.rows_read,
                rows_rejected: source.rows_rejected,
            });
        }
        statuses
    }
}
