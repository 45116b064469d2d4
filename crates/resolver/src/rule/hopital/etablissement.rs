//! Établissements: the rules, as data.

use crate::citation::{
    S002_L205_206, S002_L807_810, S003_L65, S003_L67, S003_L197_199, S003_L207_B, S003_L217, S003_L313,
    S003_L313_B, S003_L314, S003_L342, S003_L346,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule, hopital, prive};

/// Certificates by site, on wish.
pub(crate) static PAR_SITE: Rule = Rule {
    ..Rule::completing(
        "R-HOP-1B",
        Family::Hopital,
        "Établissement public ou centre de dialyse qui souhaite des certificats par site",
        "FINESS géographique de chaque site, selon son organisation et son système d'information",
        &[S003_L313_B, S003_L313],
    )
};

/// No unified information system.
pub(crate) static SI_NON_UNIFIE: Rule = Rule {
    ..Rule::completing(
        "R-HOP-4",
        Family::Hopital,
        "Entité juridique sans système d'information unifié (plusieurs DPI, DUI, PFI)",
        "Un certificat par solution, sur le FINESS juridique ou géographique, au choix de l'établissement",
        &[S003_L346, S003_L67],
    )
};

/// Several solutions.
pub(crate) static SOLUTIONS: Rule = Rule {
    ..Rule::completing(
        "R-HOP-3",
        Family::Hopital,
        "Plusieurs solutions métier alimentent directement le DMP",
        "Un jeu de certificats par solution, sous le même FINESS juridique",
        &[S003_L67, S003_L65],
    )
};

/// One solution, or nothing said.
pub(crate) static PUBLIC: Rule = Rule {
    ..Rule::completing(
        "R-HOP-1-ETAB",
        Family::Hopital,
        "Établissement public ou centre de dialyse, une solution pour tous les sites",
        "Un jeu de certificats sur le FINESS juridique, nécessaire et suffisant",
        &[S003_L313, S003_L342, S003_L65, S002_L205_206, S003_L197_199, S003_L207_B],
    )
};

/// Private, during the transition.
pub(crate) static PRIVE: Rule = Rule {
    valid_until: Some(prive::TRANSITION_LAST_DAY),
    ambiguities: &[Ambiguity::A1],
    ..Rule::completing(
        "R-HOP-2-ETAB",
        Family::Hopital,
        "Établissement privé qui commande pour lui-même, jusqu'à début 2023",
        "Un jeu de certificats par site, sur son FINESS géographique",
        &[S003_L314],
    )
};

/// Private, after it.
pub(crate) static PRIVE_ECHU: Rule = Rule {
    valid_from: Some(prive::TRANSITION_OVER),
    valid_until: Some(prive::SILENCE_LAST_DAY),
    ambiguities: &[Ambiguity::A1],
    ..Rule::completing(
        "R-HOP-2-ETAB-ECHU",
        Family::Hopital,
        "Établissement privé qui commande pour lui-même, entre la règle transitoire échue et la recommandation de l'ANS",
        "Choix : FINESS juridique d'abord, ou FINESS géographique de chaque site",
        hopital::PRIVE_CITATIONS,
    )
};

/// Private, as the ANS recommends.
pub(crate) static PRIVE_EJ: Rule = Rule {
    confidence: Confidence::Medium,
    valid_from: Some(prive::EJ_RECOMMENDED),
    ambiguities: &[Ambiguity::A1],
    ..Rule::completing(
        "R-HOP-2-ETAB-EJ",
        Family::Hopital,
        "Établissement privé qui commande pour lui-même, depuis la recommandation de l'ANS",
        "Un jeu de certificats sur le FINESS juridique ; le FINESS géographique de chaque site est admis",
        prive::EJ_CITATIONS,
    )
};

/// Nobody says whether it is public.
pub(crate) static NATURE_INCONNUE: Rule = Rule {
    confidence: Confidence::Medium,
    ambiguities: &[Ambiguity::A1],
    ..Rule::completing(
        "R-HOP-NATURE",
        Family::Hopital,
        "Établissement dont on ne sait s'il est public ou privé",
        "Choix : FINESS juridique, ou FINESS géographique de chaque site",
        &[S003_L313, S003_L314, S003_L342],
    )
};

/// Several instances.
pub(crate) static INSTANCES: Rule = Rule::completing(
    "R-HOP-6",
    Family::Hopital,
    "Plusieurs instances logicielles",
    "Autant de certificats que d'instances, avec le même identifiant ; la clé n'est jamais copiée",
    &[S003_L217, S002_L807_810],
);
