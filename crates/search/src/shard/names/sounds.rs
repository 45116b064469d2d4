//! The words of a dictionary by what an ear keeps of them.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use tantivy::{InvertedIndexReader, postings::TermInfo};

use crate::{analysis::sound, error::Cause};

/// Shorter keys are borne by too many unlike words.
pub(crate) const SHORTEST_SOUND: usize = 3;

/// The lists of words, in the order of their keys' hashes: what collides is compared later like everything else.
#[derive(Default)]
pub(crate) struct Sounds {
    words: Vec<(u64, TermInfo)>,
}

impl Sounds {
    pub(crate) fn load(dictionary: &InvertedIndexReader) -> Result<Self, Cause> {
        let mut words = Vec::new();
        let mut terms = dictionary.terms().stream()?;
        while terms.advance() {
            if let Some(key) = key(std::str::from_utf8(terms.key())?) {
                words.push((key, terms.value().clone()));
            }
        }
        words.sort_unstable_by_key(|(key, info)| (*key, info.postings_range.start));
        words.shrink_to_fit();
        Ok(Self { words })
    }

    /// The lists of the words that sound like `word`.
    pub(crate) fn like(&self, word: &str) -> &[(u64, TermInfo)] {
        let Some(key) = key(word) else { return &[] };
        let start = self.words.partition_point(|(other, _)| *other < key);
        let count = self.words[start..].partition_point(|(other, _)| *other == key);
        &self.words[start..start + count]
    }
}

fn key(word: &str) -> Option<u64> {
    let sound = sound(word);
    if sound.len() < SHORTEST_SOUND {
        return None;
    }
    let mut hasher = FxHasher::default();
    hasher.write(sound.as_bytes());
    Some(hasher.finish())
}
