//! genre d'activité (TRE_R22, FSH 20240329): from index/nomenclature/genre_activite.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("GENR01", "Activité de soin et de pharmacie", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("GENR02", "Activité de soins ou de pharmacien en tant que remplaçant", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("GENR03", "Remplacement dans une activité de soins", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("GENR04", "Activité non soignante", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("GENR05", "Activité non médicale", Some(day(2007, 7, 25)), Some(day(2020, 6, 26)), &[]),
    Entry::new("GENR06", "Délégation de responsabilité pour continuité de service", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("GENR07", "Activité de soins en tant qu'intérimaire", Some(day(2016, 3, 21)), Some(day(2020, 6, 26)), &[]),
    Entry::new("GENR08", "Coordination et orientation", Some(day(2022, 2, 25)), None, &[]),
    Entry::new("GENR09", "Administratif ou appui à l'organisation de l'accompagnement social/médico-social", Some(day(2022, 2, 25)), None, &[]),
    Entry::new("GENR10", "Accompagnement social/médico-social à la vie sociale, professionnelle, éducative", Some(day(2022, 2, 25)), None, &[]),
    Entry::new("GENR11", "Accompagnement social/médico-social au soin", Some(day(2022, 2, 25)), None, &[]),
    Entry::new("GENR12", "Encadrement et organisation de l'accompagnement social/médico-social", Some(day(2022, 2, 25)), None, &[]),
    Entry::new("GENR13", "Activité médico-administrative", Some(day(2023, 7, 28)), None, &[]),
    Entry::new("GENR99", "Autre activité", Some(day(2023, 11, 24)), None, &[]),
];
