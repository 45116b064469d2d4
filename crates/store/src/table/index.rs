//! Where each block of a table is, by its first key: what sled holds, read whole when a generation is opened.

use std::{collections::BTreeMap, path::PathBuf};

use super::blocks::{BlocksWriter, Place};
use crate::StoreError;

/// Places of blocks, in the order of their first keys.
#[derive(Debug, Default)]
pub(crate) struct Index {
    blocks: Vec<(Box<[u8]>, Place)>,
}

impl Index {
    /// The indexes of every table that `db` holds, by name. `None` where a place is not one.
    pub(crate) fn read_all(db: &sled::Db) -> Result<Option<BTreeMap<String, Self>>, StoreError> {
        let mut tables = BTreeMap::new();
        for name in db.tree_names() {
            let tree = db.open_tree(&name).map_err(StoreError::sled("lire"))?;
            let mut blocks = Vec::new();
            for item in &tree {
                let (first, place) = item.map_err(StoreError::sled("lire"))?;
                let Some(place) = Place::from_bytes(&place) else { return Ok(None) };
                blocks.push((Box::from(&*first), place));
            }
            tables.insert(String::from_utf8_lossy(&name).into_owned(), Self { blocks });
        }
        Ok(Some(tables))
    }

    /// The index of a table of format 1, whose tree holds the packed blocks: these are written to a new file at `path`.
    pub(crate) fn laid_out(tree: &sled::Tree, path: PathBuf) -> Result<Self, StoreError> {
        let (mut file, mut blocks) = (BlocksWriter::create(path)?, Vec::new());
        for item in tree {
            let (first, packed) = item.map_err(StoreError::sled("lire"))?;
            blocks.push((Box::from(&*first), file.append(&packed)?));
        }
        file.finish()?;
        Ok(Self { blocks })
    }

    /// The number of the block that holds `key` if any does: the last one whose first key is not above it.
    pub(super) fn block_of(&self, key: &[u8]) -> Option<usize> {
        self.blocks.partition_point(|(first, _)| **first <= *key).checked_sub(1)
    }

    pub(super) fn place(&self, number: usize) -> Option<Place> {
        self.blocks.get(number).map(|(_, place)| *place)
    }

    /// Whether a block's first key begins with `prefix`.
    pub(super) fn begins_with(&self, number: usize, prefix: &[u8]) -> bool {
        self.blocks.get(number).is_some_and(|(first, _)| first.starts_with(prefix))
    }
}
