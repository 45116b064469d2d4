//! The kinds of changes: stable codes, each with its French sentence.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A professional new to the directory.
    ProfessionalArrived,
    /// A professional absent from the new extraction.
    ProfessionalLeft,
    /// A professional's name changed.
    ProfessionalRenamed,
    /// Somebody's professions or savoir-faire are others.
    QualificationChanged,
    /// Somebody practises in one more structure.
    SituationStarted,
    /// Somebody no longer practises in a structure.
    SituationEnded,
    /// The same activity, in another structure.
    SituationMoved,
    /// Another activity, in the same structure.
    SituationChanged,
    /// The same structure, under another identifier.
    IdentifierChanged,
    /// A structure that the directory did not know.
    StructureOpened,
    /// A site or a legal entity closed.
    StructureClosed,
    /// A closed structure is open again.
    StructureReopened,
    /// A structure's name is another.
    StructureRenamed,
    /// A legal unit became a société civile de moyens: its SIRET no longer serves to order.
    BecameScm,
    /// SIRENE lists the legal unit as ceased.
    LegalUnitCeased,
    /// Nobody practises in a structure of the RPPS any more.
    CabinetEmptied,
    /// Somebody who practised with others is now titulaire: of a cabinet that bears their number, or of an officine.
    BecameTitulaire,
    /// A source names who took a structure over.
    StructureTakenOver,
}

impl ChangeKind {
    /// Every kind, in the order of the feed.
    pub const ALL: [Self; 18] = [
        Self::ProfessionalArrived,
        Self::ProfessionalLeft,
        Self::ProfessionalRenamed,
        Self::QualificationChanged,
        Self::SituationStarted,
        Self::SituationEnded,
        Self::SituationMoved,
        Self::SituationChanged,
        Self::IdentifierChanged,
        Self::StructureOpened,
        Self::StructureClosed,
        Self::StructureReopened,
        Self::StructureRenamed,
        Self::BecameScm,
        Self::LegalUnitCeased,
        Self::CabinetEmptied,
        Self::BecameTitulaire,
        Self::StructureTakenOver,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ProfessionalArrived => "professional_arrived",
            Self::ProfessionalLeft => "professional_left",
            Self::ProfessionalRenamed => "professional_renamed",
            Self::QualificationChanged => "qualification_changed",
            Self::SituationStarted => "situation_started",
            Self::SituationEnded => "situation_ended",
            Self::SituationMoved => "situation_moved",
            Self::SituationChanged => "situation_changed",
            Self::IdentifierChanged => "identifier_changed",
            Self::StructureOpened => "structure_opened",
            Self::StructureClosed => "structure_closed",
            Self::StructureReopened => "structure_reopened",
            Self::StructureRenamed => "structure_renamed",
            Self::BecameScm => "became_scm",
            Self::LegalUnitCeased => "legal_unit_ceased",
            Self::CabinetEmptied => "cabinet_emptied",
            Self::BecameTitulaire => "became_titulaire",
            Self::StructureTakenOver => "structure_taken_over",
        }
    }

    /// What happened, in French.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ProfessionalArrived => "Professionnel nouveau dans l'annuaire",
            Self::ProfessionalLeft => "Professionnel qui n'est plus dans l'annuaire",
            Self::ProfessionalRenamed => "Professionnel dont le nom a changé",
            Self::QualificationChanged => "Profession ou savoir-faire modifiés",
            Self::SituationStarted => "Situation d'exercice commencée",
            Self::SituationEnded => "Situation d'exercice terminée",
            Self::SituationMoved => "Même activité, dans une autre structure",
            Self::SituationChanged => "Autre activité, dans la même structure",
            Self::IdentifierChanged => "Identifiant de structure modifié",
            Self::StructureOpened => "Structure nouvelle",
            Self::StructureClosed => "Structure fermée",
            Self::StructureReopened => "Structure rouverte",
            Self::StructureRenamed => "Structure renommée",
            Self::BecameScm => "Devenue société civile de moyens : son SIRET ne sert plus à commander",
            Self::LegalUnitCeased => "Unité légale cessée",
            Self::CabinetEmptied => "Structure où plus personne n'exerce",
            Self::BecameTitulaire => "Professionnel devenu titulaire",
            Self::StructureTakenOver => "Structure reprise par une autre",
        }
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that is no kind of change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("les valeurs admises sont {}", ChangeKind::ALL.map(ChangeKind::code).join(", "))]
pub struct UnknownKind;

impl FromStr for ChangeKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.code() == text).ok_or(UnknownKind)
    }
}

#[cfg(test)]
mod tests {
    use super::ChangeKind;

    #[test]
    fn codes_are_those_of_json_and_the_order_is_the_feed_s() {
        for kind in ChangeKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        assert!(ChangeKind::ALL.is_sorted());
    }
}
