//! What a whole run found: by verdict, finding, severity and couloir, and against the last report.

use std::collections::BTreeMap;

use aiguilleur_directory::Snapshot;
use aiguilleur_domain::Date;
use serde::Serialize;

use crate::{
    Severity,
    answer::{Reconciled, Verdict},
    finding::FindingCode,
    read::InputReport,
    task::Task,
};

/// The couloir of records that no couloir is known for.
const NO_COULOIR: &str = "sans_couloir";

/// How many records have a finding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FindingCount {
    /// As error, warning or info.
    pub error: u64,
    /// As warning.
    pub warning: u64,
    /// As information.
    pub info: u64,
    /// Not in the last report.
    pub new: u64,
    /// In the last report and gone.
    pub resolved: u64,
}

impl FindingCount {
    /// All severities together.
    pub const fn total(&self) -> u64 {
        self.error + self.warning + self.info
    }
}

/// Counts, added up over threads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Number of client records.
    pub records: u64,
    /// By verdict.
    pub verdicts: BTreeMap<&'static str, u64>,
    /// By finding.
    pub findings: BTreeMap<&'static str, FindingCount>,
    /// Records by their most serious finding.
    pub severities: BTreeMap<&'static str, u64>,
    /// By couloir, then by verdict.
    pub couloirs: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    /// Records with an identifier to use instead.
    pub proposed: u64,
    /// Records against the last report.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub since: BTreeMap<&'static str, u64>,
    /// Records by what is to be done with them.
    #[serde(skip)]
    pub(crate) tasks: BTreeMap<&'static str, u64>,
    /// Records that are not `ok`, of those with something new.
    #[serde(skip)]
    pub(crate) new_verdicts: BTreeMap<&'static str, u64>,
}

fn add<K: Ord>(into: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    for (key, count) in from {
        *into.entry(key).or_default() += count;
    }
}

impl Tally {
    /// Counts one answer.
    pub fn count(&mut self, answer: &Reconciled) {
        self.records += 1;
        let verdict = answer.verdict.code();
        *self.verdicts.entry(verdict).or_default() += 1;
        *self.severities.entry(answer.severity().map_or("none", Severity::code)).or_default() += 1;
        let couloir = answer.decision.as_ref().and_then(|decision| decision.couloir);
        let couloir = couloir.map_or(NO_COULOIR, aiguilleur_resolver::Couloir::code);
        *self.couloirs.entry(couloir).or_default().entry(verdict).or_default() += 1;
        self.proposed += u64::from(answer.proposed.is_some());
        if let Some(task) = Task::of(answer) {
            *self.tasks.entry(task.code()).or_default() += 1;
        }
        for (index, finding) in answer.findings.iter().enumerate() {
            if answer.findings[..index].iter().any(|earlier| earlier.code == finding.code) {
                continue;
            }
            let count = self.findings.entry(finding.code.code()).or_default();
            match finding.severity {
                Severity::Error => count.error += 1,
                Severity::Warning => count.warning += 1,
                Severity::Info => count.info += 1,
            }
            count.new += u64::from(finding.since == Some("new"));
        }
        for code in &answer.resolved {
            self.findings.entry(code.code()).or_default().resolved += 1;
        }
        if let Some(since) = answer.since {
            *self.since.entry(since).or_default() += 1;
        }
        if answer.since == Some("new") {
            *self.new_verdicts.entry(verdict).or_default() += 1;
        }
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: Self) {
        self.records += other.records;
        self.proposed += other.proposed;
        add(&mut self.verdicts, other.verdicts);
        add(&mut self.severities, other.severities);
        add(&mut self.tasks, other.tasks);
        add(&mut self.since, other.since);
        add(&mut self.new_verdicts, other.new_verdicts);
        for (couloir, verdicts) in other.couloirs {
            add(self.couloirs.entry(couloir).or_default(), verdicts);
        }
        for (code, count) in other.findings {
            let mine = self.findings.entry(code).or_default();
            mine.error += count.error;
            mine.warning += count.warning;
            mine.info += count.info;
            mine.new += count.new;
            mine.resolved += count.resolved;
        }
    }

    /// How many records that is to be done with.
    pub(crate) fn task(&self, task: Task) -> u64 {
        self.tasks.get(task.code()).copied().unwrap_or_default()
    }

    /// How many records have that verdict.
    pub fn verdict(&self, verdict: Verdict) -> u64 {
        self.verdicts.get(verdict.code()).copied().unwrap_or_default()
    }

    /// How many records need a person and have something new; all of them where there is no last report.
    pub(crate) fn new_to_treat(&self) -> u64 {
        if self.since.is_empty() {
            return self.needing_a_person();
        }
        let called = Verdict::ALL.into_iter().filter(|verdict| verdict.needs_a_person());
        called.filter_map(|verdict| self.new_verdicts.get(verdict.code())).sum()
    }

    /// How many records need a person.
    pub fn needing_a_person(&self) -> u64 {
        Verdict::ALL.into_iter().filter(|verdict| verdict.needs_a_person()).map(|v| self.verdict(v)).sum()
    }
}

/// What a whole run found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The generation that was read.
    pub generation: String,
    /// Version of the rule set.
    pub rules: &'static str,
    /// The day the verdicts are for.
    pub as_of: Date,
    /// What was made of the client file.
    pub input: InputReport,
    /// The counts.
    #[serde(flatten)]
    pub tally: Tally,
    /// Clients of the last report that the file no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vanished: Option<u64>,
}

impl Summary {
    pub(crate) fn new(snapshot: &Snapshot, as_of: Date, input: InputReport, tally: Tally) -> Self {
        Self {
            generation: snapshot.id().to_string(),
            rules: aiguilleur_resolver::RULES_VERSION,
            as_of,
            input,
            tally,
            vanished: None,
        }
    }
}

/// What makes a run need a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailOn {
    verdicts: Vec<Verdict>,
    codes: Vec<FindingCode>,
    new_only: bool,
}

impl Default for FailOn {
    fn default() -> Self {
        let verdicts = Verdict::ALL.into_iter().filter(|verdict| verdict.needs_a_person()).collect();
        Self { verdicts, codes: Vec::new(), new_only: false }
    }
}

impl std::str::FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut chosen = Self { verdicts: Vec::new(), codes: Vec::new(), new_only: false };
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let verdict = Verdict::ALL.into_iter().find(|v| v.code() == word && *v != Verdict::Ok);
            match (word, verdict, word.parse::<FindingCode>()) {
                ("never", ..) => return Ok(chosen),
                ("new", ..) => chosen.new_only = true,
                (_, Some(verdict), _) => chosen.verdicts.push(verdict),
                (_, None, Ok(code)) => chosen.codes.push(code),
                _ => {
                    return Err(format!(
                        "« {word} » : sont admis never, new, to_complete, to_fix, to_review, not_found, error, ou un constat"
                    ));
                }
            }
        }
        if chosen.verdicts.is_empty() && chosen.codes.is_empty() {
            chosen.verdicts = Self::default().verdicts;
        }
        Ok(chosen)
    }
}

impl FailOn {
    /// Whether `tally` needs a person.
    pub fn calls(&self, tally: &Tally) -> bool {
        let verdicts = if self.new_only { &tally.new_verdicts } else { &tally.verdicts };
        let counted = |verdict: &Verdict| verdicts.get(verdict.code()).is_some_and(|count| *count > 0);
        let found = |code: &FindingCode| {
            let count = tally.findings.get(code.code());
            count.is_some_and(|count| if self.new_only { count.new > 0 } else { count.total() > 0 })
        };
        self.verdicts.iter().any(counted) || self.codes.iter().any(found)
    }
}
