//! An identifier alone: the rules, as data.

use crate::citation::{O15_FINESS_KEY, S002_L86_87, S002_L126, S003_L145, S003_L354};
use crate::codes::Confidence;
use crate::rule::{Family, Rule};

/// An identifier without a situation.
pub(crate) static DECLARED: Rule = Rule {
    confidence: Confidence::Medium,
    ..Rule::completing(
        "R-IDENTIFIANT",
        Family::Identifiers,
        "Un identifiant est indiqué, sans situation d'exercice",
        "Vérifier sa forme et sa clé ; l'identifiant à retenir est celui de l'Annuaire Santé",
        &[S002_L126, S003_L145, S003_L354, S002_L86_87, O15_FINESS_KEY],
    )
};
