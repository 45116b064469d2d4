//! The names of publishers and sources, as configuration, state and reports write them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A file that is fetched, by its publisher's name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SourceName {
    /// RPPS open extraction: people and their situations, as data.gouv.fr carries it (plain text).
    #[serde(rename = "PS_LibreAcces_Personne_activite")]
    RppsPersonneActivite,
    /// RPPS open extraction: savoir-faire, as data.gouv.fr carries it (plain text).
    #[serde(rename = "PS_LibreAcces_SavoirFaire")]
    RppsSavoirFaire,
    /// RPPS open extraction, the three files in one zip, from the ANS itself.
    #[serde(rename = "PS_LibreAcces")]
    RppsLibreAcces,
    /// FINESS+ structures, the daily JSON.
    #[serde(rename = "finess-structures")]
    FinessStructures,
    /// SIRENE legal units, the monthly zip.
    #[serde(rename = "StockUniteLegale")]
    SireneUniteLegale,
    /// RPPS restricted extraction with history (zip of 19 CSV).
    #[serde(rename = "Extraction_RPPS_Profil1")]
    RppsProfil1,
    /// RPPS restricted extraction, active only (zip of 19 CSV).
    #[serde(rename = "Extraction_RPPS_Profil4")]
    RppsProfil4,
    /// Holders of CPS and CPF cards.
    #[serde(rename = "Porteurs_CPS_CPF")]
    Porteurs,
    /// Mailboxes of MSSante.
    #[serde(rename = "Extraction_Correspondance_MSSante")]
    Mssante,
    /// FINESS+ activities, the daily JSON.
    #[serde(rename = "finess-activites")]
    FinessActivites,
    /// SIRENE establishments, the monthly zip.
    #[serde(rename = "StockEtablissement")]
    SireneEtablissement,
    /// SIRENE links of succession, the monthly zip.
    #[serde(rename = "StockEtablissementLiensSuccession")]
    SireneLiensSuccession,
    /// Certificates of structures, restricted.
    #[serde(rename = "Extraction_Certificat_PM")]
    CertificatPm,
}

impl SourceName {
    /// Every source that is known.
    pub const ALL: [Self; 13] = [
        Self::RppsPersonneActivite,
        Self::RppsSavoirFaire,
        Self::RppsLibreAcces,
        Self::FinessStructures,
        Self::SireneUniteLegale,
        Self::RppsProfil1,
        Self::RppsProfil4,
        Self::Porteurs,
        Self::Mssante,
        Self::FinessActivites,
        Self::SireneEtablissement,
        Self::SireneLiensSuccession,
        Self::CertificatPm,
    ];

    /// Whether a directory without it answers as rightly, and only says less.
    pub const fn is_optional(self) -> bool {
        matches!(
            self,
            Self::Porteurs
                | Self::Mssante
                | Self::FinessActivites
                | Self::SireneEtablissement
                | Self::SireneLiensSuccession
                | Self::CertificatPm
        )
    }

    /// The publisher's name, also the folder's under `downloads/`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RppsPersonneActivite => "PS_LibreAcces_Personne_activite",
            Self::RppsSavoirFaire => "PS_LibreAcces_SavoirFaire",
            Self::RppsLibreAcces => "PS_LibreAcces",
            Self::FinessStructures => "finess-structures",
            Self::SireneUniteLegale => "StockUniteLegale",
            Self::RppsProfil1 => "Extraction_RPPS_Profil1",
            Self::RppsProfil4 => "Extraction_RPPS_Profil4",
            Self::Porteurs => "Porteurs_CPS_CPF",
            Self::Mssante => "Extraction_Correspondance_MSSante",
            Self::FinessActivites => "finess-activites",
            Self::SireneEtablissement => "StockEtablissement",
            Self::SireneLiensSuccession => "StockEtablissementLiensSuccession",
            Self::CertificatPm => "Extraction_Certificat_PM",
        }
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublisherName {
    /// data.gouv.fr: the index of datasets and the files it stores.
    DataGouv,
    /// The ANS extraction service, open files.
    Ans,
    /// The ANS extraction service, restricted files, by mutual TLS.
    AnsRestreint,
}

impl PublisherName {
    /// Every publisher that is known.
    pub const ALL: [Self; 3] = [Self::DataGouv, Self::Ans, Self::AnsRestreint];

    /// Its key in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DataGouv => "data_gouv",
            Self::Ans => "ans",
            Self::AnsRestreint => "ans_restreint",
        }
    }
}

impl fmt::Display for PublisherName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
