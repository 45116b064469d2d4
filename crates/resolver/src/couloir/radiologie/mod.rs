//! Couloir radiologie: cabinets, sociétés d'exercice, GIE and plateaux techniques, each in its own file.

pub(crate) mod cabinet;
pub(crate) mod etablissement;
pub(crate) mod exemption;
pub(crate) mod gie;
pub(crate) mod societe;

use crate::couloir::decider::Decider;
use crate::couloir::hors_couloir;

/// The written exemptions, which a radiologue meets in any établissement.
pub(crate) static EXEMPTIONS: &[&Decider] = &[
    &exemption::RIS_ETABLISSEMENT,
    &exemption::GIE_MEME_ADRESSE,
    &exemption::SEL_UN_RIS,
    &exemption::SEL_MEME_ADRESSE,
    &exemption::PFI_TIERCE,
];

/// The rules, in the order in which they are tried: exemptions first, for they end the question.
pub(crate) static RULES: &[&Decider] = &[
    &exemption::RIS_ETABLISSEMENT,
    &exemption::GIE_MEME_ADRESSE,
    &exemption::SEL_UN_RIS,
    &exemption::SEL_MEME_ADRESSE,
    &exemption::PFI_TIERCE,
    &hors_couloir::ADELI_RANG,
    &cabinet::SCM,
    &cabinet::CABINET,
    &societe::SCM_SOCIETE,
    &societe::AUTRE_FORME,
    &societe::SOCIETE,
    &gie::GIE_AUTRE,
    &gie::GIE,
    &etablissement::PUBLIC,
    &etablissement::PRIVE,
    &etablissement::PRIVE_ECHU,
    &etablissement::PRIVE_EJ,
    &etablissement::NATURE_INCONNUE,
];
