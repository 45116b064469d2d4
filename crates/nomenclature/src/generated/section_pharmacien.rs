//! section du tableau des pharmaciens (TRE_R06, IG-NOS 2023): from index/nomenclature/section_pharmacien.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("A", "Pharmacien titulaire d'officine", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("B", "Pharmacien d'entreprise - industrie", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("C", "Pharmacien d'entreprise - distribution", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("D", "Pharmacien adjoint, remplaçant ou gérant", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("E", "Pharmacien d'Outre-Mer", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("G", "Pharmacien biologiste", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("H", "Pharmacien d'établissement de santé", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("M", "Pharmacien militaire", Some(day(2007, 7, 25)), None, &[]),
];
