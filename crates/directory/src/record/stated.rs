//! What the restricted RPPS extraction states of a structure, and the open one does not.

use aiguilleur_domain::{Code, Date, RppsRang, entity::RestrictedStructure};
use serde::{Deserialize, Serialize};

/// What the restricted extraction states of a structure. Its key: the technical id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedStructure {
    /// The RPPS-rang of a structure, even of one that is known by another number.
    pub rpps_rang: Option<RppsRang>,
    /// TRE_R72 (`79` SCM).
    pub categorie_juridique: Option<Code>,
    /// `Date d'ouverture structure`.
    pub opened_on: Option<Date>,
    /// `Date de fermeture structure`, past or to come.
    pub closed_on: Option<Date>,
}

impl StatedStructure {
    /// Whether there is anything to keep.
    pub fn says_something(&self) -> bool {
        *self != Self::default()
    }
}

impl From<&RestrictedStructure<'_>> for StatedStructure {
    fn from(row: &RestrictedStructure<'_>) -> Self {
        Self {
            rpps_rang: row.rpps_rang,
            categorie_juridique: row.categorie_juridique,
            opened_on: row.opened_on,
            closed_on: row.closed_on,
        }
    }
}
