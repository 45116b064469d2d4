//! What a run came to, for a person, a log and an exit status.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    SyncError,
    fetch::{Failure, FailureKind, Nature, Outcome},
    guard::Inspection,
    note::replace,
    publisher::SourceName,
};

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// The input is the last build's: nothing was rebuilt.
    Unchanged,
    /// A new generation is served.
    Published,
    /// The guards tripped, now or before: a candidate waits for a person.
    AwaitingApproval,
    /// The input is one that a person rejected: nothing was rebuilt.
    RejectedBefore,
    /// A source was never had: nothing was built.
    Incomplete {
        /// Which ones.
        missing: Vec<SourceName>,
    },
    /// Nothing was to be published.
    DryRun {
        /// Whether the guards would have let it pass.
        passed: bool,
    },
}

/// The account of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunReport {
    /// When it began.
    pub started: Timestamp,
    /// UTC instant of the end.
    pub ended: Timestamp,
    /// Result of the run.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The generation that it is about.
    pub generation: Option<String>,
    /// What the guards found, if they were asked.
    pub inspection: Option<Inspection>,
    /// What became of each source.
    pub outcomes: BTreeMap<SourceName, Outcome>,
    /// Files that were fetched and refused, each in a French sentence: what was served of them was carried over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Sources that their publisher no longer replaces: the days on which nothing else was found.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dead: BTreeMap<SourceName, u32>,
}

impl RunReport {
    const FILE: &'static str = "sync-report.json";

    /// 0: done; 1: nothing could be built, or our own disk refused; 3: a person is needed, for a candidate or for a source that will
    /// not come back by itself, was refused or is no longer replaced.
    pub fn exit_status(&self) -> u8 {
        let permanent =
            |outcome: &Outcome| outcome.failure().is_some_and(|f| f.nature() == Nature::Permanent);
        match &self.verdict {
            Verdict::Incomplete { .. } => 1,
            _ if self.disk_refused().is_some() => 1,
            Verdict::AwaitingApproval | Verdict::DryRun { passed: false } => 3,
            _ if self.outcomes.values().any(permanent) => 3,
            _ if !self.left_out.is_empty() || !self.dead.is_empty() => 3,
            _ => 0,
        }
    }

    /// The refusal of our own disk to take a source's file, if it refused one.
    pub fn disk_refused(&self) -> Option<&Failure> {
        let failures = self.outcomes.values().filter_map(Outcome::failure);
        failures.into_iter().find(|failure| matches!(failure.kind, FailureKind::DiskFull | FailureKind::Disk))
    }

    /// The report of the last run on a data folder, if there is one that can be read.
    pub fn last(data: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(data.join(Self::FILE)).ok()?).ok()
    }

    pub(super) fn write(&self, data: &Path) -> Result<(), SyncError> {
        replace(&data.join(Self::FILE), self)
    }
}
