//! A structure as Organization: a site, a cabinet, a company, or a legal person of its own.

use aiguilleur_directory::{KnownAddress, KnownStructure, view::CodeView};
use aiguilleur_domain::{Code, Date, IdNatStruct};
use aiguilleur_nomenclature::Table;
use serde::Serialize;

use super::{
    CodeableConcept, Coding, ContactPoint, Context, Extension, Identifier, Meta, Period, Reference, Value,
};
use crate::{Kind, decision, system};

/// A structure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Organization {
    pub(crate) id: String,
    pub(crate) meta: Meta,
    language: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) extension: Vec<Extension>,
    pub(crate) identifier: Vec<Identifier>,
    pub(crate) active: bool,
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty")]
    pub(crate) types: Vec<CodeableConcept>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) alias: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) telecom: Vec<ContactPoint>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) address: Vec<Address>,
    #[serde(rename = "partOf", skip_serializing_if = "Option::is_none")]
    pub(crate) part_of: Option<Reference>,
}

/// Where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Address {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Extension>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) line: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) postal_code: String,
}

impl Organization {
    /// `key` is the number that it is kept under.
    pub(crate) fn of(known: &KnownStructure, key: IdNatStruct, context: Context<'_>) -> Self {
        let life = known.life(context.snapshot.today());
        let active = life.goes_on();
        let profile = vec![Kind::Organization.french_profile(), Kind::Organization.profile()];
        let systems: &[&str] = if known.in_rpps() { &["RPPS"] } else { &["FINESS"] };
        let systems = if matches!(key, IdNatStruct::Siren(_)) { &[] } else { systems };
        let (name, alias) = names(known);
        let mut extension: Vec<Extension> = open_period(known, active, life.on()).into_iter().collect();
        if !active {
            extension.push(decision::closed(life.ended_source(), life.last_seen()));
        }
        Self {
            id: key.to_string(),
            meta: Meta::new(context.updates.of_structure(key), profile, systems),
            language: "fr",
            extension,
            identifier: identifiers(known, key),
            active,
            types: types(known, is_legal_person(known)),
            name,
            alias,
            telecom: telecom(known),
            address: address(&known.address).into_iter().collect(),
            part_of: part_of(known),
        }
    }
}

/// Code of the level of a legal person, as a kind of organization.
pub(crate) const LEGAL_ENTITY: &str = "LEGAL-ENTITY";
/// Code of the level of a place.
pub(crate) const GEOGRAPHICAL_ENTITY: &str = "GEOGRAPHICAL-ENTITY";

/// A legal entity of FINESS, or a legal unit of SIRENE.
fn is_legal_person(known: &KnownStructure) -> bool {
    match known.key() {
        Some(IdNatStruct::Finess(_)) => known.finess_eg.is_none(),
        Some(IdNatStruct::Siren(_)) => true,
        _ => false,
    }
}

fn identifiers(known: &KnownStructure, key: IdNatStruct) -> Vec<Identifier> {
    let typed =
        |kind, system, value: Option<String>| value.map(|value| Identifier::typed(kind, system, value));
    let legal = is_legal_person(known);
    let siren = known.legal_entity.as_ref().and_then(|entity| entity.siren).filter(|_| legal);
    let siren = siren.or(match key {
        IdNatStruct::Siren(siren) => Some(siren),
        _ => None,
    });
    let all = [
        Some(Identifier::typed("IDNST", system::IDNST, key.to_string()).official()),
        typed("FINEG", system::FINESS, known.finess_eg.map(|finess| finess.to_string())),
        typed("FINEJ", system::FINESS, known.finess_ej.filter(|_| legal).map(|finess| finess.to_string())),
        typed("SIREN", system::SIRENE, siren.map(|siren| siren.to_string())),
        typed("SIRET", system::SIRENE, known.siret.filter(|_| !legal).map(|siret| siret.to_string())),
        typed("RPPSRG", system::RPPS_RANG, known.rpps_rang().map(|rang| rang.to_string())),
    ];
    all.into_iter().flatten().collect()
}

/// Its kind, each code marked by the extension that the ANS gives it.
fn types(known: &KnownStructure, legal: bool) -> Vec<CodeableConcept> {
    const TYPES: &str =
        "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-organization-types";
    let kind_of = |kind: &'static str, coding: Coding| CodeableConcept {
        extension: vec![Extension::of(TYPES, Value::Code(kind.into()))],
        coding: vec![coding],
    };
    let listed = |table, code: Code| Coding::listed(table, &CodeView::new(table, code));
    let level = if legal { LEGAL_ENTITY } else { GEOGRAPHICAL_ENTITY };
    let site = known.site.as_ref();
    let all = [
        Some(kind_of("organizationType", Coding::of(system::ORGANIZATION_TYPES, level))),
        known
            .secteur_activite
            .map(|code| kind_of("secteurActiviteRASS", listed(Table::SecteurActivite, code))),
        site.and_then(|site| site.categorie).map(|code| listed(Table::CategorieEtablissement, code).into()),
        known
            .statut_juridique()
            .filter(|_| legal)
            .map(|code| kind_of("statutJuridiqueINSEE", listed(Table::StatutJuridique, code))),
    ];
    all.into_iter().flatten().collect()
}

/// The name that its publisher registers, and the others that it is known by.
fn names(known: &KnownStructure) -> (String, Vec<String>) {
    let name = if known.raison_sociale.is_empty() { known.name() } else { &known.raison_sociale };
    let site = known.site.as_ref().map_or("", |site| site.name.as_str());
    let mut alias: Vec<String> = Vec::new();
    for other in [known.enseigne.as_str(), site, known.complement_destinataire.as_str()] {
        if !other.is_empty() && other != name && !alias.iter().any(|known| known == other) {
            alias.push(other.to_owned());
        }
    }
    (name.to_owned(), alias)
}

fn address(known: &KnownAddress) -> Option<Address> {
    const INSEE: &str = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code";
    if *known == KnownAddress::default() {
        return None;
    }
    let commune = (!known.commune.is_empty()).then(|| Coding {
        system: Some(system::COMMUNES),
        code: known.commune.clone().into(),
        display: None,
    });
    Some(Address {
        extension: commune.map(|coding| Extension::of(INSEE, Value::Coding(coding))).into_iter().collect(),
        line: Some(known.street.clone()).filter(|line| !line.is_empty()).into_iter().collect(),
        city: known.city.clone(),
        postal_code: known.postcode.clone(),
    })
}

fn telecom(known: &KnownStructure) -> Vec<ContactPoint> {
    let contact = &known.contact;
    let mailboxes = known.added.mailboxes.iter().flatten().map(ContactPoint::mssante);
    let all = [
        ContactPoint::of("phone", &contact.telephone),
        ContactPoint::of("phone", &contact.telephone_2),
        ContactPoint::of("fax", &contact.telecopie),
        ContactPoint::of("email", &contact.email),
    ];
    all.into_iter().flatten().chain(mailboxes).collect()
}

/// The legal person of a site: a resource where FINESS describes it, else a number.
fn part_of(known: &KnownStructure) -> Option<Reference> {
    if is_legal_person(known) {
        return None;
    }
    let finess = known.finess_ej?;
    let entity = known.legal_entity.as_ref();
    if entity.is_none() && known.site.is_none() {
        let number = Identifier::typed("FINEJ", system::FINESS, finess.to_string());
        return Some(Reference { reference: None, identifier: Some(Box::new(number)), display: None });
    }
    let display = entity.map(|entity| entity.name.clone()).filter(|name| !name.is_empty());
    Some(Reference { display, ..Reference::to(format!("Organization/{}", IdNatStruct::from(finess))) })
}

fn open_period(known: &KnownStructure, active: bool, closed: Option<Date>) -> Option<Extension> {
    const URL: &str = "http://hl7.org/fhir/StructureDefinition/organization-period";
    let start = known.opened_on();
    let period = if active {
        start.map(|start| Period { start: Some(start), ..Period::default() })?
    } else {
        Period::over(start, closed)
    };
    Some(Extension::of(URL, Value::Period(period)))
}
