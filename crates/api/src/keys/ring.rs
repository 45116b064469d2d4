//! The keys that a running server knows: read again whenever their file changes.

use std::{
    collections::HashMap,
    fs,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::SystemTime,
};

use jiff::Timestamp;

use super::{KeyFile, KeyRecord, KeysError, token};

/// What tells that a file was written since: every write makes another file.
type Stamp = Option<(SystemTime, u64, u64)>;

/// The keys that a running server knows.
#[derive(Debug, Default)]
pub struct KeyRing {
    file: Option<KeyFile>,
    known: RwLock<Arc<HashMap<String, Arc<KeyRecord>>>>,
    seen: Mutex<Stamp>,
}

impl KeyRing {
    /// An empty ring, which refuses every key.
    pub fn none() -> Self {
        Self::default()
    }

    /// The keys of `file`.
    ///
    /// # Errors
    /// When it cannot be read or is damaged.
    pub fn open(file: KeyFile) -> Result<Self, KeysError> {
        let ring = Self { file: Some(file), ..Self::default() };
        ring.refresh()?;
        Ok(ring)
    }

    /// Reads the file again if it was written since; tells whether it was. To be called every few seconds.
    ///
    /// # Errors
    /// When it cannot be read or is damaged: the keys known before stay.
    pub fn refresh(&self) -> Result<bool, KeysError> {
        let Some(file) = &self.file else { return Ok(false) };
        let stamp = stamp(file);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if stamp.is_some() && stamp == *seen {
            return Ok(false);
        }
        let keys = file.read()?.into_iter().map(|key| (key.id.clone(), Arc::new(key))).collect();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
        *seen = stamp;
        Ok(true)
    }

    fn known(&self) -> Arc<HashMap<String, Arc<KeyRecord>>> {
        Arc::clone(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// How many keys open something now.
    pub fn active(&self) -> usize {
        let now = Timestamp::now();
        self.known().values().filter(|key| key.is_active(now)).count()
    }

    /// The key of that public id, if it opens anything now.
    pub(crate) fn of_id(&self, id: &str) -> Option<Arc<KeyRecord>> {
        self.known().get(id).cloned().filter(|key| key.is_active(Timestamp::now()))
    }

    /// The key whose text is `token`, if it opens anything now.
    pub(crate) fn find(&self, token: &str) -> Option<Arc<KeyRecord>> {
        let (id, secret) = token::split(token)?;
        let key = self.known().get(id).cloned()?;
        (token::matches(&key.salt, &key.hash, secret) && key.is_active(Timestamp::now())).then_some(key)
    }
}

fn stamp(file: &KeyFile) -> Stamp {
    let metadata = fs::metadata(file.path()).ok()?;
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let inode = 0;
    Some((metadata.modified().ok()?, metadata.len(), inode))
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::keys::{NewKey, Scope};

    fn make(file: &KeyFile, expires_at: Option<Timestamp>) -> (KeyRecord, String) {
        file.create(NewKey { label: String::new(), scopes: vec![Scope::Read], expires_at }).unwrap()
    }

    #[test]
    fn a_key_opens_until_it_is_revoked_without_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::in_data(folder.path());
        let ring = KeyRing::open(file.clone()).unwrap();
        let (record, token) = make(&file, None);
        assert!(ring.find(&token).is_none(), "not read yet");
        assert!(ring.refresh().unwrap());
        assert_eq!(ring.find(&token).unwrap().id, record.id);
        assert!(!ring.refresh().unwrap(), "nothing was written since");
        file.revoke(&record.id).unwrap();
        assert!(ring.refresh().unwrap());
        assert!(ring.find(&token).is_none());
        assert_eq!(ring.active(), 0);
    }

    #[test]
    fn expired_and_foreign_keys_open_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::in_data(folder.path());
        let (_, expired) = make(&file, Some(Timestamp::now() - 1.second()));
        let (record, good) = make(&file, Some(Timestamp::now() + 1.hour()));
        let ring = KeyRing::open(file).unwrap();
        assert!(ring.find(&expired).is_none());
        assert!(ring.find(&good).is_some());
        let forged = format!("aig_{}_{}", record.id, "A".repeat(43));
        for token in [forged.as_str(), "aig__", "aig_x_y", "", "aig_\u{0}_é"] {
            assert!(ring.find(token).is_none(), "{token}");
        }
        assert!(KeyRing::none().find(&good).is_none());
    }

    #[test]
    fn a_file_that_is_gone_closes_and_a_damaged_one_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::in_data(folder.path());
        let (_, token) = make(&file, None);
        let ring = KeyRing::open(file.clone()).unwrap();
        fs::write(file.path(), "?").unwrap();
        assert!(ring.refresh().is_err());
        assert!(ring.find(&token).is_some());
        fs::remove_file(file.path()).unwrap();
        ring.refresh().unwrap();
        assert!(ring.find(&token).is_none());
    }
}
