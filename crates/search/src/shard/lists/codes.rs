//! Codes as filters, and how many of the records found have each.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tantivy::{DocId, DocSet, TERMINATED};

use crate::{
    error::SearchError,
    query::Facets,
    shard::{
        Shard,
        lists::{Bits, List, Source},
    },
};

/// A list this many times longer than the records is looked into, not read.
const MUCH_LONGER: usize = 8;

/// The documents that pass the filters.
pub(crate) enum Passing {
    /// There is no filter.
    All,
    These(Bits),
    /// Nobody has the codes.
    None,
}

impl Passing {
    pub(crate) fn holds(&self, doc: DocId) -> bool {
        match self {
            Self::All => true,
            Self::These(bits) => bits.holds(doc),
            Self::None => false,
        }
    }
}

impl Shard {
    /// The documents that have one code of each group.
    pub(crate) fn passing(&self, groups: &[Vec<String>]) -> Result<Passing, SearchError> {
        let mut passing: Option<Bits> = None;
        for any_of in groups {
            let mut group = Bits::none(self.documents());
            for code in any_of {
                if let Some(info) = self.facet.terms().get(code)? {
                    group.add(self.postings(&List { words: 0, source: Source::Code, info })?);
                }
            }
            passing = Some(match passing {
                Some(others) => others.and(&group),
                None => group,
            });
        }
        Ok(match passing {
            None => Passing::All,
            Some(bits) if bits.is_empty() => Passing::None,
            Some(bits) => Passing::These(bits),
        })
    }

    /// Adds how many of `docs` have each code of a kind.
    fn count_codes(&self, docs: &[DocId], kind: char, counts: &mut Counts) -> Result<(), SearchError> {
        let members = Bits::of(self.documents(), docs);
        let mut terms = self.facet.terms().range().ge(kind.to_string()).into_stream()?;
        while terms.advance() {
            let Some(code) = std::str::from_utf8(terms.key()).ok().and_then(|key| key.strip_prefix(kind))
            else {
                break;
            };
            let list = List { words: 0, source: Source::Code, info: terms.value().clone() };
            let count = self.count_in(&list, docs, &members)?;
            if count > 0 {
                *counts.entry(code.to_owned()).or_default() += count;
            }
        }
        Ok(())
    }

    fn count_in(&self, list: &List, docs: &[DocId], members: &Bits) -> Result<u32, SearchError> {
        let mut count = 0;
        if usize::try_from(list.documents()).unwrap_or(usize::MAX) > MUCH_LONGER * docs.len() {
            let mut cursor = self.cursor(list)?;
            for doc in docs {
                count += u32::from(cursor.stands_at(*doc));
            }
            return Ok(count);
        }
        let mut postings = self.postings(list)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            count += u32::from(members.holds(doc));
            doc = postings.advance();
        }
        Ok(count)
    }
}

type Counts = FxHashMap<String, u32>;

/// Counts over shards.
#[derive(Default)]
pub(crate) struct Counting {
    kinds: [(char, Counts); 4],
}

impl Counting {
    pub(crate) fn new() -> Self {
        Self { kinds: ['j', 's', 'k', 'd'].map(|kind| (kind, Counts::default())) }
    }

    /// Adds the records of a shard.
    pub(crate) fn add(&mut self, shard: &Shard, docs: &mut [DocId]) -> Result<(), SearchError> {
        docs.sort_unstable();
        self.kinds.iter_mut().try_for_each(|(kind, counts)| shard.count_codes(docs, *kind, counts))
    }

    pub(crate) fn finish(self) -> Facets {
        let [professions, savoir_faire, categories, departements] = self.kinds.map(|(_, counts)| {
            let mut counts: Vec<(String, u32)> = counts.into_iter().collect();
            counts.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
            counts
        });
        Facets { professions, savoir_faire, categories, departements }
    }
}
