//! Published checksums, and what it means when one does not match.

use aiguilleur_files::hex;
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// How a publisher computed its checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    /// SHA-1, data.gouv.fr's usual one.
    Sha1,
    /// 64 hexadecimal digits.
    Sha256,
}

/// A checksum as published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedChecksum {
    /// How it was computed.
    pub algorithm: Algorithm,
    /// Lower-case hexadecimal.
    pub hex: String,
}

impl PublishedChecksum {
    /// A checksum that can be verified; `None` for an algorithm or a value that cannot.
    pub fn new(algorithm: &str, value: &str) -> Option<Self> {
        let (algorithm, length) = match algorithm.to_lowercase().replace('-', "").as_str() {
            "sha1" => (Algorithm::Sha1, 40),
            "sha256" | "sha2" => (Algorithm::Sha256, 64),
            _ => return None,
        };
        let hex = value.trim().to_lowercase();
        let sound = hex.len() == length && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        sound.then_some(Self { algorithm, hex })
    }
}

/// What a published checksum that does not match means, source by source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChecksumPolicy {
    /// The file is damaged: never used.
    Require,
    /// The publisher is known to re-upload files without refreshing the checksum (data.gouv.fr, May 2026):
    /// the file is used if its length is the published one, and the report says that the checksum differed.
    TolerateKnownWrong,
}

/// What comparing with the published checksum gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChecksumVerdict {
    /// Equal to the published value.
    Matches,
    /// None was published, or with an algorithm that is not known here.
    NotPublished,
    /// It differs, and [`ChecksumPolicy::TolerateKnownWrong`] let it pass.
    MismatchTolerated {
        /// As published.
        published: String,
        /// As computed.
        computed: String,
    },
}

/// Both digests of a body, computed while it streams by.
#[derive(Clone, Default)]
pub(crate) struct Digests {
    sha1: Sha1,
    sha256: Sha256,
}

/// Both digests, lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hexes {
    pub(crate) sha1: String,
    pub(crate) sha256: String,
}

impl Digests {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.sha1.update(bytes);
        self.sha256.update(bytes);
    }

    pub(crate) fn finish(self) -> Hexes {
        Hexes { sha1: hex(&self.sha1.finalize()), sha256: hex(&self.sha256.finalize()) }
    }
}

/// Compares; `Err` holds the mismatch in words. `length_published` says that the length could be compared too.
pub(crate) fn verify(
    policy: ChecksumPolicy,
    published: Option<&PublishedChecksum>,
    computed: &Hexes,
    length_published: bool,
) -> Result<ChecksumVerdict, String> {
    let Some(published) = published else { return Ok(ChecksumVerdict::NotPublished) };
    let computed = match published.algorithm {
        Algorithm::Sha1 => &computed.sha1,
        Algorithm::Sha256 => &computed.sha256,
    };
    if *computed == published.hex {
        return Ok(ChecksumVerdict::Matches);
    }
    match policy {
        ChecksumPolicy::TolerateKnownWrong if length_published => Ok(ChecksumVerdict::MismatchTolerated {
            published: published.hex.clone(),
            computed: computed.clone(),
        }),
        _ => Err(format!("published {}, computed {computed}", published.hex)),
    }
}
