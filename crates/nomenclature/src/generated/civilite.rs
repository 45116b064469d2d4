//! civilité, civilité d'exercice (TRE_R11/R81, codes observés dans l'extraction RPPS): from index/nomenclature/civilite.csv; do not edit, run `cargo xtask generate`.

use crate::entry::Entry;

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("DR", "Docteur", None, None, &[]),
    Entry::new("M", "Monsieur", None, None, &[]),
    Entry::new("MLLE", "Mademoiselle", None, None, &[]),
    Entry::new("MME", "Madame", None, None, &[]),
    Entry::new("PR", "Professeur", None, None, &[]),
];
