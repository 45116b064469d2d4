//! The file of keys, in the data folder: read whole, written aside and moved in one rename.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use aiguilleur_files::Lock;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{KeyRecord, Scope, token};

/// Why the keys could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The disk refused.
    #[error("impossible de {action} {}", path.display())]
    Io {
        /// What was tried, a French verb.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is not a file of keys.
    #[error("{} n'est pas un fichier de clés : le réparer, ou le supprimer et refaire les clés", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// No key of that id.
    #[error("aucune clé « {0} » ; voir `aiguilleur keys list`")]
    Unknown(String),
    /// The system has no randomness to give.
    #[error("le système ne donne pas d'aléa")]
    Random(#[from] getrandom::Error),
}

/// A key to make.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What the operator calls it.
    pub label: String,
    /// What it opens.
    pub scopes: Vec<Scope>,
    /// When it stops opening anything.
    pub expires_at: Option<Timestamp>,
}

/// Bytes kept beside the file: some two hundred keys.
const SPARE: usize = 64 << 10;

#[derive(Default, Serialize, Deserialize)]
struct Content {
    /// Version of this format.
    version: u32,
    keys: Vec<KeyRecord>,
    /// SHA-256 of the keys' JSON: a spoilt byte must not make a revoked key another. None in older files.
    #[serde(default)]
    checksum: Option<String>,
}

impl Content {
    fn of(keys: Vec<KeyRecord>) -> serde_json::Result<Self> {
        let checksum = Some(checksum(&keys)?);
        Ok(Self { version: 1, keys, checksum })
    }
}

fn checksum(keys: &[KeyRecord]) -> serde_json::Result<String> {
    Ok(aiguilleur_files::hash(&serde_json::to_vec(keys)?).sha256)
}

/// `keys.json`: read and replaced as a whole, under a lock.
#[derive(Debug, Clone)]
pub struct KeyFile {
    path: PathBuf,
}

impl KeyFile {
    /// The file of a data folder.
    pub fn in_data(root: &Path) -> Self {
        Self { path: root.join("keys.json") }
    }

    /// The file at `path`.
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Path of the JSON file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every key ever made and not forgotten, oldest first; none when there is no file.
    ///
    /// # Errors
    /// When it cannot be read or is damaged.
    pub fn read(&self) -> Result<Vec<KeyRecord>, KeysError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(self.io("lire", source)),
        };
        let damaged = |source| KeysError::Damaged { path: self.path.clone(), source };
        let content: Content = serde_json::from_slice(&bytes).map_err(damaged)?;
        let computed = checksum(&content.keys).map_err(damaged)?;
        if content.checksum.is_some_and(|written| written != computed) {
            return Err(damaged(serde::de::Error::custom("la somme de contrôle diffère")));
        }
        Ok(content.keys)
    }

    /// Makes a key; its text is given here and never again.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn create(&self, new: NewKey) -> Result<(KeyRecord, String), KeysError> {
        let made = token::make()?;
        let record = KeyRecord {
            id: made.id,
            label: new.label,
            scopes: new.scopes,
            created_at: Timestamp::now(),
            expires_at: new.expires_at,
            revoked_at: None,
            salt: made.salt,
            hash: made.hash,
        };
        self.change(|keys| {
            keys.push(record.clone());
            Ok(())
        })?;
        Ok((record, made.token))
    }

    /// Revokes a key; a server that runs sees it within seconds.
    ///
    /// # Errors
    /// [`KeysError::Unknown`] when there is none, or when the file cannot be read or written.
    pub fn revoke(&self, id: &str) -> Result<(), KeysError> {
        self.change(|keys| {
            let key = keys.iter_mut().find(|key| key.id == id);
            let key = key.ok_or_else(|| KeysError::Unknown(id.to_owned()))?;
            key.revoked_at.get_or_insert_with(Timestamp::now);
            Ok(())
        })
    }

    fn io(&self, action: &'static str, source: std::io::Error) -> KeysError {
        KeysError::Io { action, path: self.path.clone(), source }
    }

    /// One change at a time, even between processes: each is read, made and written under a lock.
    fn change(
        &self,
        make: impl FnOnce(&mut Vec<KeyRecord>) -> Result<(), KeysError>,
    ) -> Result<(), KeysError> {
        let lock = Lock::wait(&self.path.with_extension("lock"));
        let _lock = lock.map_err(|source| self.io("verrouiller", source))?;
        let mut keys = self.read()?;
        make(&mut keys)?;
        let content = Content::of(keys).map_err(|error| self.io("écrire", error.into()))?;
        self.write(&content).map_err(|source| self.io("écrire", source))
    }

    /// Replaces the file. On a full disk a key must still be revocable: room that was kept for that is given up.
    fn write(&self, content: &Content) -> std::io::Result<()> {
        let (bytes, spare) = (serde_json::to_vec_pretty(content)?, self.path.with_extension("spare"));
        let written = aiguilleur_files::replace(&self.path, &bytes).or_else(|error| {
            if !matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
                return Err(error);
            }
            fs::remove_file(&spare)?;
            aiguilleur_files::replace(&self.path, &bytes)
        });
        if written.is_ok() && fs::metadata(&spare).map_or(0, |kept| kept.len()) < SPARE as u64 {
            // What fits is kept: it is given up again when it is needed.
            let _as_much_as_fits = aiguilleur_files::write(&spare, &vec![0xAA; SPARE]);
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_listed_and_revoked_and_no_secret_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::in_data(folder.path());
        assert_eq!(file.read().unwrap(), []);
        let new = NewKey { label: "éditeur".to_owned(), scopes: vec![Scope::Read], expires_at: None };
        let (record, token) = file.create(new).unwrap();
        assert_eq!(file.read().unwrap(), std::slice::from_ref(&record));
        let secret = token.rsplit_once(&record.id).unwrap().1.trim_start_matches('_');
        assert!(!fs::read_to_string(file.path()).unwrap().contains(secret));
        file.revoke(&record.id).unwrap();
        assert!(!file.read().unwrap()[0].is_active(Timestamp::now()));
        assert!(matches!(file.revoke("nothing"), Err(KeysError::Unknown(_))));
    }

    #[test]
    fn a_damaged_file_is_reported_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::in_data(folder.path());
        fs::write(file.path(), "{\"keys\": [").unwrap();
        assert!(matches!(file.read(), Err(KeysError::Damaged { .. })));
        assert!(file.revoke("x").is_err());
        assert_eq!(fs::read_to_string(file.path()).unwrap(), "{\"keys\": [");
        fs::remove_file(file.path()).unwrap();
        let new = NewKey { label: "éditeur".to_owned(), scopes: vec![Scope::Read], expires_at: None };
        let (record, _token) = file.create(new).unwrap();
        file.revoke(&record.id).unwrap();
        // One bit: the key would not be revoked any more.
        let spoilt = fs::read_to_string(file.path()).unwrap().replace("revoked_at", "revokee_at");
        fs::write(file.path(), spoilt).unwrap();
        assert!(matches!(file.read(), Err(KeysError::Damaged { .. })));
    }
}
