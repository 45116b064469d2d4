//! The rules that answer « who orders, on which identifier », one file per couloir, and which couloir is read.

pub(crate) mod biologie;
pub(crate) mod decider;
pub(crate) mod declared;
pub(crate) mod dossier_pharmaceutique;
pub(crate) mod hopital;
pub(crate) mod hors_couloir;
pub(crate) mod medecine_de_ville;
pub(crate) mod medico_social;
pub(crate) mod officine;
pub(crate) mod ordre;
pub(crate) mod prive;
pub(crate) mod radiologie;
pub(crate) mod roc;

use crate::codes::Couloir;
use crate::couloir::decider::Decider;

/// The deciding rules of a couloir, in the order in which they are tried.
pub(crate) const fn rules(couloir: Option<Couloir>) -> &'static [&'static Decider] {
    match couloir {
        Some(Couloir::Officine) => officine::RULES,
        Some(Couloir::Radiologie) => radiologie::RULES,
        Some(Couloir::Hopital | Couloir::Etablissement) => hopital::RULES,
        Some(Couloir::MedicoSocial) => medico_social::RULES,
        Some(Couloir::Biologie) => biologie::RULES,
        Some(Couloir::MedecineDeVille) => medecine_de_ville::RULES,
        None => &[],
    }
}
