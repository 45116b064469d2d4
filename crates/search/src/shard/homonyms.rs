//! Who bears exactly a name: counting, not searching.

use tantivy::DocId;

use super::{
    Shard,
    lists::{Accept, Budget, Checks, List, Source},
};
use crate::error::SearchError;

impl Shard {
    /// The folded family and given name of a person.
    pub(crate) fn person_name(&self, doc: DocId) -> Option<(&str, &str)> {
        let [family, given] = self.parts.as_slice() else { return None };
        Some((family.texts.get(family.name(doc)?), given.name(doc).map_or("", |ord| given.texts.get(ord))))
    }

    /// How many people bear exactly this name.
    pub(crate) fn bearers(&self, family: &str, given: &str) -> Result<u32, SearchError> {
        let mut lists = Vec::new();
        for (bit, part, name) in [(0_u8, &self.parts[0], family), (1, &self.parts[1], given)] {
            // Every name is indexed in one word, whatever its spaces.
            let info = part.term(&name.replace(' ', ""))?;
            lists.extend(info.map(|info| List { words: 1 << bit, source: Source::Name(bit), info }));
        }
        let required = if given.is_empty() { 0b01 } else { 0b11 };
        let names = (self.parts[0].texts.find(family), self.parts[1].texts.find(given));
        let checks = Checks { required, lists: &lists, filters: &[] };
        let test = |doc| (self.parts[0].name(doc), self.parts[1].name(doc)) == names;
        let mut found = Vec::new();
        self.intersect(&checks.drivers(), &checks, &mut Budget::new(), Accept { cost: 0, test }, &mut found)?;
        Ok(u32::try_from(found.len()).unwrap_or(u32::MAX))
    }
}
