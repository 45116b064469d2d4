//! Who bears exactly a name: counting, not searching.

use tantivy::{DocId, DocSet, TERMINATED};

use crate::{
    error::SearchError,
    shard::{
        Shard,
        lists::{List, Source},
    },
};

impl Shard {
    /// The folded family and given name of a person.
    pub(crate) fn person_name(&self, doc: DocId) -> Option<(&str, &str)> {
        let [family, given] = self.parts.as_slice() else { return None };
        Some((family.texts.get(family.name(doc)?), given.name(doc).map_or("", |ord| given.texts.get(ord))))
    }

    /// How many people bear exactly this name.
    pub(crate) fn bearers(&self, family: &str, given: &str) -> Result<u32, SearchError> {
        let [families, givens] = self.parts.as_slice() else { return Ok(0) };
        let names = (families.texts.find(family), givens.texts.find(given));
        if names.0.is_none() || (names.1.is_none() && !given.is_empty()) {
            return Ok(0);
        }
        let mut rarest: Option<List> = None;
        for (source, part, name) in [(Source::Name(0), families, family), (Source::Name(1), givens, given)] {
            // Every name is indexed in one word, whatever its spaces.
            let info = part.term(&name.replace(' ', ""))?;
            let list = info.map(|info| List { words: 0, source, info });
            rarest = rarest.into_iter().chain(list).min_by_key(List::documents);
        }
        let Some(list) = rarest else { return Ok(0) };
        let mut postings = self.postings(&list)?;
        let (mut doc, mut bearers) = (postings.doc(), 0);
        while doc != TERMINATED {
            bearers += u32::from((families.name(doc), givens.name(doc)) == names);
            doc = postings.advance();
        }
        Ok(bearers)
    }
}
