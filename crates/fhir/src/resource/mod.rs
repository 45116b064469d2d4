//! The resources, from the directory's views.

mod element;
mod organization;
mod practitioner;
mod role;

use aiguilleur_directory::Snapshot;
use serde::Serialize;

pub(crate) use element::{
    CodeableConcept, Coding, ContactPoint, Extension, Identifier, Meta, Period, Reference, Value,
};
pub(crate) use organization::{GEOGRAPHICAL_ENTITY, LEGAL_ENTITY, Organization};
pub(crate) use practitioner::{Contacts, Practitioner};
pub(crate) use role::PractitionerRole;

use crate::{Kind, Updates};

/// What mapping needs beside the facts.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) updates: &'a Updates,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "resourceType")]
pub(crate) enum Resource {
    Practitioner(Box<Practitioner>),
    PractitionerRole(Box<PractitionerRole>),
    Organization(Box<Organization>),
}

impl Resource {
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Practitioner(_) => Kind::Practitioner,
            Self::PractitionerRole(_) => Kind::PractitionerRole,
            Self::Organization(_) => Kind::Organization,
        }
    }

    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Practitioner(it) => &it.id,
            Self::PractitionerRole(it) => &it.id,
            Self::Organization(it) => &it.id,
        }
    }

    pub(crate) fn meta(&self) -> &Meta {
        match self {
            Self::Practitioner(it) => &it.meta,
            Self::PractitionerRole(it) => &it.meta,
            Self::Organization(it) => &it.meta,
        }
    }

    /// `Practitioner/899700000104`.
    pub(crate) fn reference(&self) -> String {
        format!("{}/{}", self.kind().name(), self.id())
    }
}
