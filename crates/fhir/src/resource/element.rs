//! The data types of FHIR that the resources are made of, as far as they are used.

use std::borrow::Cow;

use aiguilleur_directory::view::CodeView;
use aiguilleur_domain::{Date, entity::Mailbox};
use aiguilleur_nomenclature::Table;
use serde::Serialize;

use crate::system;

/// A code of a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Coding {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) system: Option<&'static str>,
    pub(crate) code: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) display: Option<&'static str>,
}

impl Coding {
    pub(crate) const fn of(system: &'static str, code: &'static str) -> Self {
        Self { system: Some(system), code: Cow::Borrowed(code), display: None }
    }

    /// A code of a nomenclature.
    pub(crate) fn listed(table: Table, view: &CodeView) -> Self {
        let code = view.code.as_str();
        Self { system: system::of(table, code), code: code.to_owned().into(), display: view.label }
    }

    /// A profession, in the first of the ANS's four tables that holds it.
    pub(crate) fn profession(view: &CodeView) -> Self {
        const TABLES: [Table; 4] =
            [Table::ProfessionSante, Table::UsagerTitre, Table::ProfessionSociale, Table::AutreProfession];
        let code = view.code.as_str();
        let system = TABLES.into_iter().find_map(|table| system::of(table, code));
        Self { system, code: code.to_owned().into(), display: view.label }
    }
}

/// One or more codes of one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct CodeableConcept {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) extension: Vec<Extension>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) coding: Vec<Coding>,
}

impl From<Coding> for CodeableConcept {
    fn from(coding: Coding) -> Self {
        Self { extension: Vec::new(), coding: vec![coding] }
    }
}

/// Extensions of a primitive value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Beside {
    pub(crate) extension: Vec<Extension>,
}

impl Beside {
    /// Why there is no value.
    pub(crate) fn absent(reason: &'static str) -> Self {
        const URL: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
        Self { extension: vec![Extension::of(URL, Value::Code(reason.into()))] }
    }
}

/// A number that names something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Identifier {
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub(crate) usage: Option<&'static str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<CodeableConcept>,
    pub(crate) system: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
    #[serde(rename = "_value", skip_serializing_if = "Option::is_none")]
    pub(crate) beside_value: Option<Beside>,
}

impl Identifier {
    /// A number of a type of the French list.
    pub(crate) fn typed(kind: &'static str, system: &'static str, value: String) -> Self {
        Self { kind: Some(Coding::of(system::TYPES, kind).into()), ..Self::bare(system, Some(value)) }
    }

    /// The same, where no source gives the number.
    pub(crate) fn absent(kind: Option<&'static str>, system: &'static str, reason: &'static str) -> Self {
        Self {
            kind: kind.map(|kind| Coding::of(system::TYPES, kind).into()),
            beside_value: Some(Beside::absent(reason)),
            ..Self::bare(system, None)
        }
    }

    const fn bare(system: &'static str, value: Option<String>) -> Self {
        Self { usage: None, kind: None, system, value, beside_value: None }
    }

    pub(crate) fn official(self) -> Self {
        Self { usage: Some("official"), ..self }
    }
}

/// The value of an extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) enum Value {
    #[serde(rename = "valueCode")]
    Code(Cow<'static, str>),
    #[serde(rename = "valueCodeableConcept")]
    Concept(CodeableConcept),
    #[serde(rename = "valueCoding")]
    Coding(Coding),
    #[serde(rename = "valueDate")]
    Date(Date),
    #[serde(rename = "valueIdentifier")]
    Identifier(Box<Identifier>),
    #[serde(rename = "valuePeriod")]
    Period(Period),
    #[serde(rename = "valueString")]
    Text(String),
}

/// An extension: a value, or extensions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are FHIR's")]
pub(crate) struct Extension {
    pub(crate) url: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) extension: Vec<Extension>,
    #[serde(flatten)]
    pub(crate) value: Option<Value>,
}

impl Extension {
    pub(crate) const fn of(url: &'static str, value: Value) -> Self {
        Self { url, extension: Vec::new(), value: Some(value) }
    }

    pub(crate) const fn with(url: &'static str, extension: Vec<Self>) -> Self {
        Self { url, extension, value: None }
    }
}

/// From when to when, as far as a source states it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Period {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<Date>,
    #[serde(rename = "_end", skip_serializing_if = "Option::is_none")]
    pub(crate) beside_end: Option<Beside>,
}

impl Period {
    /// A period that is over, on a day that a source states or on one that none does.
    pub(crate) fn over(start: Option<Date>, end: Option<Date>) -> Self {
        Self { start, end, beside_end: end.is_none().then(|| Beside::absent("unknown")) }
    }
}

/// Another resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are FHIR's")]
pub(crate) struct Reference {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) identifier: Option<Box<Identifier>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) display: Option<String>,
}

impl Reference {
    pub(crate) fn to(reference: String) -> Self {
        Self { reference: Some(reference), identifier: None, display: None }
    }
}

/// Telephone or e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ContactPoint {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) extension: Vec<Extension>,
    pub(crate) system: &'static str,
    pub(crate) value: String,
}

/// Says that an e-mail address is a MSSanté mailbox.
const EMAIL_TYPE: &str = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type";

impl ContactPoint {
    /// A mailbox of the MSSanté.
    pub(crate) fn mssante(mailbox: &Mailbox) -> Self {
        const METADATA: &str =
            "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata";
        let kind = mailbox.kind.map(|code| {
            let coding =
                Coding { system: Some(system::MAILBOXES), code: code.to_string().into(), display: None };
            Extension::of("type", Value::Concept(coding.into()))
        });
        let service = (!mailbox.service.is_empty())
            .then(|| Extension::of("service", Value::Text(mailbox.service.clone())));
        let metadata: Vec<Extension> = kind.into_iter().chain(service).collect();
        let extension = (!metadata.is_empty()).then(|| Extension::with(METADATA, metadata));
        let of_mssante = Extension::of(EMAIL_TYPE, Value::Coding(Coding::of(system::ADDRESSES, "MSSANTE")));
        Self {
            extension: std::iter::once(of_mssante).chain(extension).collect(),
            system: "email",
            value: mailbox.address.clone(),
        }
    }

    /// Whether it is a MSSanté mailbox.
    pub(crate) fn is_mssante(&self) -> bool {
        self.extension.iter().any(|extension| extension.url == EMAIL_TYPE)
    }

    pub(crate) fn of(system: &'static str, value: &str) -> Option<Self> {
        let value = value.trim();
        (!value.is_empty()).then(|| Self { extension: Vec::new(), system, value: value.to_owned() })
    }
}

/// What is said of a resource as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Meta {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) extension: Vec<Extension>,
    pub(crate) last_updated: String,
    pub(crate) profile: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tag: Vec<Coding>,
}

impl Meta {
    /// `systems` are the information systems of the ANS that the facts come from.
    pub(crate) fn new(last_updated: String, profile: Vec<&'static str>, systems: &[&'static str]) -> Self {
        const TRACE: &str =
            "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-data-trace";
        let extension =
            |code: &&'static str| Extension::of("systeme-information", Value::Code((*code).into()));
        let trace = systems.first().map(|code| Extension::with(TRACE, vec![extension(code)]));
        Self { extension: trace.into_iter().collect(), last_updated, profile, tag: Vec::new() }
    }

    /// The information system that the trace names.
    pub(crate) fn information_system(&self) -> Option<&str> {
        match &self.extension.first()?.extension.first()?.value {
            Some(Value::Code(code)) => Some(code),
            _ => None,
        }
    }
}
