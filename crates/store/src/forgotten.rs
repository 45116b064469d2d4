//! People who must not be shown: they opposed, or asked to be erased. Of each only a salted hash of the key is kept.
//!
//! The list of a data folder counts from the moment that it is written: every generation is read through it. An import
//! leaves these people out and seals the list with what it builds, so that who receives a generation reads it through
//! the list of its writer too. A hash does not resist an attacker who holds the list and tries every number; it keeps the
//! list from being one of names and numbers.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use aiguilleur_files::Lock;
use serde::{Deserialize, Serialize};

use crate::{DataDir, GenerationId, StoreError};

/// Its name in a data folder and in a generation.
pub(crate) const FILE: &str = "forgotten.json";

/// One list: hashes of keys behind one salt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct List {
    salt: String,
    hashes: BTreeSet<String>,
}

/// A list as it lies on disk.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    list: List,
    /// SHA-256 of the list's JSON: a corrupted byte must not show a forgotten person.
    checksum: String,
}

/// People who must not be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten(Vec<List>);

impl List {
    fn hash(&self, key: &str) -> String {
        aiguilleur_files::hash(format!("{}:{key}", self.salt).as_bytes()).sha256
    }

    fn checksum(&self) -> Result<String, serde_json::Error> {
        Ok(aiguilleur_files::hash(&serde_json::to_vec(self)?).sha256)
    }

    /// The list at `path`; empty when there is none.
    fn read(path: &Path) -> Result<Self, StoreError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(StoreError::io("lire", path)(error)),
        };
        let unreadable = |detail| StoreError::Forgotten { path: path.to_owned(), detail };
        let kept: Kept = serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        let computed = kept.list.checksum().map_err(|error| unreadable(error.to_string()))?;
        if computed == kept.checksum {
            return Ok(kept.list);
        }
        Err(unreadable("la somme de contrôle diffère".to_owned()))
    }

    fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec_pretty(&Kept { list: self.clone(), checksum: self.checksum()? })
    }
}

impl Forgotten {
    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|list| list.hashes.is_empty())
    }

    /// These and those.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        for list in others.0 {
            if !self.0.contains(&list) {
                self.0.push(list);
            }
        }
        self
    }

    /// Whether the person of that key is.
    pub fn holds(&self, key: &str) -> bool {
        self.0.iter().any(|list| !list.hashes.is_empty() && list.hashes.contains(&list.hash(key)))
    }

    /// What changes whenever the list does; empty when the list is.
    pub fn digest(&self) -> String {
        let all = self.0.iter().flat_map(|list| &list.hashes).fold(String::new(), |all, hash| all + hash);
        if all.is_empty() { all } else { aiguilleur_files::hash(all.as_bytes()).sha256 }
    }

    /// The list sealed with a generation, unless empty.
    pub(crate) fn sealed(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        self.0.iter().find(|list| !list.hashes.is_empty()).map(List::bytes).transpose()
    }
}

impl DataDir {
    fn forgotten_path(&self) -> PathBuf {
        self.root().join(FILE)
    }

    /// Who must not be shown of anything in this folder.
    ///
    /// # Errors
    /// When the list cannot be read: without it nothing may be shown.
    pub fn forgotten(&self) -> Result<Forgotten, StoreError> {
        List::read(&self.forgotten_path()).map(|list| Forgotten(vec![list]))
    }

    /// The same, plus the people on the list of a generation's writer.
    ///
    /// # Errors
    /// As [`DataDir::forgotten`].
    pub fn forgotten_in(&self, id: &GenerationId) -> Result<Forgotten, StoreError> {
        let own = List::read(&self.forgotten_path())?;
        let sealed = List::read(&self.generation_dir(id).join(FILE))?;
        Ok(Forgotten(if own == sealed { vec![own] } else { vec![own, sealed] }))
    }

    /// Whether a generation was built without all those who are forgotten today: another is not to leave this machine.
    ///
    /// # Errors
    /// As [`DataDir::forgotten`].
    pub fn is_built_without_forgotten(&self, id: &GenerationId) -> Result<bool, StoreError> {
        let own = List::read(&self.forgotten_path())?;
        let sealed = List::read(&self.generation_dir(id).join(FILE))?;
        Ok(own.hashes.is_empty() || own.salt == sealed.salt && own.hashes.is_subset(&sealed.hashes))
    }

    /// Forgets the person of a key, from now on; `false` when that was so.
    ///
    /// # Errors
    /// When the list cannot be read or written.
    pub fn forget(&self, key: &str) -> Result<bool, StoreError> {
        self.change_forgotten(|list| {
            if list.salt.is_empty() {
                list.salt = salt()?;
            }
            let hash = list.hash(key);
            Ok(list.hashes.insert(hash))
        })
    }

    /// Forgets the person of a key no longer; `false` when they were not.
    ///
    /// # Errors
    /// When the list cannot be read or written.
    pub fn forget_no_longer(&self, key: &str) -> Result<bool, StoreError> {
        self.change_forgotten(|list| {
            let hash = list.hash(key);
            Ok(list.hashes.remove(&hash))
        })
    }

    /// One change at a time, even between processes.
    fn change_forgotten(
        &self,
        change: impl FnOnce(&mut List) -> std::io::Result<bool>,
    ) -> Result<bool, StoreError> {
        let path = self.forgotten_path();
        let _lock = Lock::wait(&path.with_extension("lock")).map_err(StoreError::io("verrouiller", &path))?;
        let mut list = List::read(&path)?;
        let changed = change(&mut list).map_err(StoreError::io("écrire", &path))?;
        if changed {
            let written = list.bytes().map_err(std::io::Error::from);
            written
                .and_then(|bytes| aiguilleur_files::replace(&path, &bytes))
                .map_err(StoreError::io("écrire", &path))?;
        }
        Ok(changed)
    }
}

fn salt() -> std::io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(aiguilleur_files::hex(&bytes))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_person_is_forgotten_by_a_hash_alone() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path()).unwrap();
        assert!(data.forgotten().unwrap().is_empty());
        assert!(data.forget("899700000104").unwrap());
        assert!(!data.forget("899700000104").unwrap(), "it was so");
        let forgotten = data.forgotten().unwrap();
        assert!(forgotten.holds("899700000104") && !forgotten.holds("899700000112"));
        let path = folder.path().join(FILE);
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("9700000104"), "{text}");
        // A corrupt list is an error, never an empty list.
        fs::write(&path, text.replacen("\"hashes\"", "\"hashed\"", 1)).unwrap();
        assert!(data.forgotten().is_err());
        fs::write(&path, text).unwrap();
        assert!(data.forget_no_longer("899700000104").unwrap());
        assert!(data.forgotten().unwrap().is_empty());
    }
}
