//! The restricted RPPS extraction: what it states beyond the open one, table by table.
//!
//! Its dates are stated facts, where the open extraction shows an end by an absence only. Column names are
//! those of real files of October 2023; no order of columns is relied on. Profile 4 holds what is current;
//! profile 1 holds the past too, and is the one that states ends.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Address, Exercice, Person, SavoirFaireRow};
use crate::{AdeliRang, Code, Date, FinessEg, FinessEj, IdNatPp, IdNatStruct, RppsRang, Siret};

/// A row of one of the tables that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestrictedRow<'a> {
    /// `ExercPro`.
    ExercPro(ExercPro<'a>),
    /// `SavoirFaire`.
    SavoirFaire(DatedSavoirFaire),
    /// A row of the table `Activite`.
    Activite(Activite<'a>),
    /// A row of the table `Structure`.
    Structure(RestrictedStructure<'a>),
    /// `CoordStruct`.
    CoordStruct(CoordStruct<'a>),
}

/// An exercice professionnel, with the name it is practised under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExercPro<'a> {
    /// Identity columns of the row.
    #[serde(borrow)]
    pub person: Person<'a>,
    /// Entitled to what.
    pub exercice: Exercice,
    /// `Date de fin exercice`.
    pub ended_on: Option<Date>,
}

/// A savoir-faire and the day it was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedSavoirFaire {
    /// Whose, and which.
    pub row: SavoirFaireRow,
    /// `Date abandon savoir-faire`.
    pub abandoned_on: Option<Date>,
}

/// An activité: a situation d'exercice, current or past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activite<'a> {
    /// `Identifiant de l'activité`: its key in this extraction; the open one does not carry it.
    #[serde(borrow)]
    pub number: &'a str,
    /// Identifier of the professional.
    pub id: IdNatPp,
    /// Profession and catégorie of the activité.
    pub exercice: Exercice,
    /// `Identifiant technique de la structure`; empty when none is named.
    #[serde(borrow)]
    pub technical_id: &'a str,
    /// TRE_R23.
    pub mode_exercice: Option<Code>,
    /// TRE_R06, pharmaciens.
    pub section_pharmacien: Option<Code>,
    /// Everything that the open extraction does not tell.
    pub stated: StatedActivity,
}

/// What the restricted extraction states of an activité, and the open one does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedActivity {
    /// `Date de début activité`.
    pub began_on: Option<Date>,
    /// `Date de fin activité`, past or to come.
    pub ends_on: Option<Date>,
    /// TRE_R25.
    pub motif_fin: Option<Code>,
    /// TRE_R21, or TRE_R85 for the acteurs caractérisés par leur rôle.
    pub fonction: Option<Code>,
    /// TRE_R22.
    pub genre_activite: Option<Code>,
    /// TRE_R24.
    pub type_activite_liberale: Option<Code>,
}

/// A structure of the RPPS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictedStructure<'a> {
    /// `Identifiant technique de la structure`: the key.
    #[serde(borrow)]
    pub technical_id: &'a str,
    /// `Identification nationale de la structure`, which is not always filled in.
    pub id_nat_struct: Option<IdNatStruct>,
    /// `None` when the column is empty.
    pub siret: Option<Siret>,
    /// FINESS géographique.
    pub finess_eg: Option<FinessEg>,
    /// FINESS juridique.
    pub finess_ej: Option<FinessEj>,
    /// `None` when the column is empty.
    pub rpps_rang: Option<RppsRang>,
    /// `None` when the column is empty.
    pub adeli_rang: Option<AdeliRang>,
    /// `Date d'ouverture structure`.
    pub opened_on: Option<Date>,
    /// `Date de fermeture structure`.
    pub closed_on: Option<Date>,
    /// `Code catégorie juridique` (TRE_R72: `79` SCM).
    pub categorie_juridique: Option<Code>,
    /// TRE_R02.
    pub secteur_activite: Option<Code>,
    /// Text of the column, unchanged.
    #[serde(borrow)]
    pub raison_sociale: Cow<'a, str>,
    /// Enseigne commerciale.
    #[serde(borrow)]
    pub enseigne: Cow<'a, str>,
}

/// Where a structure is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoordStruct<'a> {
    /// `Identifiant technique de la structure`.
    #[serde(borrow)]
    pub technical_id: &'a str,
    /// `Complément destinataire`, which usually holds the name of an SCM.
    #[serde(borrow)]
    pub complement_destinataire: Cow<'a, str>,
    /// Where.
    #[serde(borrow)]
    pub address: Address<'a>,
    /// `Date de fin (coord. structure)`: set when it has moved.
    pub ended_on: Option<Date>,
}
