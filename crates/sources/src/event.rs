//! What a decoder hands over, one row at a time, and the account it gives at the end.

use std::collections::BTreeMap;

use aiguilleur_domain::Date;
use serde::Serialize;

use crate::defect::{Defect, Rule};

/// One thing read. The anomalies of a row come just before the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<T> {
    /// A row, decoded.
    Row(T),
    /// A row lost.
    Reject(Defect),
    /// A field of a row that is kept: dropped when it cannot be read, kept when only its key is wrong.
    Anomaly(Defect),
}

/// The account of one reading: `rows_read` is `rows_kept` plus `rows_rejected`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Rows met, header and comment lines aside.
    pub rows_read: u64,
    /// Rows handed over.
    pub rows_kept: u64,
    /// Rows lost.
    pub rows_rejected: u64,
    /// Fields dropped or doubtful, on rows that are kept.
    pub anomalies: u64,
    /// Number of rejected rows per check.
    pub rejects_by_rule: BTreeMap<Rule, u64>,
    /// Number of accepted rows with a flaw, per check.
    pub anomalies_by_rule: BTreeMap<Rule, u64>,
    /// What was met and is not needed, by its publisher's name: record types, unknown keys, blank lines.
    pub ignored: BTreeMap<String, u64>,
    /// The date that the content gives for itself, else the one of the file name.
    pub dated: Option<Date>,
    /// The column names in the file's order, in the form in which columns are compared (no case, no accents);
    /// empty for a format that has no header.
    pub header: Vec<String>,
    /// Bytes of the decompressed text.
    pub text_bytes: u64,
    /// SHA-256 of the file as it lies on disk, when asked for.
    pub sha256: Option<[u8; 32]>,
}

impl Summary {
    /// Counts something that is not needed.
    pub(crate) fn ignore(&mut self, name: &str) {
        if let Some(count) = self.ignored.get_mut(name) {
            *count += 1;
        } else {
            self.ignored.insert(name.to_owned(), 1);
        }
    }

    /// Counts an anomaly.
    pub(crate) fn anomaly(&mut self, defect: &Defect) {
        self.anomalies += 1;
        *self.anomalies_by_rule.entry(defect.rule).or_default() += 1;
    }

    /// Counts a row that is kept.
    pub(crate) const fn kept(&mut self) {
        self.rows_read += 1;
        self.rows_kept += 1;
    }

    /// Counts a row that is lost.
    pub(crate) fn rejected(&mut self, defect: &Defect) {
        self.rows_read += 1;
        self.rows_rejected += 1;
        *self.rejects_by_rule.entry(defect.rule).or_default() += 1;
    }
}
