//! type de savoir-faire (TRE_R04, codes observés dans l'extraction RPPS): from index/nomenclature/type_savoir_faire.csv; do not edit, run `cargo xtask generate`.

use crate::entry::Entry;

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("CEX", "Compétence exclusive", None, None, &[]),
    Entry::new("S", "Spécialité ordinale", None, None, &[]),
];
