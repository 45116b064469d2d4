//! type d'activité libérale (TRE_R24, IG-NOS 2023): from index/nomenclature/type_activite_liberale.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("ACT-LIB-01", "Cabinet primaire", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("ACT-LIB-02", "Cabinet secondaire", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("ACT-LIB-03", "Plateau technique", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("ACT-LIB-04", "Secteur privé à l'hôpital", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("ACT-LIB-05", "Autre lieu d'exercice ou autre site", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("ACT-LIB-06", "Cabinet", Some(day(2007, 7, 25)), None, &[]),
];
