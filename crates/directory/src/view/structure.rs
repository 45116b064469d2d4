//! A structure, as answers show it.

use aiguilleur_domain::{
    AdeliRang, Date, FinessEg, FinessEj, IdNatStruct, RppsRang, Siren, Siret, entity::Contact,
};
use aiguilleur_nomenclature::Table;
use aiguilleur_resolver::State;
use serde::Serialize;

use super::CodeView;
use crate::known::{KnownAddress, KnownStructure, SuccessorKnown};

/// A structure.
#[derive(Debug, Clone, Serialize)]
pub struct StructureView {
    /// The national identifier, behind its type digit.
    pub id_nat_struct: Option<IdNatStruct>,
    /// The number by which the RPPS's own rows name it; empty where the RPPS does not. Answers do not tell it.
    #[serde(skip)]
    pub technical_id: String,
    /// The name to show.
    pub name: String,
    /// Raison sociale (RPPS).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub raison_sociale: String,
    /// Complément destinataire (RPPS): where the name of a SCM usually stands.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub complement_destinataire: String,
    /// FINESS géographique.
    pub finess_geographique: Option<FinessEg>,
    /// FINESS juridique.
    pub finess_juridique: Option<FinessEj>,
    /// Name of the legal entity.
    pub legal_entity_name: Option<String>,
    /// SIRET.
    pub siret: Option<Siret>,
    /// RPPS-rang.
    pub rpps_rang: Option<RppsRang>,
    /// ADELI-rang.
    pub adeli_rang: Option<AdeliRang>,
    /// Statut juridique (TRE_R72) of the legal entity in FINESS, else of the structure in the restricted RPPS.
    pub statut_juridique: Option<CodeView>,
    /// FINESS catégorie (TRE_R66).
    pub categorie: Option<CodeView>,
    /// What SIRENE says of the legal unit.
    pub legal_unit: Option<LegalUnitView>,
    /// Whether it is open.
    pub state: State,
    /// Who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_source: Option<String>,
    /// How an end is known: `absence`, or the source that states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_source: Option<String>,
    /// The day of the last file that held it, when none does any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<Date>,
    /// The day it opened, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<Date>,
    /// The day it closed, where a source states it.
    pub closed_on: Option<Date>,
    /// Who took it over by cession.
    pub successor: Option<SuccessorView>,
    /// The groups of its legal entity.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupRef>,
    /// Where it is.
    pub address: KnownAddress,
    /// How it is reached. Answers do not tell it.
    #[serde(skip)]
    pub contact: Contact<'static>,
}

/// A legal unit of SIRENE.
#[derive(Debug, Clone, Serialize)]
pub struct LegalUnitView {
    /// SIREN.
    pub siren: Siren,
    /// Its name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub denomination: String,
    /// Since when it is in that state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// INSEE catégorie juridique.
    pub categorie_juridique: Option<CodeView>,
    /// `A` active, `C` cessée.
    pub etat: Option<aiguilleur_domain::Code>,
}

/// Who took a structure over.
#[derive(Debug, Clone, Serialize)]
pub struct SuccessorView {
    /// `finess_juridique` or `finess_geographique`.
    pub kind: &'static str,
    /// Its FINESS number.
    pub finess: String,
    /// Its name.
    pub name: Option<String>,
    /// The event (TRE_R365).
    pub event: CodeView,
    /// Its day.
    pub on: Option<Date>,
}

/// A group that a legal entity belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct GroupRef {
    /// Its own number: `GET /v1/groups/{id}`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many legal entities form it.
    pub members: usize,
}

impl From<&SuccessorKnown> for SuccessorView {
    fn from(known: &SuccessorKnown) -> Self {
        Self {
            kind: if known.is_legal_entity { "finess_juridique" } else { "finess_geographique" },
            finess: known.finess.clone(),
            name: known.name.clone(),
            event: CodeView::new(Table::EtatObjet, known.event),
            on: known.on,
        }
    }
}

impl StructureView {
    /// The structure, as things stand on `day`.
    pub fn on(known: &KnownStructure, day: Date) -> Self {
        let life = known.life(day);
        let legal = known.legal_entity.as_ref();
        let categorie = known.site.as_ref().and_then(|site| site.categorie);
        let groups = legal.map(|entity| entity.groups.as_slice()).unwrap_or_default();
        Self {
            id_nat_struct: known.id_nat_struct,
            technical_id: known.technical_id.clone(),
            name: known.name().to_owned(),
            raison_sociale: known.raison_sociale.clone(),
            complement_destinataire: known.complement_destinataire.clone(),
            finess_geographique: known.finess_eg,
            finess_juridique: known.finess_ej,
            legal_entity_name: legal.map(|entity| entity.name.clone()),
            siret: known.siret,
            rpps_rang: known.rpps_rang(),
            adeli_rang: known.adeli_rang(),
            statut_juridique: known
                .statut_juridique()
                .map(|code| CodeView::new(Table::StatutJuridique, code)),
            categorie: categorie.map(|code| CodeView::new(Table::CategorieEtablissement, code)),
            legal_unit: known.unit.as_ref().map(|unit| LegalUnitView {
                siren: unit.siren,
                denomination: unit.denomination.clone(),
                since: unit.since,
                categorie_juridique: unit
                    .categorie_juridique
                    .map(|code| CodeView::new(Table::CategorieJuridique, code)),
                etat: unit.etat,
            }),
            state: life.state(),
            state_source: life.by().map(|by| by.source.to_string()),
            ended_source: life.ended_source().map(str::to_owned),
            last_seen: life.last_seen(),
            opened_on: known.opened_on(),
            closed_on: life.on(),
            successor: known.successor().map(SuccessorView::from),
            groups: groups
                .iter()
                .map(|(id, name, members)| GroupRef {
                    id: id.clone(),
                    name: name.clone(),
                    members: members.len(),
                })
                .collect(),
            address: known.address.clone(),
            contact: known.contact.clone(),
        }
    }
}
