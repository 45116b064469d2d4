//! Towns in the form that is indexed, each brought to it once.

use rustc_hash::FxHashMap;

use crate::analysis::{self, place};

/// Distinct towns are some tens of thousands; beyond this the column holds something else.
const MAX_CACHED: usize = 100_000;

/// What is indexed of a town.
#[derive(Default)]
pub(super) struct Town {
    /// Its name.
    pub(super) city: String,
    /// The term of the postcode of its arrondissement; empty where it names none.
    pub(super) postcode: String,
}

impl Town {
    fn of(published: &str) -> Self {
        let postcode = place::postcode_of_arrondissement(&analysis::fold(published));
        Self {
            city: analysis::city(published),
            postcode: postcode.map(|postcode| format!("p{postcode}")).unwrap_or_default(),
        }
    }
}

/// Towns by their texts.
#[derive(Default)]
pub(super) struct Towns(FxHashMap<String, Town>);

impl Towns {
    pub(super) fn form(&mut self, published: &str) -> &Town {
        // Not `entry`, which would copy each text that is known.
        if !self.0.contains_key(published) {
            if self.0.len() >= MAX_CACHED {
                self.0.clear();
            }
            self.0.insert(published.to_owned(), Town::of(published));
        }
        &self.0[published]
    }
}
