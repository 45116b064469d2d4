//! The types of resources that are asked for.

use std::str::FromStr;

/// A type of resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A professional.
    Practitioner,
    /// A situation d'exercice.
    PractitionerRole,
    /// A structure, site or legal person.
    Organization,
    /// Activities of care: in the ANS's API, not in the sources here.
    HealthcareService,
    /// Heavy equipment: in the ANS's API, not in the sources here.
    Device,
}

impl Kind {
    /// Every type.
    pub const ALL: [Self; 5] = [
        Self::Practitioner,
        Self::PractitionerRole,
        Self::Organization,
        Self::HealthcareService,
        Self::Device,
    ];

    /// The `resourceType` in FHIR.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Practitioner => "Practitioner",
            Self::PractitionerRole => "PractitionerRole",
            Self::Organization => "Organization",
            Self::HealthcareService => "HealthcareService",
            Self::Device => "Device",
        }
    }

    /// The ANS's profile that its resources follow.
    pub(crate) const fn profile(self) -> &'static str {
        match self {
            Self::Practitioner => profile!("as-dp-practitioner"),
            Self::PractitionerRole => profile!("as-dp-practitionerrole"),
            Self::Organization => profile!("as-dp-organization"),
            Self::HealthcareService => profile!("as-dp-healthcareservice-healthcare-activity"),
            Self::Device => profile!("as-dp-device"),
        }
    }

    /// The French profile that the ANS's is of.
    pub(crate) const fn french_profile(self) -> &'static str {
        match self {
            Self::Practitioner => {
                "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-practitioner|2.2.0"
            }
            Self::PractitionerRole => {
                "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-practitioner-role|2.2.0"
            }
            Self::Organization => {
                "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-organization|2.2.0"
            }
            Self::HealthcareService => {
                "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-healthcare-service|2.2.0"
            }
            Self::Device => "http://hl7.org/fhir/StructureDefinition/Device",
        }
    }
}

/// The canonical address of a profile of the ANS's guide.
macro_rules! profile {
    ($name:literal) => {
        concat!(
            "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/",
            $name,
            "|1.2.0-snapshot-2"
        )
    };
}
use profile;

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or(())
    }
}
