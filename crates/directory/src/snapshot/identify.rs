//! Who a client on file is: the index weighs the candidates, the store says who they are.

use aiguilleur_search::{Asked, Hit, HitKind, Identified, Likely, StructureName};

use super::{SearchHit, Snapshot};
use crate::DirectoryError;

impl Snapshot {
    /// The people that a client may be, the likeliest first.
    ///
    /// # Errors
    /// When the index cannot be read; never because of the texts.
    pub fn identify_person(&self, asked: &Asked<'_>) -> Result<Identified, DirectoryError> {
        let mut found = self.searcher().identify_person(asked)?;
        found.candidates.retain(|likely| likely.kind != HitKind::Person || !self.is_forgotten(&likely.id));
        Ok(found)
    }

    /// The structures that a client may be, the likeliest first.
    ///
    /// # Errors
    /// When the index cannot be read; never because of the texts.
    pub fn identify_structure(&self, asked: &Asked<'_>) -> Result<Identified, DirectoryError> {
        Ok(self.searcher().identify_structure(asked)?)
    }

    /// How the name on file is one of a structure's `known` names, and what it says of its kind one of its `categories`;
    /// nothing when the file has none.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn structure_name<'n>(
        &self,
        asked: &Asked<'_>,
        known: impl Iterator<Item = &'n str>,
        categories: &[&str],
    ) -> Result<Option<StructureName>, DirectoryError> {
        Ok(self.searcher().structure_name(asked, known, categories)?)
    }

    /// Whether the name on file is one of a structure, and no person's.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speaks_of_a_structure(&self, asked: &Asked<'_>) -> Result<bool, DirectoryError> {
        Ok(self.searcher().speaks_of_a_structure(asked)?)
    }

    /// Who holds the cabinet that the name on file is; nobody where it is none.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn holder_of_cabinet(&self, asked: &Asked<'_>) -> Result<String, DirectoryError> {
        Ok(self.searcher().holder_of_cabinet(asked)?)
    }

    /// A candidate as search shows it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn candidate(&self, likely: &Likely) -> Result<Option<SearchHit>, DirectoryError> {
        self.hit(&Hit {
            kind: likely.kind,
            id: likely.id.clone(),
            score: 0,
            matched: Vec::new(),
            ended: likely.ended,
            reasons: Vec::new(),
        })
    }
}
