//! type d'identifiant de structure (TRE_G07, IG-NOS 2023): from index/nomenclature/type_identifiant_structure.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("0", "Id Cabinet ADELI", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("1", "FINESS", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("2", "SIREN", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("3", "SIRET", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("4", "Id Cabinet RPPS", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("40", "Identifiant national de structure", Some(day(2023, 3, 31)), None, &[]),
    Entry::new("41", "Identifiant interne de l'établissement connu par l'instance ROR", Some(day(2023, 3, 31)), None, &[]),
    Entry::new("5", "FINESS EJ (entité juridique)", Some(day(2013, 4, 30)), Some(day(2016, 9, 1)), &[]),
    Entry::new("6", "FINESS EG (établissement géographique)", Some(day(2013, 4, 30)), Some(day(2016, 9, 1)), &[]),
];
