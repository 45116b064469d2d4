//! Statuts juridiques of FINESS legal persons (TRE_R72, FINESS cs1500107): public or private, and which form.

use crate::{Table, attribute};

/// What a legal person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// Aggregate 1000: codes 01 to 08 and 10 to 30.
    Public,
    /// Aggregate 2200: companies, groupements d'intérêt économique.
    PriveLucratif,
    /// Aggregate 2100: associations, fondations, mutuelles, GCS privés.
    PriveNonLucratif,
    /// 90: under foreign law.
    DroitEtranger,
}

/// The nature of a statut; `None` for an unknown code and for those that exist in the RPPS only (000, 100 to 110).
pub fn nature(statut: &str) -> Option<Nature> {
    Some(match attribute(Table::StatutJuridique, statut, "nature")? {
        "public" => Nature::Public,
        "prive_lucratif" => Nature::PriveLucratif,
        "prive_non_lucratif" => Nature::PriveNonLucratif,
        "droit_etranger" => Nature::DroitEtranger,
        _ => return None,
    })
}

/// Whether the statut is a public one.
pub fn is_public(statut: &str) -> bool {
    nature(statut) == Some(Nature::Public)
}

/// The fonction publique (TRE_R361) that goes with a public statut (`02` hospitalière).
pub fn fonction_publique(statut: &str) -> Option<&'static str> {
    attribute(Table::StatutJuridique, statut, "fonction_publique")
}

/// Société civile de moyens (79): never an identifier to order on.
pub fn is_scm(statut: &str) -> bool {
    statut == "79"
}

/// Groupement d'intérêt économique (76).
pub fn is_gie(statut: &str) -> bool {
    statut == "76"
}

/// Société interprofessionnelle de soins ambulatoires (80).
pub fn is_sisa(statut: &str) -> bool {
    statut == "80"
}

/// Société d'exercice libéral, in any of its forms (85, 86, 87, 91, and the RPPS's 100 to 102).
pub fn is_sel(statut: &str) -> bool {
    matches!(statut, "85" | "86" | "87" | "91" | "100" | "101" | "102")
}

/// Société civile professionnelle (88).
pub fn is_scp(statut: &str) -> bool {
    statut == "88"
}

/// Groupement de coopération sanitaire, public (29) or private (89).
pub fn is_gcs(statut: &str) -> bool {
    matches!(statut, "29" | "89")
}
