//! The folder of one source: reads and replaces what is held there. Knows no network.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use super::{
    FetchedFile,
    disk::sync_dir,
    part::Part,
    state::{STATE_FORMAT, State},
};
use crate::publisher::SourceName;

/// Characters of a SHA-256 that name the folder of a file: no two files of one source will share them.
const DIGEST_CHARS: usize = 16;

/// `DATA/downloads/<source>`.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
    source: SourceName,
}

/// The file that is held, and what is remembered of it.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) file: FetchedFile,
    pub(crate) state: State,
}

impl Held {
    /// The file's name, as its publisher gave it.
    pub(crate) fn name(&self) -> &str {
        self.state.file.rsplit('/').next().unwrap_or_default()
    }
}

impl Folder {
    pub(crate) fn of(downloads: &Path, source: SourceName) -> Self {
        Self { root: downloads.join(source.as_str()), source }
    }

    pub(crate) fn part(&self) -> Part {
        Part::within(&self.root)
    }

    pub(crate) fn create(&self) -> std::io::Result<()> {
        aiguilleur_files::create_folder(&self.root)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    fn state_path(&self) -> PathBuf {
        self.root.join("state.json")
    }

    /// What is held, if the state can be read and the file has the length it had. Anything else is nothing
    /// held: it will be fetched again.
    pub(crate) fn held(&self) -> Option<Held> {
        let state: State = serde_json::from_slice(&fs::read(self.state_path()).ok()?).ok()?;
        let path = self.root.join(&state.file);
        let whole = fs::metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() == state.size);
        (whole && state.format == STATE_FORMAT)
            .then(|| Held { file: fetched(self.source, path, &state), state })
    }

    /// Where a file with these digests goes, relative to this folder.
    pub(crate) fn place(sha256: &str, name: &str) -> String {
        format!("{}/{name}", &sha256[..DIGEST_CHARS])
    }

    /// Takes the finished part as the held file: moved, synced, then recorded in the state.
    pub(crate) fn install(&self, state: State) -> std::io::Result<Held> {
        let path = self.root.join(&state.file);
        let dir = path.parent().unwrap_or(&self.root);
        aiguilleur_files::create_folder(dir)?;
        self.part().move_to(&path)?;
        sync_dir(dir)?;
        self.remember(&state)?;
        self.sweep(dir);
        Ok(Held { file: fetched(self.source, path, &state), state })
    }

    /// Replaces the state in one rename.
    pub(crate) fn remember(&self, state: &State) -> std::io::Result<()> {
        aiguilleur_files::replace(&self.state_path(), &serde_json::to_vec_pretty(state)?)
    }

    /// Counts a day on which the publisher had nothing else; several runs of one day count once.
    pub(crate) fn count_unchanged(&self, today: Date) -> std::io::Result<u32> {
        let Some(Held { state, .. }) = self.held() else { return Ok(0) };
        let days = match state.unchanged {
            Some((days, last)) if last >= today => return Ok(days),
            Some((days, _)) => days.saturating_add(1),
            None => 1,
        };
        self.remember(&State { unchanged: Some((days, today)), ..state })?;
        Ok(days)
    }

    /// Removes older files. One that cannot be removed costs room, not correctness.
    fn sweep(&self, kept: &Path) {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        for dir in entries.map(|entry| entry.path()).filter(|path| path.is_dir() && path != kept) {
            if let Err(error) = fs::remove_dir_all(&dir) {
                tracing::warn!(path = %dir.display(), "an older download stays: {error}");
            }
        }
    }
}

fn fetched(source: SourceName, path: PathBuf, state: &State) -> FetchedFile {
    FetchedFile {
        source,
        path,
        size: state.size,
        sha256: state.sha256.clone(),
        dated: state.dated,
        fetched_at: state.fetched_at,
        checksum: state.checksum.clone(),
        unchanged_days: state.unchanged.map_or(0, |(days, _)| days),
    }
}
