//! Exact selection: the documents that meet every condition, in their order, from a place on. Nothing is ranked.
//!
//! Conditions on names compare the index's own forms (folded, abbreviations written out), so that what is found holds
//! all that a comparison of the published texts would keep; the caller compares these.

use crate::{Listed, SearchError, Searcher, manifest::ShardKind};

/// A text that is looked for in the whole of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    /// The name begins so.
    Beginning,
    /// Anywhere in the name.
    Inside,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Nom d'exercice.
    Family(Looked, String),
    /// Prénom d'exercice.
    Given(Looked, String),
    /// A name of a structure.
    Name(Looked, String),
    /// The town of a structure.
    City(Looked, String),
    /// Code of a profession.
    Profession(String),
    /// Code of a savoir-faire.
    SavoirFaire(String),
    /// Code of a catégorie d'établissement.
    Categorie(String),
    /// The postcode begins so.
    Postcode(String),
    /// A list of people; see [`Searcher::lists_people`].
    Listed(Listed),
}

/// What is selected: of each group, one condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// People, or else structures.
    pub people: bool,
    /// The groups of conditions.
    pub groups: Vec<Vec<Condition>>,
}

/// A place among the documents of one index, to go on from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spot {
    /// Index of the shard in the manifest.
    pub shard: usize,
    /// The first document that was not looked at.
    pub doc: u32,
}

/// What was selected.
#[derive(Debug, Clone, Default)]
pub struct Selected {
    /// Identifiers that the builder was given, each with the place behind it.
    pub ids: Vec<(String, Spot)>,
    /// Documents that were looked at.
    pub steps: usize,
}

impl Searcher {
    /// How many documents a selection holds.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count(&self, selection: &Selection) -> Result<usize, SearchError> {
        let wanted = if selection.people { ShardKind::People } else { ShardKind::Structures };
        let shards = self.shards().filter(|shard| shard.kind == wanted);
        shards.map(|shard| Ok(shard.select(&selection.groups, 0, usize::MAX)?.0.len())).sum()
    }

    /// At most `limit` documents of a selection, from a place on.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn select(&self, selection: &Selection, from: Spot, limit: usize) -> Result<Selected, SearchError> {
        let wanted = if selection.people { ShardKind::People } else { ShardKind::Structures };
        let mut selected = Selected::default();
        for (at, shard) in self.shards().enumerate().skip(from.shard) {
            if shard.kind != wanted || selected.ids.len() >= limit {
                continue;
            }
            let first = if at == from.shard { from.doc } else { 0 };
            let (docs, steps) = shard.select(&selection.groups, first, limit - selected.ids.len())?;
            selected.steps += steps;
            for doc in docs {
                selected.ids.push((shard.id(doc)?, Spot { shard: at, doc: doc + 1 }));
            }
        }
        Ok(selected)
    }
}
