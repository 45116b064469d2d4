//! usager de titre (TRE_R95, IG-NOS 2023): from index/nomenclature/usager_titre.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("171", "Ostéopathe", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("172", "Psychothérapeute", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("173", "Chiropracteur", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("193", "Psychologue", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("194", "Conseiller en génétique", Some(day(2019, 3, 29)), Some(day(2020, 5, 29)), &[]),
    Entry::new("71", "Ostéopathe", Some(day(2020, 5, 29)), None, &[]),
    Entry::new("72", "Psychothérapeute", Some(day(2020, 5, 29)), None, &[]),
    Entry::new("73", "Chiropracteur", Some(day(2020, 5, 29)), None, &[]),
    Entry::new("93", "Psychologue", Some(day(2020, 5, 29)), None, &[]),
    Entry::new("97", "Conseiller en génétique", Some(day(2020, 5, 29)), None, &[]),
];
