//! Where a fact comes from.

use serde::{Deserialize, Serialize};

/// A publisher's file format. Its name is what answers cite as the source of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SourceKind {
    /// ANS, open RPPS extraction: people, situations, structures.
    #[serde(rename = "PS_LibreAcces_Personne_activite")]
    RppsPersonneActivite,
    /// ANS, open RPPS extraction: savoir-faire.
    #[serde(rename = "PS_LibreAcces_SavoirFaire")]
    RppsSavoirFaire,
    /// ANS, FINESS+ daily JSON.
    #[serde(rename = "finess-structures")]
    FinessJson,
    /// ANS, FINESS standard XML flux or étalab XML.
    #[serde(rename = "finess-xml")]
    FinessXml,
    /// DREES, étalab CSV (frozen since May 2026).
    #[serde(rename = "etalab-finess-csv")]
    FinessCsv,
    /// INSEE, StockUniteLegale.
    #[serde(rename = "StockUniteLegale")]
    Sirene,
    /// ANS, restricted RPPS extraction.
    #[serde(rename = "Extraction_RPPS_Profil")]
    RppsRestreint,
    /// ANS, holders of CPS and CPF cards.
    #[serde(rename = "Porteurs_CPS_CPF")]
    Porteurs,
    /// ANS, mailboxes of MSSante.
    #[serde(rename = "Extraction_Correspondance_MSSante")]
    Mssante,
    /// INSEE, StockEtablissement.
    #[serde(rename = "StockEtablissement")]
    Etablissements,
    /// INSEE, StockEtablissementLiensSuccession.
    #[serde(rename = "StockEtablissementLiensSuccession")]
    LiensSuccession,
    /// ANS, FINESS+ activities.
    #[serde(rename = "finess-activites")]
    FinessActivites,
    /// ANS, restricted extraction of the certificates of structures.
    #[serde(rename = "Extraction_Certificat_PM")]
    CertificatPm,
}

impl SourceKind {
    /// The sources that complete the others, record by record, and that answers can do without.
    pub const COMPLEMENTS: [Self; 6] = [
        Self::Porteurs,
        Self::Mssante,
        Self::Etablissements,
        Self::LiensSuccession,
        Self::FinessActivites,
        Self::CertificatPm,
    ];

    /// The publisher's own name of the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RppsPersonneActivite => "PS_LibreAcces_Personne_activite",
            Self::RppsSavoirFaire => "PS_LibreAcces_SavoirFaire",
            Self::FinessJson => "finess-structures",
            Self::FinessXml => "finess-xml",
            Self::FinessCsv => "etalab-finess-csv",
            Self::Sirene => "StockUniteLegale",
            Self::RppsRestreint => "Extraction_RPPS_Profil",
            Self::Porteurs => "Porteurs_CPS_CPF",
            Self::Mssante => "Extraction_Correspondance_MSSante",
            Self::Etablissements => "StockEtablissement",
            Self::LiensSuccession => "StockEtablissementLiensSuccession",
            Self::FinessActivites => "finess-activites",
            Self::CertificatPm => "Extraction_Certificat_PM",
        }
    }
}
