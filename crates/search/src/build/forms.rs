//! Towns in the form that is indexed, each brought to it once.

use rustc_hash::FxHashMap;

use crate::analysis;

/// Distinct towns are some tens of thousands; beyond this the column holds something else.
const MAX_CACHED: usize = 100_000;

/// Forms by their texts.
#[derive(Default)]
pub(super) struct Cities(FxHashMap<String, String>);

impl Cities {
    pub(super) fn form(&mut self, text: &str) -> &str {
        // Not `entry`, which would copy each text that is known.
        if !self.0.contains_key(text) {
            if self.0.len() >= MAX_CACHED {
                self.0.clear();
            }
            self.0.insert(text.to_owned(), analysis::city(text));
        }
        self.0.get(text).map_or("", String::as_str)
    }
}
