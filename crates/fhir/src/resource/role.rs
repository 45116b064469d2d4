//! A situation d'exercice as PractitionerRole.

use aiguilleur_directory::view::{
    CodeView, PracticeView, ProfessionalView, SituationView, Status, StructureView,
};
use aiguilleur_domain::IdNatStruct;
use aiguilleur_nomenclature::Table;
use serde::Serialize;

use super::{
    CodeableConcept, Coding, ContactPoint, Contacts, Context, Extension, Identifier, Meta, Period, Reference,
};
use crate::{Kind, decision, system};

/// A situation d'exercice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PractitionerRole {
    pub(crate) id: String,
    pub(crate) meta: Meta,
    language: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) extension: Vec<Extension>,
    pub(crate) identifier: Vec<Identifier>,
    pub(crate) active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    pub(crate) practitioner: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) organization: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) code: Vec<CodeableConcept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) telecom: Vec<ContactPoint>,
}

/// The number that a structure is kept under: the id of its Organization.
pub(crate) fn key(structure: &StructureView) -> Option<IdNatStruct> {
    let finess = || structure.finess_geographique.map(IdNatStruct::from);
    structure.id_nat_struct.or_else(finess).or_else(|| structure.siret.map(IdNatStruct::from))
}

/// The id of a situation: its person's, and a digest of what makes it the same from one day to the next (profession,
/// mode, genre, rôle, structure). Its number in the RPPS is not in open data.
pub(crate) fn role_id(person: &ProfessionalView, practice: &PracticeView) -> String {
    let it = &practice.situation;
    let codes = [&it.profession, &it.mode_exercice, &it.genre_activite, &it.role];
    let codes = codes.map(|code| code.map(|code| code.code.to_string()).unwrap_or_default());
    let place = practice.structure.as_ref();
    let place = place.map_or("", |structure| structure.technical_id.as_str());
    let digest = fnv(codes.iter().map(String::as_str).chain([place]));
    format!("{}-{digest:010x}", person.id_nat_pp)
}

/// FNV-1a over texts, folded to forty bits: stable from one version of this program to the next.
fn fnv<'t>(texts: impl Iterator<Item = &'t str>) -> u64 {
    let bytes = texts.flat_map(|text| text.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 40 ^ hash) & 0xff_ffff_ffff
}

impl PractitionerRole {
    pub(crate) fn of(
        person: &ProfessionalView,
        practice: &PracticeView,
        contacts: &Contacts,
        context: Context<'_>,
    ) -> Self {
        let situation = &practice.situation;
        let structure = practice.structure.as_ref();
        let active = situation.status == Status::Active;
        // The ANS's profile admits no period: what carries one follows the French profile alone.
        let period = period(situation, active);
        let own = period.is_none().then_some(Kind::PractitionerRole.profile());
        let profile = std::iter::once(Kind::PractitionerRole.french_profile()).chain(own).collect();
        let updated = context.updates.of_person(person.id_nat_pp);
        Self {
            id: role_id(person, practice),
            meta: Meta::new(updated, profile, &["RPPS"]),
            language: "fr",
            extension: if active { Vec::new() } else { vec![decision::end(situation)] },
            identifier: vec![Identifier::absent(None, system::RPPS, "unknown")],
            active,
            period,
            practitioner: Reference {
                display: Some(format!("{} {}", person.given_name, person.family_name).trim().to_owned()),
                ..Reference::to(format!("Practitioner/{}", person.id_nat_pp))
            },
            organization: structure.map(organization),
            code: codes(situation),
            telecom: structure.and_then(key).map(|key| contacts.mailboxes_at(Some(key))).unwrap_or_default(),
        }
    }
}

fn period(situation: &SituationView, active: bool) -> Option<Period> {
    if !active {
        return Some(Period::over(situation.began_on, situation.ended_on));
    }
    let (start, end) = (situation.began_on, situation.ends_on);
    (start.is_some() || end.is_some()).then_some(Period { start, end, beside_end: None })
}

/// A structure that no number names is named only.
fn organization(structure: &StructureView) -> Reference {
    Reference {
        reference: key(structure).map(|key| format!("Organization/{key}")),
        identifier: None,
        display: Some(structure.name.clone()).filter(|name| !name.is_empty()),
    }
}

fn codes(situation: &SituationView) -> Vec<CodeableConcept> {
    let concept = |table, view: &Option<CodeView>| {
        view.as_ref().map(|view| CodeableConcept::from(Coding::listed(table, view)))
    };
    let fonction = situation.fonction.as_ref().map(|view| {
        let known = system::of(Table::Fonction, view.code.as_str()).is_some();
        let table = if known { Table::Fonction } else { Table::RolePriseCharge };
        CodeableConcept::from(Coding::listed(table, view))
    });
    let all = [
        concept(Table::GenreActivite, &situation.genre_activite),
        concept(Table::ModeExercice, &situation.mode_exercice),
        concept(Table::TypeActiviteLiberale, &situation.type_activite_liberale),
        fonction.or_else(|| concept(Table::RolePriseCharge, &situation.role)),
        concept(Table::SectionPharmacien, &situation.section_pharmacien),
    ];
    all.into_iter().flatten().collect()
}
