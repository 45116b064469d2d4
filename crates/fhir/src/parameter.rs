//! The search parameters of each type: those of the ANS's capability statement, and the chains that its server has.

use crate::Kind;

/// How a parameter is written and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Date,
    Reference,
    Text,
    Token,
    Uri,
}

impl Form {
    /// FHIR's name of it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Reference => "reference",
            Self::Text => "string",
            Self::Token => "token",
            Self::Uri => "uri",
        }
    }
}

/// A search parameter.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    /// Whether no imported source holds it: such a search is empty, with the reason in the answer.
    pub(crate) without_source: bool,
}

const fn of(form: Form, name: &'static str) -> Parameter {
    Parameter { name, form, without_source: false }
}

const fn without_source(form: Form, name: &'static str) -> Parameter {
    Parameter { name, form, without_source: true }
}

const PRACTITIONER: &[Parameter] = &[
    of(Form::Token, "_id"),
    of(Form::Date, "_lastUpdated"),
    of(Form::Token, "active"),
    of(Form::Token, "data-information-system"),
    without_source(Form::Token, "data-registration-authority"),
    of(Form::Text, "family"),
    of(Form::Text, "given"),
    of(Form::Token, "identifier"),
    of(Form::Token, "identifier-type"),
    of(Form::Text, "mailbox-mss"),
    of(Form::Text, "name"),
    of(Form::Text, "number-smartcard"),
    of(Form::Token, "qualification-code"),
    of(Form::Token, "type-smartcard"),
];

const ROLE: &[Parameter] = &[
    of(Form::Token, "_id"),
    of(Form::Date, "_lastUpdated"),
    of(Form::Token, "active"),
    of(Form::Token, "data-information-system"),
    without_source(Form::Token, "data-registration-authority"),
    without_source(Form::Token, "identifier"),
    of(Form::Text, "mailbox-mss"),
    of(Form::Reference, "organization"),
    of(Form::Token, "organization.identifier"),
    of(Form::Reference, "practitioner"),
    of(Form::Token, "practitioner.identifier"),
    of(Form::Token, "role"),
];

const ORGANIZATION: &[Parameter] = &[
    of(Form::Token, "_id"),
    of(Form::Date, "_lastUpdated"),
    of(Form::Token, "active"),
    of(Form::Text, "address"),
    of(Form::Text, "address-city"),
    of(Form::Text, "address-line"),
    of(Form::Text, "address-postalcode"),
    of(Form::Token, "data-information-system"),
    without_source(Form::Token, "data-registration-authority"),
    of(Form::Token, "identifier"),
    of(Form::Token, "identifier-type"),
    of(Form::Text, "mailbox-mss"),
    of(Form::Text, "name"),
    of(Form::Reference, "partof"),
    without_source(Form::Text, "pharmacy-licence"),
    of(Form::Token, "type"),
];

const SERVICE: &[Parameter] = &[
    without_source(Form::Token, "_id"),
    without_source(Form::Date, "_lastUpdated"),
    without_source(Form::Uri, "_profile"),
    without_source(Form::Token, "active"),
    without_source(Form::Token, "characteristic"),
    without_source(Form::Token, "data-information-system"),
    without_source(Form::Token, "data-registration-authority"),
    without_source(Form::Token, "identifier"),
    without_source(Form::Reference, "organization"),
    without_source(Form::Token, "service-category"),
    without_source(Form::Token, "service-type"),
];

const DEVICE: &[Parameter] = &[
    without_source(Form::Token, "_id"),
    without_source(Form::Date, "_lastUpdated"),
    without_source(Form::Token, "data-information-system"),
    without_source(Form::Token, "data-registration-authority"),
    without_source(Form::Token, "identifier"),
    without_source(Form::Text, "manufacturer"),
    without_source(Form::Text, "model"),
    without_source(Form::Reference, "organization"),
    without_source(Form::Token, "status"),
    without_source(Form::Token, "type"),
];

impl Kind {
    /// The parameters of its searches.
    pub(crate) const fn parameters(self) -> &'static [Parameter] {
        match self {
            Self::Practitioner => PRACTITIONER,
            Self::PractitionerRole => ROLE,
            Self::Organization => ORGANIZATION,
            Self::HealthcareService => SERVICE,
            Self::Device => DEVICE,
        }
    }

    /// What its searches may include beside `*`.
    pub(crate) const fn includes(self) -> &'static [&'static str] {
        match self {
            Self::Practitioner => &[],
            Self::PractitionerRole => &["PractitionerRole:organization", "PractitionerRole:practitioner"],
            Self::Organization => &["Organization:partof"],
            Self::HealthcareService => &["HealthcareService:organization"],
            Self::Device => &["Device:organization"],
        }
    }

    /// What its searches may include of what refers to them.
    pub(crate) const fn reverse_includes(self) -> &'static [&'static str] {
        match self {
            Self::Practitioner => &["PractitionerRole:practitioner"],
            Self::Organization => &[
                "PractitionerRole:organization",
                "Organization:partof",
                "Device:organization",
                "HealthcareService:organization",
            ],
            _ => &[],
        }
    }
}
