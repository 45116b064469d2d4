//! A generation of format 1, for what an import continues of it. Nothing serves it: in that format sled held the
//! packed blocks themselves, which are laid beside one another in a folder of their own, as long as it is open.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use crate::{Generation, GenerationId, Manifest, StoreError, building::BLOCKS, opening, table::Index};

/// The format.
pub const FORMER_FORMAT: u32 = 1;

impl Generation {
    /// Opens the generation in `dir`, of format 1.
    pub(crate) fn open_former(id: GenerationId, dir: &Path, readers: &Path) -> Result<Self, StoreError> {
        let damaged = |detail: String| StoreError::Damaged { generation: id.to_string(), detail };
        let bytes = Manifest::bytes(dir)?;
        let manifest: Manifest =
            serde_json::from_slice(&bytes).map_err(|error| damaged(format!("manifeste : {error}")))?;
        if manifest.format != FORMER_FORMAT {
            return Err(damaged(format!("format {}", manifest.format)));
        }
        fs::create_dir_all(readers).map_err(StoreError::io("créer", readers))?;
        let folder = tempfile::Builder::new().prefix("format-1-").tempdir_in(readers);
        let folder = folder.map_err(StoreError::io("créer une copie de lecture dans", readers))?;
        let blocks = folder.path().join(BLOCKS);
        fs::create_dir(&blocks).map_err(StoreError::io("créer", &blocks))?;
        let db = opening::sled_of((&id, dir), &manifest, readers)?;
        let mut tables = BTreeMap::new();
        for name in db.0.tree_names() {
            let table = String::from_utf8_lossy(&name).into_owned();
            let tree = db.0.open_tree(&name).map_err(StoreError::sled("lire"))?;
            tables.insert(table.clone(), Arc::new(Index::laid_out(&tree, blocks.join(table))?));
        }
        Ok(Self::former(id, manifest, tables, folder))
    }
}
