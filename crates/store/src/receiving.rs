//! A generation sealed elsewhere, while its files come in: none bears its name before it was verified.

use std::{
    collections::{HashMap, HashSet},
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Component, Path, PathBuf},
};

use aiguilleur_files::{Hasher, Lock};

use crate::{DataDir, FileEntry, GenerationId, Manifest, StoreError, building};

/// What a file is called until it is whole, after its name.
const PART: &str = ".part";

/// A generation that is being received. Dropping it keeps what came, for the next attempt.
#[derive(Debug)]
pub struct Receiving {
    data: DataDir,
    id: GenerationId,
    dir: PathBuf,
    manifest: Manifest,
    sealed_as: Vec<u8>,
    _lock: Lock,
}

impl Receiving {
    pub(crate) fn begin(
        data: DataDir,
        id: GenerationId,
        (manifest, sealed_as): (Manifest, Vec<u8>),
        lock: Lock,
    ) -> Result<Self, StoreError> {
        if let Some(strange) = manifest.files.iter().find(|file| !is_inside(&file.path)) {
            let detail = format!("« {} » n'est pas le nom d'un de ses fichiers", strange.path.escape_debug());
            return Err(StoreError::Damaged { generation: id.to_string(), detail });
        }
        let dir = data.receiving_dir().join(id.as_str());
        sweep_others(&data.receiving_dir(), &id)?;
        let receiving = Self { data, id, dir, manifest, sealed_as, _lock: lock };
        receiving.remove_unlisted()?;
        for file in &receiving.manifest.files {
            let path = receiving.path(file);
            let parent = path.parent().unwrap_or(&receiving.dir);
            aiguilleur_files::create_folder(parent).map_err(StoreError::io("créer", parent))?;
        }
        aiguilleur_files::create_folder(&receiving.dir).map_err(StoreError::io("créer", &receiving.dir))?;
        Ok(receiving)
    }

    /// What it is made of.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The files that are still to come: neither received before a kill, nor part of a generation that is here.
    /// What is here is read again before it is believed.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn missing(&self) -> Result<Vec<FileEntry>, StoreError> {
        let known = self.known_elsewhere()?;
        let mut missing = Vec::new();
        for file in &self.manifest.files {
            if !self.holds(file)? && !self.link(file, &known)? {
                missing.push(file.clone());
            }
        }
        Ok(missing)
    }

    /// Begins one file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn file(&self, entry: &FileEntry) -> Result<Incoming, StoreError> {
        let path = self.path(entry);
        let aside = aside(&path);
        let file = aiguilleur_files::create(&aside).map_err(StoreError::io("créer", &aside))?;
        let writer = BufWriter::with_capacity(256 << 10, file);
        Ok(Incoming { entry: entry.clone(), path, aside, writer, hasher: Hasher::default() })
    }

    /// Seals the generation as it was sealed elsewhere, once all of it is on the disk, and puts it among the others;
    /// it is not served yet. Until then a file's name promises nothing: who takes the folder up reads it again.
    ///
    /// # Errors
    /// When a file has not come, or the disk refuses.
    pub fn seal(self) -> Result<GenerationId, StoreError> {
        for file in &self.manifest.files {
            let path = self.path(file);
            let found = fs::metadata(&path).map_err(StoreError::io("lire", &path))?.len();
            if found != file.size {
                let detail = format!("{} : {found} octets au lieu de {}", file.path, file.size);
                return Err(StoreError::Damaged { generation: self.id.to_string(), detail });
            }
        }
        building::each_file(building::files(&self.dir)?, building::sync_path)?;
        Manifest::put(&self.dir, &self.sealed_as)?;
        for folder in self.folders() {
            building::sync_path(&folder)?;
        }
        let target = self.data.generation_dir(&self.id);
        fs::rename(&self.dir, &target).map_err(StoreError::io("déplacer", &target))?;
        building::sync_path(&self.data.generations_dir())?;
        Ok(self.id)
    }

    /// Removes what a kill left half-written, and what an earlier manifest of that name had.
    fn remove_unlisted(&self) -> Result<(), StoreError> {
        if !self.dir.exists() {
            return Ok(());
        }
        let ours: HashSet<PathBuf> = self.manifest.files.iter().map(|file| self.path(file)).collect();
        for (path, _) in building::files(&self.dir)? {
            if !ours.contains(&path) {
                fs::remove_file(&path).map_err(StoreError::io("supprimer", &path))?;
            }
        }
        Ok(())
    }

    fn path(&self, file: &FileEntry) -> PathBuf {
        self.dir.join(&file.path)
    }

    /// Its folders, whose names of files are to be on the disk before the manifest counts.
    fn folders(&self) -> Vec<PathBuf> {
        let parents =
            self.manifest.files.iter().filter_map(|file| Some(self.path(file).parent()?.to_owned()));
        let mut folders: Vec<PathBuf> = parents.chain([self.dir.clone()]).collect();
        folders.sort();
        folders.dedup();
        folders
    }

    fn holds(&self, file: &FileEntry) -> Result<bool, StoreError> {
        let path = self.path(file);
        Ok(path.exists() && building::hash_file(&self.dir, &path)? == *file)
    }

    /// Files of the generations that are here, by what they hold.
    fn known_elsewhere(&self) -> Result<HashMap<String, PathBuf>, StoreError> {
        let mut known = HashMap::new();
        for id in self.data.generations()? {
            let Ok(manifest) = self.data.manifest(&id) else { continue };
            let files =
                manifest.files.iter().map(|file| (file.sha256.clone(), self.data.sealed_file(&id, file)));
            known.extend(files);
        }
        Ok(known)
    }

    /// Takes a file from a generation that is here, if one has it: sealed files never change, so that one copy
    /// serves both.
    fn link(&self, file: &FileEntry, known: &HashMap<String, PathBuf>) -> Result<bool, StoreError> {
        let Some(source) = known.get(&file.sha256) else { return Ok(false) };
        let path = self.path(file);
        if path.exists() {
            fs::remove_file(&path).map_err(StoreError::io("supprimer", &path))?;
        }
        if fs::hard_link(source, &path).or_else(|_| fs::copy(source, &path).map(drop)).is_err() {
            return Ok(false);
        }
        let sound = self.holds(file)?;
        if !sound {
            fs::remove_file(&path).map_err(StoreError::io("supprimer", &path))?;
        }
        Ok(sound)
    }
}

/// A file on its way in.
#[derive(Debug)]
pub struct Incoming {
    entry: FileEntry,
    path: PathBuf,
    aside: PathBuf,
    writer: BufWriter<File>,
    hasher: Hasher,
}

impl Incoming {
    /// Takes the next bytes; `false` once more came than the manifest says, which are not written.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn take(&mut self, bytes: &[u8]) -> Result<bool, StoreError> {
        self.hasher.update(bytes);
        if self.hasher.size() > self.entry.size {
            return Ok(false);
        }
        self.writer.write_all(bytes).map_err(StoreError::io("écrire", &self.aside))?;
        Ok(true)
    }

    /// Gives the file its name, if it is what the manifest says; else throws it away and tells what came.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> Result<Result<(), FileEntry>, StoreError> {
        let hashed = self.hasher.finish();
        let came = FileEntry { path: self.entry.path.clone(), size: hashed.size, sha256: hashed.sha256 };
        if came != self.entry {
            fs::remove_file(&self.aside).map_err(StoreError::io("supprimer", &self.aside))?;
            return Ok(Err(came));
        }
        let flushed = self.writer.into_inner().map_err(std::io::IntoInnerError::into_error);
        flushed.map_err(StoreError::io("écrire", &self.aside))?;
        fs::rename(&self.aside, &self.path).map_err(StoreError::io("déplacer", &self.path))?;
        Ok(Ok(()))
    }
}

fn aside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(PART);
    PathBuf::from(name)
}

/// Whether a manifest may name a file so: below the generation's folder, and not the manifest itself.
fn is_inside(path: &str) -> bool {
    let plain = |part: Component<'_>| match part {
        Component::Normal(name) => name.to_str().map(str::to_owned),
        _ => None,
    };
    let parts: Option<Vec<String>> = Path::new(path).components().map(plain).collect();
    // As we would write it ourselves: no `a//b`, which would be the same file under another name.
    let as_written = parts.is_some_and(|parts| parts.join("/") == path);
    as_written
        && !path.is_empty()
        && !path.contains(['\\', '\0'])
        && !path.ends_with(PART)
        && path != "manifest.json"
}

/// Removes what was received of other generations: the one that is wanted now has taken their place.
fn sweep_others(receiving: &Path, id: &GenerationId) -> Result<(), StoreError> {
    for path in fs::read_dir(receiving).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.file_name().is_some_and(|name| name != id.as_str()) {
            fs::remove_dir_all(&path).map_err(StoreError::io("supprimer", &path))?;
        }
    }
    Ok(())
}
