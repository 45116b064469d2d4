//! A download under way: its bytes, and which publication they belong to.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{disk::sync_dir, state::Validators};

/// `part.json`: a part without it, or of another address, is not taken up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartOrigin {
    pub(crate) url: String,
    pub(crate) validators: Validators,
    /// Bytes of the whole, when announced.
    pub(crate) total: Option<u64>,
    /// The file's name in `Content-Disposition`: a later range may come without it.
    pub(crate) name: Option<String>,
}

/// `download.part` and `part.json`.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    dir: PathBuf,
}

impl Part {
    pub(crate) fn within(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    pub(crate) fn bytes(&self) -> PathBuf {
        self.dir.join("download.part")
    }

    fn origin_path(&self) -> PathBuf {
        self.dir.join("part.json")
    }

    /// What can be taken up again from `url`: the origin and how many bytes there are.
    pub(crate) fn resumable(&self, url: &str) -> Option<(PartOrigin, u64)> {
        let origin: PartOrigin = serde_json::from_slice(&fs::read(self.origin_path()).ok()?).ok()?;
        let length = fs::metadata(self.bytes()).ok()?.len();
        let fits = origin.url == url && origin.validators.for_range().is_some() && length > 0;
        fits.then_some((origin, length))
    }

    /// Empties the part and notes what the bytes to come belong to. The old origin goes first: a kill in between
    /// must not marry old bytes to the new one.
    pub(crate) fn begin(&self, origin: &PartOrigin) -> io::Result<()> {
        absent(fs::remove_file(self.origin_path()))?;
        aiguilleur_files::create(&self.bytes())?;
        aiguilleur_files::write(&self.origin_path(), &serde_json::to_vec(origin)?)
    }

    pub(crate) fn discard(&self) -> io::Result<()> {
        absent(fs::remove_file(self.origin_path()))?;
        absent(fs::remove_file(self.bytes()))
    }

    pub(crate) fn move_to(&self, path: &Path) -> io::Result<()> {
        fs::File::open(self.bytes())?.sync_all()?;
        fs::rename(self.bytes(), path)?;
        self.discard()?;
        sync_dir(&self.dir)
    }
}

/// Removing what is not there has removed it.
fn absent(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
