//! Radiologues in a société d'exercice: the rules, as data.

use crate::citation::{
    O18_SCM, S002_L13_15, S002_L138_144, S002_L183, S002_L186_188, S002_L205_207, S002_L870_889, S003_L132,
    S003_L132_B, S003_L136, S003_L144, S003_L145, S003_L326,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// A société d'exercice.
pub(crate) static SOCIETE: Rule = Rule {
    facts: &["secteur_activite", "siret"],
    ambiguities: &[Ambiguity::A4, Ambiguity::A6],
    ..Rule::completing(
        "R-RAD-SEL",
        Family::Radiologie,
        "SA09 société d'exercice (SEL, SCP)",
        "La société commande sur son SIRET, sans contrat avec l'ANS",
        &[
            S002_L138_144,
            S003_L326,
            S002_L183,
            S002_L205_207,
            S002_L13_15,
            S003_L145,
            S002_L186_188,
            S002_L870_889,
        ],
    )
};

/// A société that is an SCM: it cannot be the société d'exercice.
pub(crate) static SCM_SOCIETE: Rule = Rule {
    confidence: Confidence::Medium,
    facts: &["secteur_activite", "rpps_rang", "categorie_juridique", "statut_juridique", "denomination"],
    ..Rule::completing(
        "R-RAD-SEL-SCM",
        Family::Radiologie,
        "SA09 dont la société est une société civile de moyens (SCM)",
        "Choix : le RPPS-rang du cabinet, ou le SIRET de la vraie société d'exercice ; jamais celui de la SCM",
        &[S003_L132, S003_L132_B, S003_L136, S003_L144, O18_SCM, S002_L138_144],
    )
};

/// A société whose legal form, in SIRENE, is not one in which a profession is practised.
pub(crate) static AUTRE_FORME: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["secteur_activite", "siret", "categorie_juridique"],
    ..Rule::completing(
        "R-RAD-SEL-FORME",
        Family::Radiologie,
        "SA09 dont la catégorie juridique, dans SIRENE, n'est ni une SEL, ni une SCP, ni une SISA",
        "Choix : confirmer la société dans laquelle le professionnel exerce avant de commander sur son SIRET",
        &[S002_L138_144, S003_L145],
    )
};
