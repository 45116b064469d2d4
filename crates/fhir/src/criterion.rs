//! Whether a resource meets a criterion.

use aiguilleur_domain::name::fold;

use crate::{
    Updates,
    query::{Criterion, Modifier, Operand},
    resource::{CodeableConcept, ContactPoint, Identifier, Resource},
    system,
};

/// A code and its system.
type Token<'r> = (Option<&'r str>, &'r str);

impl Criterion {
    pub(crate) fn met_by(&self, resource: &Resource, updates: &Updates) -> bool {
        let any = |test: &dyn Fn(&Operand) -> bool| self.values.iter().any(test);
        match self.values.first() {
            Some(Operand::Date(_)) => {
                let instant = updates.instant_of(resource);
                any(&|value| matches!(value, Operand::Date(moment) if moment.holds(instant)))
            }
            Some(Operand::Token { .. } | Operand::Bare(_)) => {
                let tokens = tokens(resource, self.parameter.name);
                any(&|value| tokens.iter().any(|token| value.is(*token))) != (self.modifier == Modifier::Not)
            }
            Some(Operand::OfType { .. }) => any(&|value| match value {
                Operand::OfType { kind, value } => identifiers(resource)
                    .iter()
                    .any(|it| type_of(it) == Some(kind) && it.value.as_ref() == Some(value)),
                _ => false,
            }),
            Some(Operand::Reference(_)) => {
                let references = references(resource, self.parameter.name);
                any(&|value| matches!(value, Operand::Reference(id) if references.contains(&id.as_str())))
            }
            Some(Operand::Text(_)) => {
                let texts = texts(resource, self.parameter.name);
                any(&|value| matches!(value, Operand::Text(text) if self.compares(text, &texts)))
            }
            None => false,
        }
    }

    fn compares(&self, asked: &str, texts: &[&str]) -> bool {
        let folded = fold(asked);
        texts.iter().any(|text| match self.modifier {
            Modifier::Exact => *text == asked,
            Modifier::Contains => fold(text).contains(&folded),
            _ => fold(text).starts_with(&folded),
        })
    }
}

impl Operand {
    fn is(&self, (of, is): Token<'_>) -> bool {
        let (system, code) = match self {
            Self::Token { system, code } => (system, code),
            Self::Bare(code) => return of.is_none() && code == is,
            _ => return false,
        };
        let same = |of: &str, asked: &str| of.trim_end_matches('/') == asked;
        system.as_deref().is_none_or(|asked| of.is_some_and(|of| same(of, asked)))
            && code.as_deref().is_none_or(|asked| asked == is)
    }
}

fn identifiers(resource: &Resource) -> &[Identifier] {
    match resource {
        Resource::Practitioner(it) => &it.identifier,
        Resource::PractitionerRole(it) => &it.identifier,
        Resource::Organization(it) => &it.identifier,
    }
}

fn type_of(identifier: &Identifier) -> Option<&str> {
    identifier.kind.as_ref()?.coding.first().map(|coding| &*coding.code)
}

fn tokens<'r>(resource: &'r Resource, name: &str) -> Vec<Token<'r>> {
    let codes = |concepts: &'r [CodeableConcept]| {
        let codings = concepts.iter().flat_map(|concept| &concept.coding);
        codings.map(|coding| (coding.system, &*coding.code)).collect()
    };
    match (name, resource) {
        ("_id", _) => vec![(None, resource.id())],
        ("active", _) => vec![(None, if is_active(resource) { "true" } else { "false" })],
        ("identifier", _) => identifiers(resource)
            .iter()
            .filter_map(|it| Some((Some(it.system), it.value.as_deref()?)))
            .collect(),
        ("identifier-type", _) => {
            identifiers(resource).iter().filter_map(|it| Some((Some(system::TYPES), type_of(it)?))).collect()
        }
        ("data-information-system", _) => {
            resource.meta().information_system().map(|code| (None, code)).into_iter().collect()
        }
        ("qualification-code", Resource::Practitioner(it)) => {
            let codings = it.qualification.iter().flat_map(|qualification| &qualification.code.coding);
            codings.map(|coding| (coding.system, &*coding.code)).collect()
        }
        ("type-smartcard", Resource::Practitioner(it)) => it.cards().map(|(kind, _)| (None, kind)).collect(),
        ("role", Resource::PractitionerRole(it)) => codes(&it.code),
        ("type", Resource::Organization(it)) => codes(&it.types),
        _ => Vec::new(),
    }
}

fn is_active(resource: &Resource) -> bool {
    match resource {
        Resource::Practitioner(it) => it.active,
        Resource::PractitionerRole(it) => it.active,
        Resource::Organization(it) => it.active,
    }
}

fn texts<'r>(resource: &'r Resource, name: &str) -> Vec<&'r str> {
    let mailboxes = |telecom: &'r [ContactPoint]| {
        telecom.iter().filter(|it| it.is_mssante()).map(|it| it.value.as_str()).collect()
    };
    match (name, resource) {
        ("mailbox-mss", Resource::Practitioner(it)) => mailboxes(&it.telecom),
        ("mailbox-mss", Resource::PractitionerRole(it)) => mailboxes(&it.telecom),
        ("mailbox-mss", Resource::Organization(it)) => mailboxes(&it.telecom),
        ("family", Resource::Practitioner(it)) => it.name.iter().map(|name| name.family.as_str()).collect(),
        ("given", Resource::Practitioner(it)) => {
            it.name.iter().flat_map(|name| &name.given).map(String::as_str).collect()
        }
        ("name", Resource::Practitioner(it)) => {
            let parts = it.name.iter().flat_map(|name| {
                std::iter::once(&name.family).chain(&name.given).chain(&name.prefix).chain(&name.suffix)
            });
            parts.map(String::as_str).collect()
        }
        ("number-smartcard", Resource::Practitioner(it)) => it.cards().map(|(_, number)| number).collect(),
        ("name", Resource::Organization(it)) => {
            std::iter::once(&it.name).chain(&it.alias).map(String::as_str).collect()
        }
        ("address" | "address-city" | "address-line" | "address-postalcode", Resource::Organization(it)) => {
            let wanted = |part| name == "address" || name == part;
            let parts = it.address.iter().flat_map(|address| {
                let lines = address.line.iter().filter(|_| wanted("address-line"));
                let city = Some(&address.city).filter(|_| wanted("address-city"));
                lines.chain(city).chain(Some(&address.postal_code).filter(|_| wanted("address-postalcode")))
            });
            parts.map(String::as_str).collect()
        }
        _ => Vec::new(),
    }
}

fn references<'r>(resource: &'r Resource, name: &str) -> Vec<&'r str> {
    let reference = match (name, resource) {
        ("practitioner", Resource::PractitionerRole(it)) => Some(&it.practitioner),
        ("organization", Resource::PractitionerRole(it)) => it.organization.as_ref(),
        ("partof", Resource::Organization(it)) => it.part_of.as_ref(),
        _ => None,
    };
    let id =
        reference.and_then(|reference| reference.reference.as_deref()).and_then(|it| it.rsplit('/').next());
    id.into_iter().collect()
}
