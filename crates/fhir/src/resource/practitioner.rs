//! A professional as Practitioner.

use aiguilleur_directory::{
    Snapshot, StoreError,
    view::{ExerciceView, ProfessionalView, Status},
};
use aiguilleur_domain::{
    IdNatPp, IdNatStruct,
    entity::{Card, Mailbox},
};
use aiguilleur_nomenclature::Table;
use serde::Serialize;

use super::{CodeableConcept, Coding, ContactPoint, Context, Extension, Identifier, Meta, Period, Value};
use crate::{Kind, system};

/// A professional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Practitioner {
    pub(crate) id: String,
    pub(crate) meta: Meta,
    language: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) extension: Vec<Extension>,
    pub(crate) identifier: Vec<Identifier>,
    pub(crate) active: bool,
    pub(crate) name: Vec<HumanName>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) telecom: Vec<ContactPoint>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) qualification: Vec<Qualification>,
}

/// The professional's name in practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct HumanName {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) family: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) given: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) prefix: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) suffix: Vec<String>,
}

/// A profession, or a savoir-faire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Qualification {
    pub(crate) code: CodeableConcept,
}

impl Practitioner {
    /// With the mailboxes of nobody's structure, and the cards in use.
    pub(crate) fn of(view: &ProfessionalView, contacts: &Contacts, context: Context<'_>) -> Self {
        let updated = context.updates.of_person(view.id_nat_pp);
        let profile = vec![Kind::Practitioner.french_profile(), Kind::Practitioner.profile()];
        Self {
            id: view.id_nat_pp.to_string(),
            meta: Meta::new(updated, profile, &["RPPS"]),
            language: "fr",
            extension: contacts.cards.iter().map(card).collect(),
            identifier: identifiers(view),
            active: view.status != Status::Ended,
            name: vec![name(view)],
            telecom: contacts.mailboxes_at(None),
            qualification: view.exercices.iter().flat_map(qualifications).collect(),
        }
    }
}

/// A card: its type and its number.
const SMARTCARD: &str =
    "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-smartcard";

impl Practitioner {
    /// The type and the number of each card.
    pub(crate) fn cards(&self) -> impl Iterator<Item = (&str, &str)> {
        self.extension.iter().filter(|extension| extension.url == SMARTCARD).filter_map(|card| {
            let part = |url| card.extension.iter().find(|part| part.url == url)?.value.as_ref();
            match (part("type"), part("number")) {
                (Some(Value::Concept(kind)), Some(Value::Text(number))) => {
                    Some((&*kind.coding.first()?.code, number.as_str()))
                }
                _ => None,
            }
        })
    }
}

/// What optional sources add to a professional's record.
#[derive(Debug, Default)]
pub(crate) struct Contacts {
    pub(crate) mailboxes: Vec<Mailbox>,
    /// Those in use: the profile has no word for one that is opposed.
    pub(crate) cards: Vec<Card>,
}

impl Contacts {
    pub(crate) fn of(id: IdNatPp, snapshot: &Snapshot) -> Result<Self, StoreError> {
        let mut cards = snapshot.cards(id)?.unwrap_or_default();
        cards.retain(|card| card.is_usable(snapshot.today()));
        Ok(Self { mailboxes: snapshot.mailboxes_of_person(id)?.unwrap_or_default(), cards })
    }

    /// The mailboxes of a person in a structure, or in none.
    pub(crate) fn mailboxes_at(&self, structure: Option<IdNatStruct>) -> Vec<ContactPoint> {
        let there = self.mailboxes.iter().filter(|mailbox| mailbox.structure == structure);
        there.map(ContactPoint::mssante).collect()
    }
}

fn card(card: &Card) -> Extension {
    let kind = card.kind.map(|code| {
        let coding = Coding { system: Some(system::CARDS), code: code.to_string().into(), display: None };
        Extension::of("type", Value::Concept(coding.into()))
    });
    let number = Extension::of("number", Value::Text(card.number.clone()));
    let period = Period { start: card.valid_from, end: card.valid_to, ..Period::default() };
    let period = (period != Period::default()).then(|| Extension::of("period", Value::Period(period)));
    Extension::with(SMARTCARD, kind.into_iter().chain([number]).chain(period).collect())
}

/// The profile has one idNat PP and one RPPS number; a professional registered in ADELI alone has none.
fn identifiers(view: &ProfessionalView) -> Vec<Identifier> {
    let national = Identifier::typed("IDNPS", system::IDNPS, view.id_nat_pp.to_string()).official();
    let own = match view.id_nat_pp {
        IdNatPp::Rpps(rpps) => {
            // The number that this one took the place of.
            let old = view.adeli.map(|adeli| Identifier {
                usage: Some("old"),
                ..Identifier::typed("ADELI", system::ADELI, adeli.to_string())
            });
            let own = Identifier::typed("RPPS", system::RPPS, rpps.to_string()).official();
            std::iter::once(own).chain(old).collect()
        }
        IdNatPp::Adeli(adeli) => vec![
            Identifier::absent(Some("RPPS"), system::RPPS, "unknown").official(),
            Identifier::typed("ADELI", system::ADELI, adeli.to_string()),
        ],
    };
    std::iter::once(national).chain(own).collect()
}

/// The RPPS's one column holds the civilité d'exercice where there is one, else the civilité.
fn name(view: &ProfessionalView) -> HumanName {
    let title = view.civilite.map(|code| code.to_string());
    let of_practice = title.as_deref().is_some_and(|code| matches!(code, "DR" | "PR"));
    let (suffix, prefix) = if of_practice { (title, None) } else { (None, title) };
    let given = (!view.given_name.is_empty()).then(|| view.given_name.clone());
    HumanName {
        family: view.family_name.clone(),
        given: given.into_iter().collect(),
        prefix: prefix.into_iter().collect(),
        suffix: suffix.into_iter().collect(),
    }
}

fn qualifications(exercice: &ExerciceView) -> Vec<Qualification> {
    let categorie = exercice.categorie.as_ref().map(|c| Coding::listed(Table::CategorieProfessionnelle, c));
    let profession = exercice.profession.as_ref().map(Coding::profession);
    let coding: Vec<Coding> = categorie.into_iter().chain(profession).collect();
    let practice = (!coding.is_empty())
        .then_some(Qualification { code: CodeableConcept { extension: Vec::new(), coding } });
    let skills = exercice
        .savoir_faire
        .iter()
        .map(|skill| Qualification { code: Coding::listed(Table::SavoirFaire, skill).into() });
    practice.into_iter().chain(skills).collect()
}
