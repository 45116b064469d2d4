//! What a structure is to the ordering rules, by its category and its status.

use aiguilleur_nomenclature::categorie::{Famille, famille};

use crate::case::Structure;
use crate::situation::{nature, scm};

/// What a structure is to the ordering rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Officine,
    Laboratoire,
    CentreDeSante,
    MaisonDeSante,
    Gie,
    GieOuEtablissement,
    Dialyse,
    Public,
    Prive,
    MedicoSocial,
    NotCovered,
}

impl Kind {
    pub(crate) fn of(structure: &Structure) -> Self {
        let public = nature::is_public(structure);
        let Some(code) = structure.categorie else { return Self::without_category(structure) };
        match famille(code.as_str()) {
            Some(Famille::Officine) => Self::Officine,
            Some(Famille::Laboratoire) if public == Some(true) => Self::Public,
            Some(Famille::Laboratoire) => Self::Laboratoire,
            Some(Famille::CentreDeSante) => Self::CentreDeSante,
            Some(Famille::MaisonDeSante) => Self::MaisonDeSante,
            Some(Famille::Dialyse) => Self::Dialyse,
            Some(Famille::MedicoSocial) => Self::MedicoSocial,
            Some(Famille::EtablissementPublic) if public != Some(false) => Self::Public,
            Some(
                Famille::EtablissementPublic | Famille::Etablissement | Famille::EtablissementSelonStatut,
            ) => Self::hospital(structure, public),
            Some(Famille::GieOuEtablissement) => Self::gie_or(structure, public),
            Some(Famille::NonCouvert) | None => Self::without_category(structure),
        }
    }

    fn without_category(structure: &Structure) -> Self {
        if nature::is_gie_for_sure(structure) { Self::Gie } else { Self::NotCovered }
    }

    fn hospital(structure: &Structure, public: Option<bool>) -> Self {
        match public {
            Some(true) => Self::Public,
            _ if nature::is_gie_for_sure(structure) => Self::Gie,
            _ => Self::Prive,
        }
    }

    fn gie_or(structure: &Structure, public: Option<bool>) -> Self {
        if scm::evidence(structure).is_some() {
            return Self::NotCovered;
        }
        match (nature::is_gie_for_sure(structure), public, structure.statut_juridique) {
            (true, ..) => Self::Gie,
            (_, Some(true), _) => Self::Public,
            (_, _, Some(_)) => Self::Prive,
            (_, _, None) => Self::GieOuEtablissement,
        }
    }

    pub(crate) const fn secteur(self) -> Option<&'static str> {
        Some(match self {
            Self::Officine => "SA33",
            Self::Laboratoire => "SA25",
            Self::CentreDeSante => "SA05",
            Self::MaisonDeSante => "SA52",
            Self::Dialyse => "SA34",
            Self::Public => "SA01",
            Self::Gie | Self::GieOuEtablissement | Self::Prive => "SA04",
            Self::MedicoSocial => "SA41",
            Self::NotCovered => return None,
        })
    }

    /// Whether the legal entity orders for all its sites.
    pub(crate) const fn at_entity(self) -> bool {
        matches!(self, Self::Dialyse | Self::Public | Self::Prive | Self::MedicoSocial)
    }
}
