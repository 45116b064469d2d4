//! Files as they come, plain or packed: recognised by content, then read by the decoder of what was recognised.

#![allow(clippy::redundant_closure, reason = "a visitor for any lifetime is a closure")]

use std::{cell::RefCell, path::PathBuf};

use aiguilleur_domain::entity::SourceKind;
use aiguilleur_sources::open;
use tempfile::TempDir;

use crate::decoders::{adds_up, count};

thread_local! {
    static FOLDER: RefCell<TempDir> = RefCell::new(tempfile::tempdir().unwrap());
}

/// A file of this thread that holds `bytes`, until the next one.
pub(crate) fn file(bytes: &[u8]) -> PathBuf {
    let path = FOLDER.with(|folder| folder.borrow().path().join("given"));
    std::fs::write(&path, bytes).unwrap();
    path
}

pub(crate) fn any(bytes: &[u8]) {
    let Ok(opened) = open(&file(bytes)) else { return };
    assert!(!opened.sources.is_empty());
    for source in &opened.sources {
        let reading = source.read();
        adds_up(match source.kind() {
            SourceKind::RppsPersonneActivite => reading.persons(|event| count(event)),
            SourceKind::RppsSavoirFaire => reading.savoir_faire(count),
            SourceKind::RppsRestreint => reading.restricted(|event| count(event)),
            SourceKind::Sirene => reading.unites_legales(count),
            kind if SourceKind::COMPLEMENTS.contains(&kind) => reading.complement(|_| true, count),
            _ => reading.finess(|event| count(event)),
        });
    }
}
