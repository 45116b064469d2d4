//! autre profession (TRE_R291, IG-NOS 2023): from index/nomenclature/autre_profession.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("950", "Acteur caractérisé par son rôle", Some(day(2019, 7, 5)), Some(day(2020, 5, 29)), &[]),
    Entry::new("99", "Acteur caractérisé par son rôle", Some(day(2019, 7, 5)), None, &[]),
];
