//! The pointer: one line of JSON that says which generation is served, and on a second one its signature, else its hash.

use aiguilleur_files::hex;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{DepotError, SigningKey, TrustedKeys};

/// What a signature is of, besides the line: nothing else that the same key signs can pass for a pointer.
const CONTEXT: &[u8] = b"aiguilleur depot pointer 1\n";

/// How the second line begins.
const SIGNED: &str = "ed25519 ";
const HASHED: &str = "sha256 ";

/// The largest manifest that is read: a national one is below 300 KB.
pub(crate) const MAX_MANIFEST: u64 = 64 << 20;

/// Which generation is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// Grows with every pointer: microseconds since 1970 when it was written, or one more than the last.
    pub sequence: u64,
    /// Name of the published generation.
    pub generation: String,
    /// What its manifest must be.
    pub manifest: Sealed,
    /// When it was written.
    pub published_at: Timestamp,
}

/// What a manifest must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Bytes.
    pub size: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

impl Sealed {
    /// What these bytes are.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, sha256: sha256(bytes) }
    }
}

/// SHA-256, lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    aiguilleur_files::hash(bytes).sha256
}

impl Pointer {
    /// The pointer after `last`.
    pub(crate) fn after(last: Option<&Self>, generation: String, manifest: Sealed, now: Timestamp) -> Self {
        let time = u64::try_from(now.as_microsecond()).unwrap_or(0);
        let sequence = last.map_or(time, |last| time.max(last.sequence.saturating_add(1)));
        Self { sequence, generation, manifest, published_at: now }
    }

    /// As it is stored.
    pub(crate) fn encode(&self, key: Option<&SigningKey>) -> Vec<u8> {
        // A structure of texts and numbers always has a JSON.
        let line = serde_json::to_string(self).unwrap_or_default();
        let Some(key) = key else {
            return format!("{line}\n{HASHED}{}\n", sha256(line.as_bytes())).into_bytes();
        };
        format!("{line}\n{SIGNED}{}\n", hex(&key.sign(&signed(&line)))).into_bytes()
    }

    /// Reads a pointer; one that none of `trusted` has signed is refused, if any are given.
    ///
    /// # Errors
    /// [`DepotError::Pointer`], with the reason.
    pub fn decode(bytes: &[u8], trusted: Option<&TrustedKeys>) -> Result<Self, DepotError> {
        let refused = |why: &str| DepotError::Pointer(why.to_owned());
        let text = std::str::from_utf8(bytes).map_err(|_| refused("ce n'est pas du texte"))?;
        let (line, rest) = text.split_once('\n').ok_or_else(|| refused("il est tronqué"))?;
        if rest.strip_prefix(HASHED).is_some_and(|hash| hash.trim_end() != sha256(line.as_bytes())) {
            return Err(refused("il est altéré"));
        }
        if let Some(trusted) = trusted {
            let signature = rest.strip_prefix(SIGNED).ok_or_else(|| refused("il n'est pas signé"))?;
            let signature =
                unhex(signature.trim_end()).ok_or_else(|| refused("sa signature est illisible"))?;
            if !trusted.vouch(&signed(line), &signature) {
                return Err(refused("sa signature n'est d'aucune clé admise"));
            }
        }
        let pointer: Self =
            serde_json::from_str(line).map_err(|error| refused(&format!("illisible, {error}")))?;
        if pointer.manifest.size > MAX_MANIFEST {
            return Err(refused("il annonce un manifeste démesuré"));
        }
        Ok(pointer)
    }
}

fn signed(line: &str) -> Vec<u8> {
    [CONTEXT, line.as_bytes()].concat()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
