//! type de fermeture du flux XML (FINESS cs1500108, XSD, libellés déduits): from index/nomenclature/type_fermeture.csv; do not edit, run `cargo xtask generate`.

use crate::entry::Entry;

pub(crate) static COLUMNS: &[&str] = &[];
pub(crate) static ENTRIES: &[Entry] = &[
    Entry::new("CHP", "sortie du champ (libellé déduit)", None, None, &[]),
    Entry::new("DEF", "définitive (libellé déduit, cs1500108 non disponible)", None, None, &[]),
    Entry::new("EML", "UNVERIFIED", None, None, &[]),
    Entry::new("ERR", "erreur d'enregistrement (libellé déduit)", None, None, &[]),
    Entry::new("NDI", "UNVERIFIED", None, None, &[]),
    Entry::new("PRO", "provisoire (libellé déduit)", None, None, &[]),
];
