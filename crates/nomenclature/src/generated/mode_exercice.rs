//! mode d'exercice (TRE_R23, IG-NOS 2023): from index/nomenclature/mode_exercice.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("B", "Bénévole", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("L", "Libéral, indépendant, artisan, commerçant", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("S", "Salarié", Some(day(2007, 7, 25)), None, &[]),
];
