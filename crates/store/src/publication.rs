//! Which generation is served: the pointer, the journal of what was served, going back, removal.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

use aiguilleur_files::Lock;

use crate::{DataDir, GenerationId, StoreError};

/// What a generation that is being removed is called, among what is being built.
const PRUNED: &str = "pruned-";

impl DataDir {
    fn pointer(&self) -> PathBuf {
        self.root().join("CURRENT")
    }

    /// The generation that is served, if any was published.
    ///
    /// # Errors
    /// When the pointer cannot be read or names nothing.
    pub fn current(&self) -> Result<Option<GenerationId>, StoreError> {
        let path = self.pointer();
        match fs::read_to_string(&path) {
            Ok(name) => name.trim().parse().map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io("lire", &path)(error)),
        }
    }

    /// Held while the pointer moves, for as long as opening a generation takes: what one process says is served was
    /// served when it was written.
    fn publication(&self) -> Result<Lock, StoreError> {
        let path = self.root().join("PUBLISH.lock");
        Lock::wait(&path).map_err(StoreError::io("verrouiller", &path))
    }

    /// Serves `id` from now on: opens it first, then moves the pointer in one rename.
    ///
    /// # Errors
    /// When it does not open or the disk refuses; the pointer has not moved then.
    pub fn publish(&self, id: &GenerationId) -> Result<(), StoreError> {
        let _lock = self.publication()?;
        self.serve(id)
    }

    /// The same, unless another generation than `instead_of` is served by now.
    ///
    /// # Errors
    /// [`StoreError::Superseded`] then, and as [`DataDir::publish`].
    pub fn publish_instead_of(
        &self,
        instead_of: Option<&GenerationId>,
        id: &GenerationId,
    ) -> Result<(), StoreError> {
        let _lock = self.publication()?;
        match self.current()? {
            served if served.as_ref() == instead_of => self.serve(id),
            served => Err(StoreError::Superseded {
                generation: id.to_string(),
                served: served.map_or_else(|| "aucune".to_owned(), |id| id.to_string()),
            }),
        }
    }

    fn serve(&self, id: &GenerationId) -> Result<(), StoreError> {
        drop(self.open_generation(id)?);
        self.note_published(id)?;
        let path = self.pointer();
        let moved = aiguilleur_files::replace(&path, format!("{id}\n").as_bytes());
        moved.map_err(StoreError::io("écrire", &path))
    }

    /// Notes that `id` was served. A line too many, left by a kill before the pointer moved, names a generation that
    /// was about to be served: rolling back to it is what its operator wanted.
    fn note_published(&self, id: &GenerationId) -> Result<(), StoreError> {
        let path = self.root().join("PUBLISHED");
        let opened = aiguilleur_files::private().append(true).open(&path);
        let mut file = opened.map_err(StoreError::io("ouvrir", &path))?;
        writeln!(file, "{id} {}", jiff::Timestamp::now())
            .and_then(|()| file.sync_all())
            .map_err(StoreError::io("écrire", &path))
    }

    /// What was served, oldest first; a generation served again is listed again.
    pub(crate) fn published(&self) -> Vec<GenerationId> {
        let journal = fs::read_to_string(self.root().join("PUBLISHED")).unwrap_or_default();
        journal.lines().filter_map(|line| line.split(' ').next()?.parse().ok()).collect()
    }

    /// When a generation was served last, where the journal tells: older lines have no instant.
    pub fn published_at(&self, id: &GenerationId) -> Option<jiff::Timestamp> {
        let journal = fs::read_to_string(self.root().join("PUBLISHED")).ok()?;
        let mut latest_first = journal.lines().rev().filter_map(|line| line.split_once(' '));
        latest_first.find(|(name, _)| *name == id.as_str())?.1.parse().ok()
    }

    /// Whether a generation was ever served.
    pub fn was_published(&self, id: &GenerationId) -> bool {
        self.published().contains(id)
    }

    /// Serves nothing any more: for a reader whose disk has spoilt what it served. Another is to be published.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn withdraw(&self) -> Result<(), StoreError> {
        let path = self.pointer();
        fs::remove_file(&path).map_err(StoreError::io("supprimer", &path))
    }

    /// Serves again what was served before the current generation was first served: a candidate never published
    /// is not one to go back to. The bad one is kept for study.
    ///
    /// # Errors
    /// [`StoreError::NoGeneration`] when there is none, and as [`DataDir::publish`].
    pub fn rollback(&self) -> Result<GenerationId, StoreError> {
        let _lock = self.publication()?;
        let current = self.current()?.ok_or_else(|| StoreError::Empty { path: self.root().to_owned() })?;
        let (held, published) = (self.generations()?, self.published());
        let before = published.iter().take_while(|id| **id != current);
        let previous = before.filter(|id| held.contains(id)).last();
        let previous = previous.ok_or_else(|| StoreError::NoGeneration(format!("antérieure à {current}")))?;
        self.serve(previous)?;
        Ok(previous.clone())
    }

    /// Removes generations until `keep` are left beside the current one, those newer than it, and `spared`.
    ///
    /// A reader that holds a removed generation keeps reading: on Unix its open files live on.
    ///
    /// # Errors
    /// When a folder cannot be removed.
    pub fn prune(&self, keep: usize, spared: &[GenerationId]) -> Result<Vec<GenerationId>, StoreError> {
        self.sweep()?;
        let current = self.current()?;
        let older: Vec<_> = self
            .generations()?
            .into_iter()
            .filter(|id| current.as_ref().is_some_and(|c| id < c) && !spared.contains(id))
            .collect();
        let surplus = older.len().saturating_sub(keep);
        for id in &older[..surplus] {
            self.remove(id)?;
        }
        Ok(older[..surplus].to_vec())
    }

    /// Removes a generation that will not be served, such as a refused candidate. One that is already gone is
    /// no error.
    ///
    /// # Errors
    /// [`StoreError::Served`] when it is the one that is served, or when the disk refuses.
    pub fn discard(&self, id: &GenerationId) -> Result<(), StoreError> {
        if self.current()?.as_ref() == Some(id) {
            return Err(StoreError::Served(id.to_string()));
        }
        if self.generation_dir(id).exists() { self.remove(id) } else { Ok(()) }
    }

    /// Removes what kills left: of removals, of builds when none is running, of copies made by readers.
    fn sweep(&self) -> Result<(), StoreError> {
        // A copy is read in well under a second.
        const OLD: Duration = Duration::from_secs(3600);
        let building = self.lock();
        let left = |name: &str| name.starts_with(PRUNED) || building.is_ok();
        remove_entries(&self.building_dir(), |path| {
            path.file_name().is_some_and(|name| left(&name.to_string_lossy()))
        })?;
        remove_entries(&self.readers_dir(), |path| {
            let changed = fs::metadata(path).and_then(|copy| copy.modified());
            changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > OLD))
        })
    }

    fn remove(&self, id: &GenerationId) -> Result<(), StoreError> {
        let (dir, aside) = (self.generation_dir(id), self.building_dir().join(format!("{PRUNED}{id}")));
        // Moved away first, so that a kill in the middle never leaves half a generation in the list.
        aiguilleur_files::create_folder(&self.building_dir()).map_err(StoreError::io("créer", &aside))?;
        fs::rename(&dir, &aside).map_err(StoreError::io("déplacer", &dir))?;
        fs::remove_dir_all(&aside).map_err(StoreError::io("supprimer", &aside))
    }
}

/// Removes the folders in `parent` that are `wanted` gone.
fn remove_entries(parent: &Path, wanted: impl Fn(&Path) -> bool) -> Result<(), StoreError> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()).filter(|path| wanted(path)) {
        fs::remove_dir_all(&path).map_err(StoreError::io("supprimer", &path))?;
    }
    Ok(())
}
