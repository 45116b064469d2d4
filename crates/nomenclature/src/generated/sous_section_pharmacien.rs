//! sous-section du tableau des pharmaciens (TRE_G05, IG-NOS 2023): from index/nomenclature/sous_section_pharmacien.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("A", "Pharmacien titulaire d'officine", Some(day(2000, 12, 19)), None, &[]),
    Entry::new("B", "Pharmacien d'entreprise - industrie", Some(day(2000, 12, 19)), None, &[]),
    Entry::new("C", "Pharmacien d'entreprise - distribution", Some(day(2000, 12, 19)), None, &[]),
    Entry::new("D", "Pharmacien adjoint, remplaçant ou gérant", Some(day(2016, 9, 1)), None, &[]),
    Entry::new("DA", "Pharmacien adjoint", Some(day(2000, 12, 19)), None, &[]),
    Entry::new("DH", "Pharmacien d'établissement de santé", Some(day(2000, 12, 19)), Some(day(2016, 12, 22)), &[]),
    Entry::new("DM", "Pharmacien mutualiste ou minier", Some(day(2000, 12, 19)), None, &[]),
    Entry::new("E", "Pharmacien d'Outre-Mer", Some(day(2000, 12, 19)), None, &[]),
    Entry::new("EA", "Pharmacien titulaire d'officine - OM", Some(day(2010, 9, 13)), None, &[]),
    Entry::new("EB", "Pharmacien d'entreprise - industrie - OM", Some(day(2010, 9, 13)), None, &[]),
    Entry::new("EC", "Pharmacien d'entreprise - distribution - OM", Some(day(2010, 9, 13)), None, &[]),
    Entry::new("ED", "Pharmacien adjoint - OM", Some(day(2010, 9, 13)), None, &[]),
    Entry::new("EG", "Pharmacien biologiste - OM", Some(day(2010, 9, 13)), None, &[]),
    Entry::new("EH", "Pharmacien d'établissement de santé - OM", Some(day(2010, 9, 13)), None, &[]),
    Entry::new("G", "Pharmacien biologiste", Some(day(2000, 12, 19)), None, &[]),
    Entry::new("H", "Pharmacien d'établissement de santé", Some(day(2000, 12, 19)), None, &[]),
    Entry::new("M", "Pharmacien militaire", Some(day(2012, 4, 12)), None, &[]),
];
