//! type d'identifiant de personne (TRE_G08, IG-NOS 2023): from index/nomenclature/type_identifiant_personne.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("0", "N° ADELI", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("1", "Id Cabinet ADELI / N° de registre", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("10", "Adresse MSSante", Some(day(2013, 7, 22)), None, &[]),
    Entry::new("2", "N° DRASS", Some(day(2010, 11, 4)), Some(day(2020, 5, 29)), &[]),
    Entry::new("3", "FINESS / N° de registre", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("30", "Identifiant de la situation opérationnelle connu par l'instance ROR", Some(day(2023, 3, 31)), None, &[]),
    Entry::new("4", "SIREN / N° de registre", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("5", "SIRET / N° de registre", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("6", "Id Cabinet RPPS / N° de registre", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("8", "N° RPPS", Some(day(2010, 11, 4)), None, &[]),
    Entry::new("9", "N° Etudiant", Some(day(2010, 11, 4)), Some(day(2020, 5, 29)), &[]),
];
