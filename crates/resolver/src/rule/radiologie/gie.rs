//! GIE: the rules, as data.

use crate::citation::{
    O18_GIE, S002_L17, S002_L128_130, S002_L130_136, S002_L167_168, S002_L168_171, S002_L219, S002_L220,
    S002_L236_237, S002_L1043_1053, S002_L1079_1083, S002_L1096_1098, S003_L109, S003_L111, S003_L123,
    S003_L327, S003_L414_421, S003_L421,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// A GIE.
pub(crate) static GIE: Rule = Rule {
    facts: &[
        "secteur_activite",
        "statut_juridique",
        "categorie",
        "denomination",
        "finess_geographique",
        "finess_juridique",
    ],
    ambiguities: &[Ambiguity::A2, Ambiguity::A18],
    ..Rule::completing(
        "R-RAD-GIE",
        Family::Radiologie,
        "Activité dans un GIE (montré comme SA04)",
        "Le GIE commande sur son FINESS géographique, avec un contrat à ce niveau et une carte de responsable",
        &[
            S002_L17,
            S002_L167_168,
            S002_L130_136,
            S002_L128_130,
            S002_L219,
            S002_L220,
            S002_L236_237,
            S003_L109,
            S003_L111,
            S003_L123,
            S003_L327,
            S002_L168_171,
            S002_L1043_1053,
            S002_L1079_1083,
            S002_L1096_1098,
            S003_L414_421,
            S003_L421,
            O18_GIE,
        ],
    )
};

/// A GIE, for a profession that the guide does not mention.
pub(crate) static GIE_AUTRE: Rule = Rule {
    confidence: Confidence::Medium,
    facts: &[
        "secteur_activite",
        "statut_juridique",
        "categorie",
        "denomination",
        "profession",
        "savoir_faire",
    ],
    ambiguities: &[Ambiguity::A2],
    ..Rule::completing(
        "R-RAD-GIE-AUTRE",
        Family::Radiologie,
        "Activité dans un GIE d'un professionnel qui n'est pas radiologue",
        "Comme pour un radiologue, le seul dont le guide parle : le GIE commande sur son FINESS géographique",
        &[S003_L109, S002_L167_168, S002_L17, S003_L327],
    )
};
