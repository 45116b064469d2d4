//! What other files of the publishers add to people and structures: each optional, none needed to decide.

use serde::{Deserialize, Serialize};

use crate::{Code, Date, FinessEg, FinessEj, IdNatPp, IdNatStruct, Siret};

/// A row of one of these files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComplementRow {
    /// `Porteurs_CPS_CPF`.
    Card(IdNatPp, Card),
    /// `Extraction_Correspondance_MSSante`.
    Mailbox(Mailbox),
    /// `StockEtablissement`.
    Etablissement(Siret, Etablissement),
    /// `StockEtablissementLiensSuccession`.
    Lien(LienSuccession),
    /// `finess-activites`.
    Equipement(Equipement),
    /// `Extraction_Certificat_PM`.
    Certificat(CertificatPm),
}

/// A card of the CPS family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// `Code type de carte`.
    pub kind: Option<Code>,
    /// `Libellé type de carte`.
    pub kind_label: String,
    /// `Numéro carte`.
    pub number: String,
    /// `Date début validité`.
    pub valid_from: Option<Date>,
    /// `Date fin validité`, the last day.
    pub valid_to: Option<Date>,
    /// `Date opposition`: since when it may not be used.
    pub opposed_on: Option<Date>,
    /// `Date de mise à jour`.
    pub updated_on: Option<Date>,
}

impl Card {
    /// Whether it may be used on `day`, as far as the extraction says.
    pub fn is_usable(&self, day: Date) -> bool {
        let begun = self.valid_from.is_none_or(|from| from <= day);
        let ended = self.valid_to.is_some_and(|to| to < day);
        begun && !ended && self.opposed_on.is_none_or(|on| on > day)
    }
}

/// A mailbox of MSSante.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// `Adresse BAL`.
    pub address: String,
    /// `Type de BAL`: `PER` a person's, `ORG` a structure's.
    pub kind: Option<Code>,
    /// Whose.
    pub person: Option<IdNatPp>,
    /// Structure of an organisational mailbox.
    pub structure: Option<IdNatStruct>,
    /// `Service de rattachement`.
    pub service: String,
}

/// What SIRENE says of an establishment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Etablissement {
    /// `etatAdministratifEtablissement`: `A` active, `F` closed.
    pub etat: Option<Code>,
    /// `dateDebut`: since when it is in that state, among others.
    pub since: Option<Date>,
    /// `enseigne1Etablissement`, else `denominationUsuelleEtablissement`.
    pub name: String,
    /// `activitePrincipaleEtablissement`.
    pub activity: Option<Code>,
    /// Number and street.
    pub street: String,
    /// `codePostalEtablissement`.
    pub postcode: String,
    /// `libelleCommuneEtablissement`.
    pub city: String,
}

impl Etablissement {
    /// Whether SIRENE holds it closed.
    pub fn is_closed(&self) -> bool {
        self.etat.is_some_and(|etat| etat == "F")
    }
}

/// One establishment after another, at one address or by the move of a siege. INSEE does not hold all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LienSuccession {
    /// `siretEtablissementPredecesseur`.
    pub predecesseur: Siret,
    /// `siretEtablissementSuccesseur`.
    pub successeur: Siret,
    /// `dateLienSuccession`.
    pub on: Option<Date>,
    /// `transfertSiege`.
    pub transfert_siege: bool,
    /// `continuiteEconomique`.
    pub continuite_economique: bool,
}

/// Heavy equipment that a legal entity is authorised to hold, or a site holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equipement {
    /// Whose authorisation.
    pub ej: FinessEj,
    /// Where, when the record is a site's.
    pub site: Option<FinessEg>,
    /// `activiteAeId`: the key.
    pub number: String,
    /// `codeNature`: `EML`, or `AMM` since the reform of 2023.
    pub nature: Code,
    /// `typeEmlId`, or `typeAppareilAMM`.
    pub kind: Option<Code>,
    /// `etatObjet`: `A` active, `I` not.
    pub etat: Option<Code>,
    /// `dateDebutActiviteAutorisee`.
    pub from: Option<Date>,
    /// `dateFinEffectiveActivite`, else `dateFinActiviteAutorisee`.
    pub to: Option<Date>,
}

impl Equipement {
    /// Whether it is held on `day`, as far as FINESS says.
    pub fn is_held(&self, day: Date) -> bool {
        self.etat.is_none_or(|etat| etat == "A") && self.to.is_none_or(|to| to >= day)
    }
}

/// A certificate of a structure, as the ANS issued it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificatPm {
    /// `Identifiant technique de la structure`.
    pub technical_id: String,
    /// `DN sujet`.
    pub subject: String,
    /// `DN Emetteur`.
    pub issuer: String,
    /// `Référence support`.
    pub reference: String,
    /// `Date de début`.
    pub from: Option<Date>,
    /// `Date de fin`.
    pub to: Option<Date>,
    /// `Date de révocation`.
    pub revoked_on: Option<Date>,
    /// `Nom domaine`.
    pub domain: String,
}

impl CertificatPm {
    /// Whether it is valid on `day`, as far as the extraction says.
    pub fn is_valid(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| to >= day)
            && self.revoked_on.is_none_or(|on| on > day)
    }
}
