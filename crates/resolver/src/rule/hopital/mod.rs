//! Couloir hôpital: the rules, as data.

pub(crate) mod etablissement;
pub(crate) mod groupement;

use crate::citation::{
    Citation, O1_EJ, S002_L205_206, S003_L65, S003_L83, S003_L197_199, S003_L207_B, S003_L313, S003_L313_B,
    S003_L314, S003_L342, S003_L397,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule, prive};

const FACTS: &[&str] = &[
    "secteur_activite",
    "statut_juridique",
    "categorie",
    "sph",
    "fonction_publique",
    "finess_juridique",
    "finess_geographique",
];

/// Quotes of the private établissements' rule and of the doctrine that follows it.
pub(crate) const PRIVE_CITATIONS: &[Citation] = &[S003_L314, S003_L65, S003_L342, O1_EJ, S003_L397];

/// Public établissement or dialysis centre.
pub(crate) static PUBLIC: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A18],
    ..Rule::completing(
        "R-HOP-1",
        Family::Hopital,
        "Établissement public de santé ou centre de dialyse",
        "L'établissement commande sur son FINESS juridique, pour tous ses sites",
        &[S003_L313, S003_L342, S003_L313_B, S003_L65, S003_L397, S002_L205_206, S003_L197_199, S003_L83],
    )
};

/// Private établissement during the transition.
pub(crate) static PRIVE: Rule = Rule {
    facts: FACTS,
    valid_until: Some(prive::TRANSITION_LAST_DAY),
    ambiguities: &[Ambiguity::A1],
    ..Rule::completing(
        "R-HOP-2",
        Family::Hopital,
        "Établissement de santé privé, jusqu'à début 2023",
        "Chaque site commande sur son FINESS géographique, sans mutualisation entre sites",
        &[S003_L314, S003_L397],
    )
};

/// Private établissement after it.
pub(crate) static PRIVE_ECHU: Rule = Rule {
    facts: FACTS,
    valid_from: Some(prive::TRANSITION_OVER),
    valid_until: Some(prive::SILENCE_LAST_DAY),
    ambiguities: &[Ambiguity::A1],
    ..Rule::completing(
        "R-HOP-2-ECHU",
        Family::Hopital,
        "Établissement de santé privé, entre la règle transitoire échue et la recommandation de l'ANS",
        "Choix : FINESS juridique d'abord, ou FINESS géographique de chaque site",
        PRIVE_CITATIONS,
    )
};

/// Private établissement, as the ANS recommends.
pub(crate) static PRIVE_EJ: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    valid_from: Some(prive::EJ_RECOMMENDED),
    ambiguities: &[Ambiguity::A1],
    ..Rule::completing(
        "R-HOP-2-EJ",
        Family::Hopital,
        "Établissement de santé privé, depuis la recommandation de l'ANS",
        "L'établissement commande sur son FINESS juridique ; le FINESS géographique du site est admis",
        prive::EJ_CITATIONS,
    )
};

/// A salaried professional orders nothing.
pub(crate) static SALARIE: Rule = Rule::completing(
    "R-HOP-7",
    Family::Hopital,
    "Professionnel salarié d'un établissement",
    "L'établissement commande, pas le professionnel",
    &[S003_L397, S003_L207_B],
);
