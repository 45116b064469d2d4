//! profession de santé (TRE_G15, FSH 20250328): from index/nomenclature/profession_sante.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("10", "Médecin", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("21", "Pharmacien", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("26", "Audioprothésiste", Some(day(2008, 4, 8)), None, &[]),
    Entry::new("28", "Opticien-Lunetier", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("31", "Assistant dentaire", Some(day(2018, 10, 26)), None, &[]),
    Entry::new("32", "Physicien médical", Some(day(2019, 4, 26)), None, &[]),
    Entry::new("35", "Aide-soignant", Some(day(2018, 10, 26)), Some(day(2024, 12, 13)), &[]),
    Entry::new("36", "Ambulancier", Some(day(2018, 10, 26)), Some(day(2024, 12, 13)), &[]),
    Entry::new("37", "Auxiliaire de puériculture", Some(day(2018, 10, 26)), Some(day(2024, 12, 13)), &[]),
    Entry::new("38", "Préparateur en pharmacie hospitalière", Some(day(2018, 10, 26)), Some(day(2024, 12, 13)), &[]),
    Entry::new("39", "Préparateur en pharmacie (officine)", Some(day(2018, 10, 26)), Some(day(2024, 12, 13)), &[]),
    Entry::new("40", "Chirurgien-Dentiste", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("50", "Sage-Femme", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("60", "Infirmier", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("69", "Infirmier psychiatrique", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("70", "Masseur-Kinésithérapeute", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("80", "Pédicure-Podologue", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("81", "Orthoprothésiste", Some(day(2008, 4, 8)), None, &[]),
    Entry::new("82", "Podo-Orthésiste", Some(day(2008, 4, 8)), None, &[]),
    Entry::new("83", "Orthopédiste-Orthésiste", Some(day(2008, 4, 8)), None, &[]),
    Entry::new("84", "Oculariste", Some(day(2008, 4, 8)), None, &[]),
    Entry::new("85", "Epithésiste", Some(day(2008, 4, 8)), None, &[]),
    Entry::new("86", "Technicien de laboratoire médical", Some(day(2012, 6, 18)), None, &[]),
    Entry::new("91", "Orthophoniste", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("92", "Orthoptiste", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("93", "Psychologue", Some(day(2021, 12, 17)), Some(day(2021, 12, 17)), &[]),
    Entry::new("94", "Ergothérapeute", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("95", "Diététicien", Some(day(2012, 6, 18)), None, &[]),
    Entry::new("96", "Psychomotricien", Some(day(2000, 12, 13)), None, &[]),
    Entry::new("98", "Manipulateur ERM", Some(day(2000, 12, 13)), None, &[]),
];
