//! The walk over a generation, cut in parts: each is taken by whichever thread is free, and makes the same files by any.

use aiguilleur_directory::{PersonRecord, Snapshot, StructureRecord};
use aiguilleur_store::StoreError;

/// Records of a part: one file of each table that they make. A nation has some 1.6 million people: some 25 files, which
/// keep the threads equally busy to the end, each of a size that engines read at once.
const PART: usize = 65_536;

/// A part of the work: its number, and its records.
pub(crate) enum Task {
    People(usize, Vec<PersonRecord>),
    Structures(usize, Vec<StructureRecord>),
    Changes,
}

/// What is left of the walk.
pub(crate) struct Walk<'s> {
    people: Cut<'s, PersonRecord>,
    structures: Cut<'s, StructureRecord>,
    changes: Option<Task>,
}

/// A stream of records, cut in parts. There is always a first one, if only an empty one.
struct Cut<'s, T> {
    records: Box<dyn Iterator<Item = Result<T, StoreError>> + Send + 's>,
    parts: usize,
}

impl<'s> Walk<'s> {
    pub(crate) fn begin(snapshot: &'s Snapshot) -> Result<Self, StoreError> {
        Ok(Self {
            people: Cut { records: Box::new(snapshot.every_professional()?), parts: 0 },
            structures: Cut { records: Box::new(snapshot.every_structure()?), parts: 0 },
            changes: Some(Task::Changes),
        })
    }

    /// The next part; none when all are taken.
    pub(crate) fn next(&mut self) -> Result<Option<Task>, StoreError> {
        if let Some((number, records)) = self.people.next()? {
            return Ok(Some(Task::People(number, records)));
        }
        if let Some((number, records)) = self.structures.next()? {
            return Ok(Some(Task::Structures(number, records)));
        }
        Ok(self.changes.take())
    }
}

impl<T> Cut<'_, T> {
    fn next(&mut self) -> Result<Option<(usize, Vec<T>)>, StoreError> {
        let records = self.records.by_ref().take(PART).collect::<Result<Vec<T>, _>>()?;
        let number = self.parts;
        self.parts += 1;
        Ok((number == 0 || !records.is_empty()).then_some((number, records)))
    }
}

impl Task {
    pub(crate) fn records(&self) -> u64 {
        match self {
            Self::People(_, records) => records.len() as u64,
            Self::Structures(_, records) => records.len() as u64,
            Self::Changes => 0,
        }
    }
}
