//! profession du social (TRE_R94, IG-NOS 2023): from index/nomenclature/profession_sociale.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("200", "Assistant de service social", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("201", "Auxiliaire de vie sociale", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("202", "Technicien de l'intervention sociale et familiale", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("203", "Conseiller en économie sociale et familiale", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("204", "Médiateur familial", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("205", "Assistant familial", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("206", "Aide médico-psychologique", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("207", "Moniteur éducateur", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("208", "Educateur de jeunes enfants", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("209", "Educateur spécialisé", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("210", "Educateur technique spécialisé", Some(day(2017, 10, 13)), Some(day(2020, 5, 29)), &[]),
    Entry::new("211", "Aide à domicile", Some(day(2017, 10, 13)), Some(day(2019, 3, 29)), &[]),
    Entry::new("212", "Assistant(e) maternel(le)", Some(day(2017, 10, 13)), Some(day(2019, 3, 29)), &[]),
    Entry::new("213", "Accompagnant éducatif et social", Some(day(2019, 3, 29)), Some(day(2020, 5, 29)), &[]),
    Entry::new("41", "Assistant de service social", Some(day(2017, 10, 13)), None, &[]),
    Entry::new("42", "Auxiliaire de vie sociale", Some(day(2017, 10, 13)), None, &[]),
    Entry::new("43", "Technicien de l'intervention sociale et familiale", Some(day(2017, 10, 13)), None, &[]),
    Entry::new("44", "Conseiller en économie sociale et familiale", Some(day(2017, 10, 13)), None, &[]),
    Entry::new("45", "Médiateur familial", None, None, &[]),
    Entry::new("46", "Assistant familial", None, None, &[]),
    Entry::new("47", "Aide médico-psychologique", None, None, &[]),
    Entry::new("48", "Moniteur éducateur", None, None, &[]),
    Entry::new("49", "Educateur de jeunes enfants", None, None, &[]),
    Entry::new("51", "Educateur spécialisé", None, None, &[]),
    Entry::new("52", "Educateur technique spécialisé", None, None, &[]),
    Entry::new("53", "Accompagnant éducatif et social", None, None, &[]),
];
