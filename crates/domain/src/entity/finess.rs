//! FINESS: legal persons, their sites, and the groups they form.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Address, Contact, Position};
use crate::{Code, Date, FinessEg, FinessEj, Siren, Siret};

/// Whether an entity of FINESS is open, as far as its source tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LifeState {
    /// `etatObjet` is `A` and there is no `dateFermeture`.
    Open,
    /// Either sign of closure is there.
    Closed {
        /// Date of closure, when known (`1900-01-01` is unknown).
        on: Option<Date>,
        /// Kind: TRE_R365 of the closing event (JSON) or `typefermeture` (XML).
        kind: Option<Code>,
    },
    /// The source does not tell (étalab CSV lists sites without saying whether they are open).
    NotStated,
}

/// Who took over an entity closed by cession (TRE_R365 018, 020, 037).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The event's code (TRE_R365).
    pub event: Code,
    /// Date of the event.
    pub on: Option<Date>,
    /// Who took over.
    pub successor: Successor,
}

/// The taker of a cession, as FINESS+ names it: by its own serial numbers, which a file resolves to FINESS
/// numbers only once it has been read whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Successor {
    /// A legal person (`pmSmsseId`).
    PmSmsse(u64),
    /// A site (`egeId`).
    Ege(u64),
}

/// An entité juridique (EJ): a legal person that holds sites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntiteJuridique<'a> {
    /// Its number.
    pub finess: FinessEj,
    /// Its serial number in FINESS+ (`pmSmsseId`), by which groups and events name it.
    pub pm_smsse_id: Option<u64>,
    /// The longest name that the source gives.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// Nine digits, from FINESS.
    pub siren: Option<Siren>,
    /// TRE_R72 (`79` SCM, `76` GIE).
    pub statut_juridique: Option<Code>,
    /// TRE_R361; set when the legal person is public.
    pub fonction_publique: Option<Code>,
    /// Where it is.
    #[serde(borrow)]
    pub address: Address<'a>,
    /// Date of creation.
    pub created_on: Option<Date>,
    /// Open or closed.
    pub state: LifeState,
    /// Who took it over.
    pub succession: Option<Succession>,
}

/// An entité géographique (EG, ET, EGE): a site of an EJ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntiteGeographique<'a> {
    /// Its number.
    pub finess: FinessEg,
    /// Its EJ. Never derived from the number: EG and EJ are in different départements 12,406 times in 95,333.
    pub ej: Option<FinessEj>,
    /// Its serial number in FINESS+ (`egeId`).
    pub ege_id: Option<u64>,
    /// The longest name that the source gives.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// SIRET; several sites may share one.
    pub siret: Option<Siret>,
    /// TRE_R66 (`620` officine, `611` LBM).
    pub categorie: Option<Code>,
    /// SPH / ESPIC code (`1` public, `6` ESPIC).
    pub sph: Option<Code>,
    /// Where people are received (address of usage 03).
    #[serde(borrow)]
    pub address: Address<'a>,
    /// How it is reached. Records keep it beside the site, whose stored form is older.
    #[serde(skip)]
    pub contact: Contact<'a>,
    /// Where it is on the globe; kept beside the site like its contact.
    #[serde(skip)]
    pub position: Option<Position>,
    /// Date of opening.
    pub opened_on: Option<Date>,
    /// Open or closed.
    pub state: LifeState,
    /// Who took it over.
    pub succession: Option<Succession>,
}

/// A groupement (FINESS+ `gcc`): the GHT and the EJ that form it. It has no FINESS legal identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Groupement<'a> {
    /// `numFinessGcc`, 11 digits: a number of its own, not a FINESS number.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// `nomGcc`.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// `typeGcc` (`001` GHT).
    pub kind: Option<Code>,
    /// `pmSmsseId` and `typeRoleEntiteGroupe` of each member EJ (`S` is the établissement support).
    pub members: Vec<(u64, Option<Code>)>,
    /// Open or closed.
    pub state: LifeState,
}
