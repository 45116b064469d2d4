//! The account of an import: every row read is somewhere in it.

use std::collections::BTreeMap;

use aiguilleur_domain::Date;
use aiguilleur_sources::{Rule, Source, Summary};
use aiguilleur_store::{FORMAT_VERSION, Manifest, SourceReport};

use super::assembly::Assembled;

/// What one source came to.
pub(super) fn source(source: &Source, summary: &Summary) -> SourceReport {
    let by_code = |rules: &BTreeMap<Rule, u64>| {
        rules.iter().map(|(rule, count)| (rule.code().to_owned(), *count)).collect()
    };
    SourceReport {
        name: source.kind().name().to_owned(),
        file: source.name().to_owned(),
        dated: summary.dated,
        size: source.disk_bytes(),
        sha256: summary.sha256.map(|digest| aiguilleur_files::hex(&digest)).unwrap_or_default(),
        rows_read: summary.rows_read,
        rows_kept: summary.rows_kept,
        rows_rejected: summary.rows_rejected,
        rows_unused: summary.ignored.clone(),
        rejects: by_code(&summary.rejects_by_rule),
        anomalies: by_code(&summary.anomalies_by_rule),
        carried_over: false,
    }
}

/// The manifest of what was assembled; the store adds the files and seals it.
pub(super) fn manifest(as_of: Date, assembled: Assembled) -> Manifest {
    Manifest {
        format: FORMAT_VERSION,
        rules: aiguilleur_resolver::RULES_VERSION.to_owned(),
        created_at: jiff::Timestamp::now(),
        as_of,
        sources: assembled.reports,
        counts: assembled.counts.into_map(),
        files: Vec::new(),
        checksum: String::new(),
    }
}
