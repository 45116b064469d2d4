//! The gathered facts of one structure.

use aiguilleur_domain::{
    AdeliRang, Code, Date, FinessEg, FinessEj, IdNatStruct, RppsRang, Siren, Siret,
    entity::{
        Address, CertificatPm, Contact, Equipement, Etablissement, LienSuccession, LifeState, Mailbox,
        Position, SourceKind, UniteLegale,
    },
};
use aiguilleur_resolver::Statement;
use serde::Serialize;

use crate::record::StatedStructure;

/// Where a structure is; what its publisher left empty is absent from answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct KnownAddress {
    /// Number and street.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// As the publisher writes it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Commune or cedex office.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// INSEE code of the commune.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub commune: String,
    /// Name of the commune, where `city` is a cedex office of another name.
    #[serde(skip)]
    pub commune_name: String,
}

impl From<&Address<'_>> for KnownAddress {
    fn from(address: &Address<'_>) -> Self {
        Self {
            street: address.street.to_string(),
            postcode: address.postcode.to_owned(),
            city: address.city.to_string(),
            commune: address.commune.to_owned(),
            commune_name: address.commune_name.to_string(),
        }
    }
}

impl KnownAddress {
    fn is_empty(&self) -> bool {
        self.street.is_empty() && self.postcode.is_empty() && self.city.is_empty()
    }

    /// Takes `other` when nothing is known here.
    pub(super) fn fill(&mut self, other: &Address<'_>) {
        if self.is_empty() {
            *self = other.into();
        }
    }
}

/// A structure, as all sources together describe it.
#[derive(Debug, Clone, Default)]
pub struct KnownStructure {
    /// The national identifier that the RPPS gives it, or the one its only number makes.
    pub id_nat_struct: Option<IdNatStruct>,
    /// The number by which the RPPS's own rows name it; empty where the RPPS does not.
    pub technical_id: String,
    /// SIRET, from the RPPS else from FINESS.
    pub siret: Option<Siret>,
    /// FINESS géographique.
    pub finess_eg: Option<FinessEg>,
    /// FINESS juridique.
    pub finess_ej: Option<FinessEj>,
    /// The legal entity whose number the RPPS gives in the site's place.
    pub ej_as_site: Option<FinessEj>,
    /// Raison sociale (RPPS).
    pub raison_sociale: String,
    /// Enseigne commerciale (RPPS).
    pub enseigne: String,
    /// Complément destinataire (RPPS).
    pub complement_destinataire: String,
    /// TRE_R02 (RPPS).
    pub secteur_activite: Option<Code>,
    /// Where it is.
    pub address: KnownAddress,
    /// How it is reached: as the RPPS says, else as FINESS does.
    pub contact: Contact<'static>,
    /// What FINESS says of the site.
    pub site: Option<KnownSite>,
    /// What FINESS says of the legal entity.
    pub legal_entity: Option<KnownLegalEntity>,
    /// Of a laboratory: the open laboratories of the same legal entity, itself among them.
    pub lbm_sites: Vec<KnownSibling>,
    /// What SIRENE says of the legal unit.
    pub unit: Option<UniteLegale>,
    /// What SIRENE says of the establishment of its SIRET.
    pub establishment: Option<Etablissement>,
    /// Of a closed establishment: those that SIRENE knows to have taken over, the likeliest first.
    pub takers: Vec<TakerKnown>,
    /// What other sources add; decisions do without.
    pub added: KnownAdditions,
    /// What the restricted RPPS extraction states of it, as far as the generation's day.
    pub stated: StatedStructure,
    /// Whether the RPPS names it, and whether anybody practises there.
    pub practice: Practice,
    /// What sources say of its life.
    pub statements: Vec<Statement>,
}

/// What optional sources add to a structure. `None`: the source was not imported.
#[derive(Debug, Clone, Default)]
pub struct KnownAdditions {
    /// Heavy equipment of the site, else of the legal entity.
    pub equipment: Option<Vec<Equipement>>,
    /// Mailboxes of MSSante of the structure itself.
    pub mailboxes: Option<Vec<Mailbox>>,
    /// Certificates that were issued to it.
    pub certificates: Option<Vec<CertificatPm>>,
}

/// An establishment that took over from a closed one, as SIRENE's links say, which are not all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakerKnown {
    /// How FINESS qualifies the succession.
    pub link: LienSuccession,
    /// What SIRENE says of the taker, where it was kept.
    pub establishment: Option<Etablissement>,
}

impl TakerKnown {
    /// Whether the taker is open, as far as is known.
    pub fn is_open(&self) -> bool {
        self.establishment.as_ref().is_some_and(|found| !found.is_closed())
    }
}

/// A site beside others of its legal entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSibling {
    /// FINESS géographique.
    pub finess: FinessEg,
    /// Name in FINESS.
    pub name: String,
    /// Town in FINESS.
    pub town: String,
}

/// What the RPPS says of a structure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Practice {
    /// It does not name it.
    #[default]
    NotNamed,
    /// Somebody practises there.
    Current,
    /// Every situation that it had there has ended.
    Ended,
}

/// A site of FINESS.
#[derive(Debug, Clone)]
pub struct KnownSite {
    /// Its number.
    pub finess: FinessEg,
    /// Raison sociale in FINESS.
    pub name: String,
    /// TRE_R66.
    pub categorie: Option<Code>,
    /// SPH / ESPIC.
    pub sph: Option<Code>,
    /// Open or closed.
    pub state: LifeState,
    /// Day of the first stock without it.
    pub absent_since: Option<Date>,
    /// Date of opening.
    pub opened_on: Option<Date>,
    /// Where it is on the globe.
    pub position: Option<Position>,
    /// Who took it over.
    pub successor: Option<SuccessorKnown>,
    /// The source of all this, and its date.
    pub source: (SourceKind, Option<Date>),
}

/// A legal entity of FINESS.
#[derive(Debug, Clone)]
pub struct KnownLegalEntity {
    /// Its number.
    pub finess: FinessEj,
    /// Nine digits, from FINESS.
    pub siren: Option<Siren>,
    /// Raison sociale in FINESS.
    pub name: String,
    /// TRE_R72.
    pub statut_juridique: Option<Code>,
    /// TRE_R361; set when it is public.
    pub fonction_publique: Option<Code>,
    /// Open or closed.
    pub state: LifeState,
    /// Day of the first stock without it.
    pub absent_since: Option<Date>,
    /// Who took it over.
    pub successor: Option<SuccessorKnown>,
    /// Its open sites of biologie médicale, where its record lists them.
    pub(crate) open_lbm_sites: Option<Vec<FinessEg>>,
    /// The groups it belongs to: id, name, numbers of the member EJ.
    pub groups: Vec<(String, String, Vec<FinessEj>)>,
    /// The source of all this, and its date.
    pub source: (SourceKind, Option<Date>),
}

/// Who took over a structure closed by cession.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuccessorKnown {
    /// Its FINESS number.
    pub finess: String,
    /// Whether that number is a FINESS juridique.
    pub is_legal_entity: bool,
    /// Its name, when FINESS describes it.
    pub name: Option<String>,
    /// The event (TRE_R365).
    pub event: Code,
    /// Its day.
    pub on: Option<Date>,
}

impl KnownStructure {
    /// The number that it is kept under: its national identifier, else the one that a FINESS or SIRET number makes.
    pub fn key(&self) -> Option<IdNatStruct> {
        let finess = || self.finess_eg.map(IdNatStruct::from);
        self.id_nat_struct.or_else(finess).or_else(|| self.siret.map(IdNatStruct::from))
    }

    /// The RPPS-rang: the one that identifies a cabinet, else the one that is stated of a structure known by
    /// another number.
    pub fn rpps_rang(&self) -> Option<RppsRang> {
        match self.id_nat_struct {
            Some(IdNatStruct::RppsRang(rang)) => Some(rang),
            _ => self.stated.rpps_rang,
        }
    }

    /// Whether the RPPS-rang is known by the restricted extraction alone.
    pub(crate) const fn rpps_rang_is_stated(&self) -> bool {
        !matches!(self.id_nat_struct, Some(IdNatStruct::RppsRang(_)))
    }

    /// The statut juridique (TRE_R72): the register's, else the one that the RPPS states.
    pub fn statut_juridique(&self) -> Option<Code> {
        let registered = self.legal_entity.as_ref().and_then(|entity| entity.statut_juridique);
        registered.or(self.stated.categorie_juridique)
    }

    /// The day it opened.
    pub fn opened_on(&self) -> Option<Date> {
        self.site.as_ref().and_then(|site| site.opened_on).or(self.stated.opened_on)
    }

    /// The ADELI-rang, for a cabinet.
    pub fn adeli_rang(&self) -> Option<AdeliRang> {
        match self.id_nat_struct {
            Some(IdNatStruct::AdeliRang(rang)) => Some(rang),
            _ => None,
        }
    }

    /// Whether the RPPS names it.
    pub fn in_rpps(&self) -> bool {
        self.practice != Practice::NotNamed
    }

    /// The name to show: the enseigne, else the raison sociale, else what FINESS calls it, else SIRENE.
    pub fn name(&self) -> &str {
        let finess = self.site.as_ref().map(|site| site.name.as_str());
        let legal = self.legal_entity.as_ref().map(|entity| entity.name.as_str());
        let unit = self.unit.as_ref().map(|unit| unit.denomination.as_str());
        [Some(self.enseigne.as_str()), Some(self.raison_sociale.as_str()), finess, legal, unit]
            .into_iter()
            .flatten()
            .find(|name| !name.is_empty())
            .unwrap_or_default()
    }

    /// Who took it over, the site's taker first.
    pub fn successor(&self) -> Option<&SuccessorKnown> {
        self.site
            .as_ref()
            .and_then(|site| site.successor.as_ref())
            .or_else(|| self.legal_entity.as_ref().and_then(|entity| entity.successor.as_ref()))
    }
}
