//! participation au service public hospitalier, ESPIC (FINESS codesph, libellés observés en 2021): from index/nomenclature/sph.csv; do not edit, run `cargo xtask generate`.

use crate::entry::Entry;

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("0", "Non concerné", None, None, &[]),
    Entry::new("1", "Etablissement public de santé", None, None, &[]),
    Entry::new("2", "PSPH par intégration", None, None, &[]),
    Entry::new("3", "PSPH par concession", None, None, &[]),
    Entry::new("6", "Etablissement de santé privé d'intérêt collectif", None, None, &[]),
    Entry::new("7", "Etab de santé privé non lucratif, non déclar intérêt collect", None, None, &[]),
    Entry::new("9", "indéterminé", None, None, &[]),
];
