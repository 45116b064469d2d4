//! Savoir-faire: specialties (TRE_R38), and which of them make a radiologue.

use crate::{Couloir, Table, attribute};

/// The couloir that a savoir-faire of a médecin calls for: radiologie for SM28, SM44, SM45 and SM55.
pub fn couloir(savoir_faire: &str) -> Option<Couloir> {
    attribute(Table::SavoirFaire, savoir_faire, "couloir").and_then(Couloir::from_code)
}

/// Whether a médecin who has it belongs to the couloir radiologie.
pub fn is_radiologie(savoir_faire: &str) -> bool {
    couloir(savoir_faire) == Some(Couloir::Radiologie)
}
