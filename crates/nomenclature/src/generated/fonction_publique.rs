//! fonction publique (TRE_R361, 20260330): from index/nomenclature/fonction_publique.csv; do not edit, run `cargo xtask generate`.

use crate::entry::Entry;

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("01", "Fonction publique Territoriale", None, None, &[]),
    Entry::new("02", "Fonction Publique Hospitalière", None, None, &[]),
    Entry::new("03", "Fonction Publique d'état", None, None, &[]),
];
