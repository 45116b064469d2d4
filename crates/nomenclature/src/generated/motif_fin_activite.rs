//! motif de fin d'activité (TRE_R25, 20231215): from index/nomenclature/motif_fin_activite.csv; do not edit, run `cargo xtask generate`.

use crate::entry::{Entry, day};

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("AUT", "Autre motif", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("CHA", "Changement d'activité", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("CHL", "Changement de lieu d'exercice", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("CHP", "Changement de profession", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("DCD", "Décès", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("ETR", "Départ à l'étranger", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("RH", "Retraite hospitalière", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("RL", "Retraite libérale", Some(day(2007, 7, 25)), None, &[]),
    Entry::new("RS", "Retraite salariée", Some(day(2007, 7, 25)), None, &[]),
];
