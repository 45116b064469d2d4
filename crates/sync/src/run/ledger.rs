//! What was built, of what, and what became of it: the truth about candidates, in one file.

use std::{collections::BTreeMap, fs, io, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{SyncError, fetch::FetchedFile, guard::Inspection, note::replace, publisher::SourceName};

/// Everything that decides on what a build gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// SHA-256 of each source's file.
    pub files: BTreeMap<SourceName, String>,
    /// The directory's version.
    pub version: String,
}

/// What became of a build.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Sealed, and not judged yet: the run was killed, or the disk refused.
    Built,
    /// The guards passed, or a person approved: it was served.
    Published,
    /// A person must approve or reject it.
    Awaiting {
        /// Instant of the change of state.
        since: Timestamp,
        /// What the guards found.
        inspection: Inspection,
    },
    /// A person rejected it: the same input is not built again.
    Rejected,
}

/// A generation that was built and not served at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Build {
    /// Its name.
    pub generation: String,
    /// The generation that was served then, whose history it continues.
    pub based_on: Option<String>,
    /// The files that it did without, each in a French sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// What became of it.
    #[serde(flatten)]
    pub state: State,
}

/// A build of the worker's, and what it was made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What it was made of.
    pub inputs: Inputs,
    /// What came of it.
    #[serde(flatten)]
    pub build: Build,
}

/// A generation that waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// Its name.
    pub generation: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// What the guards found.
    pub inspection: Inspection,
}

/// `DATA/sync-ledger.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    pub(super) format: u32,
    /// The worker's last build, if it made one.
    pub last: Option<Entry>,
    /// The last import by hand that a guard held back, until a person decides.
    pub by_hand: Option<Build>,
}

/// Version of the file. Another one is not guessed at.
const FORMAT: u32 = 1;

impl Inputs {
    pub(crate) fn of(files: &[FetchedFile], version: String) -> Self {
        Self { files: files.iter().map(|file| (file.source, file.sha256.clone())).collect(), version }
    }
}

impl Build {
    pub(super) fn candidate(&self) -> Option<Candidate> {
        let State::Awaiting { since, inspection } = &self.state else { return None };
        let (generation, inspection) = (self.generation.clone(), inspection.clone());
        Some(Candidate { generation, since: *since, inspection })
    }

    /// Sealed and in nobody's hands: superseded by the next build of the same kind.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, State::Awaiting { .. } | State::Built)
    }
}

impl Ledger {
    const FILE: &'static str = "sync-ledger.json";

    /// The ledger of a data folder.
    ///
    /// # Errors
    /// When it cannot be read, or makes no sense: to forget it could publish what a person refused.
    pub fn read(data: &Path) -> Result<Self, SyncError> {
        let path = data.join(Self::FILE);
        let unreadable = |detail: String| SyncError::Unreadable { path: path.clone(), detail };
        match fs::read(&path) {
            Ok(bytes) => match serde_json::from_slice::<Self>(&bytes) {
                Ok(ledger) if ledger.format == FORMAT => Ok(ledger),
                Ok(ledger) => Err(unreadable(format!("format {} inconnu", ledger.format))),
                Err(error) => Err(unreadable(error.to_string())),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Self { format: FORMAT, last: None, by_hand: None })
            }
            Err(error) => Err(SyncError::io("lire", &path)(error)),
        }
    }

    /// The same, knowing what is served: a build that is served was published, and what published it was
    /// killed before it noted so.
    #[must_use]
    pub fn settled(mut self, served: Option<&str>) -> Self {
        let builds = self.last.as_mut().map(|entry| &mut entry.build).into_iter().chain(&mut self.by_hand);
        for build in builds.filter(|build| build.is_open() && Some(build.generation.as_str()) == served) {
            build.state = State::Published;
        }
        self.by_hand = self.by_hand.filter(Build::is_open);
        self
    }

    /// The generations that wait for a person: at most one of the worker's and one imported by hand.
    pub fn candidates(&self) -> Vec<Candidate> {
        let builds = self.last.as_ref().map(|entry| &entry.build).into_iter().chain(&self.by_hand);
        builds.filter_map(Build::candidate).collect()
    }

    /// Names that nothing may prune: what waits continues the one that it was built on.
    pub fn spared(&self) -> Vec<String> {
        let builds = self.last.as_ref().map(|entry| &entry.build).into_iter().chain(&self.by_hand);
        let open = builds.filter(|build| build.is_open());
        open.flat_map(|build| build.based_on.iter().chain([&build.generation])).cloned().collect()
    }

    pub(super) fn write(&self, data: &Path) -> Result<(), SyncError> {
        replace(&data.join(Self::FILE), self)
    }
}
