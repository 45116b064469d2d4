//! Organismes gestionnaires: the rules, as data.

use crate::citation::{
    S002_L205_206, S003_L65, S003_L313_B, S003_L316, S003_L316_B, S003_L342, S003_L346, S003_L397,
};
use crate::rule::{Family, Rule};

/// A professional's situation.
pub(crate) static ACTIVITE: Rule = Rule {
    facts: &["secteur_activite", "finess_juridique", "finess_geographique"],
    ..Rule::completing(
        "R-MS-1",
        Family::MedicoSocial,
        "Établissement médico-social (SA16, SA17, SA18, SA20, SA21, SA41)",
        "L'organisme gestionnaire commande sur son FINESS juridique, pour tous ses sites",
        &[S003_L316_B, S003_L397, S003_L342, S003_L316, S002_L205_206],
    )
};

/// Certificates by site, on wish.
pub(crate) static PAR_SITE: Rule = Rule {
    ..Rule::completing(
        "R-MS-2-SITES",
        Family::MedicoSocial,
        "Organisme gestionnaire qui souhaite des certificats par site",
        "FINESS géographique de chaque site",
        &[S003_L316_B, S003_L313_B, S003_L316],
    )
};

/// Several solutions.
pub(crate) static SOLUTIONS: Rule = Rule {
    carried_by: 1,
    ..Rule::completing(
        "R-MS-2",
        Family::MedicoSocial,
        "Organisme gestionnaire avec plusieurs solutions",
        "Un jeu de certificats par solution, sur le FINESS juridique ou géographique",
        &[S003_L346, S003_L316],
    )
};

/// One solution.
pub(crate) static UNE_SOLUTION: Rule = Rule {
    ..Rule::completing(
        "R-MS-1-OG",
        Family::MedicoSocial,
        "Organisme gestionnaire qui commande pour lui-même, une solution",
        "Un jeu de certificats sur le FINESS juridique, pour tous les sites",
        &[S003_L316_B, S003_L342, S003_L316, S003_L65],
    )
};
