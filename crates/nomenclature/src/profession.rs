//! Professions: one code space of the RPPS extraction, spread over four tables of the ANS.

use crate::{Entry, Labelled, Table, entry};

/// In the order in which an open code is looked for.
const TABLES: [Table; 4] =
    [Table::ProfessionSante, Table::UsagerTitre, Table::ProfessionSociale, Table::AutreProfession];

/// The entry of a profession, an open one rather than a closed one: `93` is closed in TRE_G15 and open in TRE_R95.
pub fn find(profession: &str) -> Option<&'static Entry> {
    let found = || TABLES.into_iter().filter_map(|table| entry(table, profession));
    found().find(|entry| entry.end.is_none()).or_else(|| found().next())
}

/// The label of a profession, whichever table holds it.
pub fn label(profession: &str) -> Option<&'static str> {
    find(profession).map(|entry| entry.label)
}

/// A profession as people read it.
pub fn labelled(profession: &str) -> Labelled<'_> {
    Labelled { code: profession, label: label(profession) }
}

/// Médecin (10).
pub fn is_medecin(profession: &str) -> bool {
    profession == "10"
}

/// Whether TRE_G15 is 21.
pub fn is_pharmacien(profession: &str) -> bool {
    profession == "21"
}
