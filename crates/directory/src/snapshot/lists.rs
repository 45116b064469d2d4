//! Lists that the import made, to be gone through from any place on: whom an exact selection holds, which structures are
//! of a secteur.

use aiguilleur_domain::{Code, IdNatPp};
use aiguilleur_search::{Selected, Selection, Spot};
use aiguilleur_store::{Entries, Record, StoreError};

use super::Snapshot;
use crate::{DirectoryError, PersonRecord, record::decode_person, table, view::ProfessionalView};

/// The structures of some secteurs, in the order of their numbers.
pub struct OfSecteurs<'a> {
    /// What is left of each list, behind its next record.
    lists: Vec<(Entries<'a>, Option<Result<Record, StoreError>>)>,
    last: String,
}

impl Iterator for OfSecteurs<'_> {
    /// The number of a structure.
    type Item = Result<String, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let number = |record: &Result<Record, StoreError>| {
                record.as_ref().map_or_else(|_| String::new(), |it| table::second(it.key()).to_owned())
            };
            let heads = self.lists.iter_mut().filter(|(_, head)| head.is_some());
            let (rest, head) = heads.min_by_key(|(_, head)| head.as_ref().map(number))?;
            let record = std::mem::replace(head, rest.next())?;
            let number = number(&record);
            // One of several places of a number may be of another secteur.
            if record.is_ok() && number == self.last {
                continue;
            }
            self.last.clone_from(&number);
            return Some(record.map(|_| number));
        }
    }
}

impl Snapshot {
    /// The structures that the RPPS says to be of one of some secteurs (TRE_R02), from a number on; `None` in a
    /// generation that has no such lists.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn structures_of_secteurs(
        &self,
        secteurs: &[Code],
        from: &str,
    ) -> Result<Option<OfSecteurs<'_>>, StoreError> {
        if self.by_secteur.all()?.next().is_none() {
            return Ok(None);
        }
        let mut lists = Vec::with_capacity(secteurs.len());
        for secteur in secteurs {
            let start = table::composed(secteur.as_str().as_bytes(), from.as_bytes());
            let mut list = self.by_secteur.prefix(&table::prefix(secteur.as_str()), &start)?;
            let head = list.next();
            lists.push((list, head));
        }
        Ok(Some(OfSecteurs { lists, last: String::new() }))
    }

    /// Whether a selection may ask for the lists of people: an index of before has none.
    pub const fn lists_people(&self) -> bool {
        self.searcher().lists_people()
    }

    /// The identifiers of what an exact selection holds, from a place on, at most `limit`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn select(
        &self,
        selection: &Selection,
        from: Spot,
        limit: usize,
    ) -> Result<Selected, DirectoryError> {
        Ok(self.searcher().select(selection, from, limit)?)
    }

    /// How many an exact selection holds; `None` where somebody among them must not be shown, who is not counted here.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count(&self, selection: &Selection) -> Result<Option<usize>, DirectoryError> {
        if self.forgotten().is_empty() { Ok(Some(self.searcher().count(selection)?)) } else { Ok(None) }
    }

    /// Who practises or practised in the structures of a place key, from an identifier on: the identifiers alone, in
    /// their order, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn who_practises(
        &self,
        place_key: &str,
        from: &str,
        limit: usize,
    ) -> Result<Vec<IdNatPp>, StoreError> {
        let start = table::composed(place_key.as_bytes(), from.as_bytes());
        let mut found = Vec::new();
        for record in self.practitioners.prefix(&table::prefix(place_key), &start)? {
            let record = record?;
            let id = table::second(record.key());
            if found.len() == limit {
                break;
            }
            found.extend(id.parse::<IdNatPp>().ok().filter(|_| !self.is_forgotten(id)));
        }
        Ok(found)
    }

    /// How many of something there are; `None` where some of them must not be shown, or the import did not count them.
    pub fn held(&self, what: &str) -> Option<u64> {
        let counts = &self.generation().manifest().counts;
        counts.get(what).copied().filter(|_| self.forgotten().is_empty())
    }

    /// A professional without their situations, which cost most of reading one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn person_alone(&self, id: IdNatPp) -> Result<Option<ProfessionalView>, StoreError> {
        self.person_record(id)?.map(|record| Ok((&decode_person(record.value())?).into())).transpose()
    }

    /// The same of a record.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn person_alone_of(&self, record: &PersonRecord) -> Result<ProfessionalView, StoreError> {
        Ok((&decode_person(record.value())?).into())
    }
}
