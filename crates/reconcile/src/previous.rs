//! The previous report, reduced to the findings of each client, to mark what is new.

use std::{
    borrow::Cow,
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    io::{BufRead, BufReader},
    path::Path,
};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::{
    ReconcileError, Severity,
    answer::Reconciled,
    field::ColumnMap,
    finding::FindingCode,
    read::{ClientFile, Decoder},
};

/// Set for a client that the report holds more than once: nothing is said to be resolved for them.
const REPEATED: u64 = 1 << 63;

/// What the last report found, in sixteen bytes a client.
#[derive(Debug, Default)]
pub struct Previous {
    found: FxHashMap<u64, u64>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    client_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    client_key: Option<Cow<'a, str>>,
    #[serde(default)]
    findings: Vec<Found<'a>>,
}

#[derive(Deserialize)]
struct Found<'a> {
    #[serde(borrow)]
    code: Cow<'a, str>,
    #[serde(borrow)]
    severity: Cow<'a, str>,
}

fn hashed(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

const fn bit(code: FindingCode) -> u64 {
    1 << code as u64
}

/// The findings that need a person, as a set.
fn calling(answer: &Reconciled) -> u64 {
    let calling = answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
    calling.fold(0, |set, finding| set | bit(finding.code))
}

impl Previous {
    /// Reads a report that this program wrote, as JSON lines, CSV or XLSX.
    ///
    /// # Errors
    /// When the file cannot be read, or is no such report.
    pub fn open(path: &Path) -> Result<Self, ReconcileError> {
        let read = |source| ReconcileError::Read { path: path.to_owned(), source };
        let mut reader = BufReader::new(File::open(path).map_err(read)?);
        let first = reader.fill_buf().map_err(read)?.first().copied();
        if first == Some(b'{') { Self::json_lines(reader, path) } else { Self::csv(path) }
    }

    fn json_lines(reader: impl BufRead, path: &Path) -> Result<Self, ReconcileError> {
        let mut previous = Self::default();
        for (index, line) in reader.lines().enumerate() {
            let line = line.map_err(|source| ReconcileError::Read { path: path.to_owned(), source })?;
            let parsed: Line<'_> =
                serde_json::from_str(&line).map_err(|error| unusable(path, index + 1, &error))?;
            let codes = parsed.findings.iter().filter(|found| found.severity != "info");
            let set = codes.filter_map(|found| found.code.parse().ok()).fold(0, |set, code| set | bit(code));
            previous.note(parsed.client_id.or(parsed.client_key).as_deref(), set);
        }
        Ok(previous)
    }

    fn csv(path: &Path) -> Result<Self, ReconcileError> {
        let mut file = ClientFile::open(path, ColumnMap::default())?;
        let layout = file.layout().clone();
        if !layout.carried().any(|column| column == "findings") {
            return Err(ReconcileError::Unusable {
                path: path.to_owned(),
                why: "ce n'est pas un compte rendu de ce programme (JSON lines, CSV ou XLSX)".to_owned(),
            });
        }
        let mut decoder = Decoder::new(&layout);
        let mut previous = Self::default();
        while let Some(chunk) = file.next_chunk()? {
            for record in decoder.rows(&chunk).flatten() {
                let text = |name: &str| {
                    let column = record.carried.iter().find(|(column, _)| column.as_ref() == name);
                    column.and_then(|(_, value)| value.as_str()).unwrap_or_default()
                };
                let codes = text("findings").split(' ').filter_map(|code| code.parse().ok());
                let set = codes.fold(0, |set, code| set | bit(code));
                let key = if record.client_id.is_empty() { text("client_key") } else { &record.client_id };
                previous.note(Some(key), set);
            }
        }
        Ok(previous)
    }

    fn note(&mut self, key: Option<&str>, set: u64) {
        let Some(key) = key.filter(|key| !key.is_empty()) else { return };
        self.found.entry(hashed(key)).and_modify(|known| *known |= set | REPEATED).or_insert(set);
    }

    /// Marks what is new in `answer`, and what is gone; returns the client's key.
    pub(crate) fn mark(&self, answer: &mut Reconciled) -> Option<u64> {
        let key =
            answer.client_id.as_deref().or(answer.client_key.as_deref()).filter(|key| !key.is_empty())?;
        let key = hashed(key);
        let now = calling(answer);
        let Some(before) = self.found.get(&key).copied() else {
            answer.since = Some("new");
            answer.findings.iter_mut().for_each(|finding| finding.since = Some("new"));
            return None;
        };
        for finding in answer.findings.iter_mut().filter(|finding| finding.severity > Severity::Info) {
            finding.since = Some(if before & bit(finding.code) == 0 { "new" } else { "unchanged" });
        }
        let gone = if before & REPEATED == 0 { before & !now } else { 0 };
        answer.resolved = FindingCode::ALL.iter().copied().filter(|code| gone & bit(*code) != 0).collect();
        answer.since = Some(match (now & !before, now) {
            (0, 0) if gone != 0 => "resolved",
            (0, _) => "unchanged",
            _ => "new",
        });
        Some(key)
    }

    /// How many clients of the last report are not among `seen`.
    pub(crate) fn vanished(&self, seen: &[u64]) -> u64 {
        let mut seen = seen.to_vec();
        seen.sort_unstable();
        seen.dedup();
        self.found.len().saturating_sub(seen.len()) as u64
    }
}

fn unusable(path: &Path, line: usize, error: &serde_json::Error) -> ReconcileError {
    ReconcileError::Unusable {
        path: path.to_owned(),
        why: format!(
            "ligne {line}, colonne {} : ce n'est pas un compte rendu de ce programme",
            error.column()
        ),
    }
}
