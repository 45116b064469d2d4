//! Code tables of the field, generated from `index/nomenclature`: labels, validity, and what codes mean to us.
//!
//! Nothing here reads a label to decide, nothing allocates, and an unknown code is answered by `None`.

pub mod categorie;
pub mod categorie_juridique;
mod couloir;
pub mod departement;
mod entry;
#[rustfmt::skip]
mod generated;
pub mod profession;
pub mod savoir_faire;
pub mod secteur;
pub mod statut;

pub use couloir::Couloir;
pub use entry::{Entry, Labelled};
pub use generated::Table;

/// The entry of `code` in `table`.
pub fn entry(table: Table, code: &str) -> Option<&'static Entry> {
    let entries = table.entries();
    entries.binary_search_by(|entry| entry.code.cmp(code)).ok().map(|index| &entries[index])
}

/// The publisher's label of `code` in `table`.
pub fn label(table: Table, code: &str) -> Option<&'static str> {
    entry(table, code).map(|entry| entry.label)
}

/// `code` of `table` as people read it.
pub fn labelled(table: Table, code: &str) -> Labelled<'_> {
    Labelled { code, label: label(table, code) }
}

/// What `table` says of `code` in one of its own columns; `None` when it says nothing.
pub(crate) fn attribute(table: Table, code: &str, column: &str) -> Option<&'static str> {
    let index = table.columns().iter().position(|name| *name == column)?;
    entry(table, code)?.attributes.get(index).copied().filter(|value| !value.is_empty())
}
