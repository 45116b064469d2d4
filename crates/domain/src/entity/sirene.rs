//! SIRENE legal units, as far as ordering needs them.

use serde::{Deserialize, Serialize};

use crate::{Code, Date, Siren};

/// What SIRENE says of a legal unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UniteLegale {
    /// Nine digits, key of the unit.
    pub siren: Siren,
    /// `categorieJuridiqueUniteLegale` (`6589` SCM), four digits.
    pub categorie_juridique: Option<Code>,
    /// `etatAdministratifUniteLegale`: `A` active, `C` cessée.
    pub etat: Option<Code>,
    /// `dateDebut`: since when it is in that state; stored beside the record.
    #[serde(skip)]
    pub since: Option<Date>,
    /// `denominationUniteLegale`; empty for a person's own business. Stored beside the record.
    #[serde(skip)]
    pub denomination: String,
}

impl UniteLegale {
    /// INSEE's catégorie juridique of a société civile de moyens.
    pub const SCM: &'static str = "6589";

    /// Whether this is a société civile de moyens.
    pub fn is_scm(&self) -> bool {
        self.categorie_juridique.is_some_and(|code| code == Self::SCM)
    }
}
