//! A structure, as answers show it.

use aiguilleur_domain::{
    AdeliRang, Code, Date, FinessEg, FinessEj, IdNatStruct, RppsRang, Siren, Siret,
    entity::{CertificatPm, Contact, Equipement, Etablissement},
};
use aiguilleur_nomenclature::Table;
use aiguilleur_resolver::State;
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::CodeView;
use crate::known::{KnownAddress, KnownStructure, SuccessorKnown, TakerKnown};

/// A structure as answers show it: numbers, address, state.
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
    /// Complément destinataire (RPPS), which usually holds the name of an SCM.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub complement_destinataire: String,
    /// FINESS géographique.
    pub finess_geographique: Option<FinessEg>,
    /// FINESS number of the legal entity (EJ).
    pub finess_juridique: Option<FinessEj>,
    /// Raison sociale of the legal entity, from FINESS.
    pub legal_entity_name: Option<String>,
    /// SIRET that the sources give for the structure.
    pub siret: Option<Siret>,
    /// Number of the cabinet behind an RPPS.
    pub rpps_rang: Option<RppsRang>,
    /// Number of the cabinet behind an ADELI.
    pub adeli_rang: Option<AdeliRang>,
    /// Statut juridique (TRE_R72) of the legal entity in FINESS, else of the structure in the restricted RPPS.
    pub statut_juridique: Option<CodeView>,
    /// FINESS catégorie (TRE_R66).
    pub categorie: Option<CodeView>,
    /// What SIRENE says of the legal unit.
    pub legal_unit: Option<LegalUnitView>,
    /// Whether it is open.
    pub state: State,
    /// Source of the statement.
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
    /// Where its site is on the globe, in degrees (WGS 84).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionView>,
    /// How it is reached.
    #[serde(skip_serializing_if = "Contact::is_empty", serialize_with = "shown")]
    pub contact: Contact<'static>,
    /// What SIRENE says of the establishment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub establishment: Option<EstablishmentView>,
    /// Establishments that took over from a closed one, the likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub takers: Vec<TakerView>,
    /// Its heavy equipment, held on the day; absent where activities were not imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equipment: Option<Vec<EquipmentView>>,
    /// Its mailboxes of MSSante; absent where they were not imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailboxes: Option<Vec<String>>,
    /// Certificates that were issued to it; absent where they were not imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificates: Option<Vec<IssuedView>>,
}

/// A place, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PositionView {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// A contact, without what its publisher left empty.
fn shown<S: Serializer>(contact: &Contact<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let telephones = [&contact.telephone, &contact.telephone_2];
    let telephones: Vec<&str> =
        telephones.iter().map(AsRef::as_ref).filter(|text| !text.is_empty()).collect();
    if !telephones.is_empty() {
        map.serialize_entry("telephones", &telephones)?;
    }
    for (name, text) in [("telecopie", &contact.telecopie), ("email", &contact.email)] {
        if !text.is_empty() {
            map.serialize_entry(name, text)?;
        }
    }
    map.end()
}

/// A legal unit of SIRENE.
#[derive(Debug, Clone, Serialize)]
pub struct LegalUnitView {
    /// Nine digits (INSEE).
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

/// An establishment of SIRENE.
#[derive(Debug, Clone, Serialize)]
pub struct EstablishmentView {
    /// `A` active, `F` closed.
    pub etat: Option<Code>,
    /// Since when it is in that state.
    pub since: Option<Date>,
    /// Its enseigne or usual name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// An establishment that took over from another.
#[derive(Debug, Clone, Serialize)]
pub struct TakerView {
    /// SIRET of the successor establishment.
    pub siret: Siret,
    /// Raison sociale, when known.
    pub name: Option<String>,
    /// Its town.
    pub city: Option<String>,
    /// Whether SIRENE holds it open; unknown where its record was not kept.
    pub open: Option<bool>,
    /// The day of the succession.
    pub on: Option<Date>,
    /// Whether a siege moved.
    pub transfert_siege: bool,
}

/// Heavy equipment.
#[derive(Debug, Clone, Serialize)]
pub struct EquipmentView {
    /// `EML`, or `AMM` since the reform of 2023.
    pub nature: Code,
    /// The kind of machine, a code of FINESS.
    pub kind: Option<Code>,
    /// Since when it is authorised.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
}

/// A certificate that was issued to a structure.
#[derive(Debug, Clone, Serialize)]
pub struct IssuedView {
    /// Distinguished name of the subject.
    pub subject: String,
    /// Distinguished name of the issuer.
    pub issuer: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Since when it is revoked.
    pub revoked_on: Option<Date>,
    /// Whether it is valid on the day.
    pub valid: bool,
}

/// Who took a structure over.
#[derive(Debug, Clone, Serialize)]
pub struct SuccessorView {
    /// `finess_juridique` or `finess_geographique`.
    pub kind: &'static str,
    /// Its FINESS number.
    pub finess: String,
    /// Raison sociale, when known.
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
    /// Name in FINESS.
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

impl From<&Etablissement> for EstablishmentView {
    fn from(known: &Etablissement) -> Self {
        Self { etat: known.etat, since: known.since, name: known.name.clone() }
    }
}

impl From<&TakerKnown> for TakerView {
    fn from(known: &TakerKnown) -> Self {
        let found = known.establishment.as_ref();
        let some = |text: &String| (!text.is_empty()).then(|| text.clone());
        Self {
            siret: known.link.successeur,
            name: found.and_then(|found| some(&found.name)),
            city: found.and_then(|found| some(&found.city)),
            open: found.map(|found| !found.is_closed()),
            on: known.link.on,
            transfert_siege: known.link.transfert_siege,
        }
    }
}

impl From<&Equipement> for EquipmentView {
    fn from(held: &Equipement) -> Self {
        Self { nature: held.nature, kind: held.kind, from: held.from, to: held.to }
    }
}

impl IssuedView {
    fn on(issued: &CertificatPm, day: Date) -> Self {
        Self {
            subject: issued.subject.clone(),
            issuer: issued.issuer.clone(),
            from: issued.from,
            to: issued.to,
            revoked_on: issued.revoked_on,
            valid: issued.is_valid(day),
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
            position: known.site.as_ref().and_then(|site| site.position).map(|position| PositionView {
                latitude: position.latitude(),
                longitude: position.longitude(),
            }),
            contact: known.contact.clone(),
            establishment: known.establishment.as_ref().map(EstablishmentView::from),
            takers: known.takers.iter().map(TakerView::from).collect(),
            equipment: known
                .added
                .equipment
                .as_ref()
                .map(|all| all.iter().filter(|held| held.is_held(day)).map(EquipmentView::from).collect()),
            mailboxes: known
                .added
                .mailboxes
                .as_ref()
                .map(|all| all.iter().map(|mailbox| mailbox.address.clone()).collect()),
            certificates: known
                .added
                .certificates
                .as_ref()
                .map(|all| all.iter().map(|issued| IssuedView::on(issued, day)).collect()),
        }
    }
}
