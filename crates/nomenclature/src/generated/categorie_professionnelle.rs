//! catégorie professionnelle (TRE_R09, IG-NOS 2023): from index/nomenclature/categorie_professionnelle.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("C", "Civil", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("E", "Etudiant", Some(day(2015, 12, 21)), None, &[]),
    Entry::new("F", "Fonctionnaire d'Etat ou de collectivité locale", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("M", "Militaire", Some(day(2007, 7, 25)), None, &[]),
];
