//! Établissements: the rules, as data.

use crate::citation::{
    Citation, O1_EJ, P1_RADIO_BIO, P13_EG, P13_EJ, S002_L9_11, S002_L11, S002_L117, S002_L119_123,
    S002_L128_130, S002_L130_136, S002_L163_164, S002_L205_206, S003_L65, S003_L109, S003_L111, S003_L115,
    S003_L123, S003_L313, S003_L313_B, S003_L314, S003_L327, S003_L342, S003_L378_380, S003_L397, S003_L421,
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

const CITATIONS: &[Citation] = &[
    S003_L109,
    S003_L111,
    S002_L9_11,
    S002_L11,
    S002_L117,
    S002_L119_123,
    S002_L163_164,
    S003_L397,
    S003_L123,
    S003_L327,
    S002_L205_206,
    S003_L313,
    S003_L313_B,
];

/// A public établissement or a dialysis centre.
pub(crate) static PUBLIC: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A18, Ambiguity::A23],
    ..Rule::completing(
        "R-RAD-ETAB",
        Family::Radiologie,
        "Établissement public ou centre de dialyse (SA01, SA02, SA34, ou SA03, SA04, SA30, SA36 public) : salarié ou \
         libéral, RIS de l'établissement",
        "L'établissement commande : FINESS juridique, ou géographique selon la configuration du RIS",
        CITATIONS,
    )
};

/// A private one, during the transition.
pub(crate) static PRIVE: Rule = Rule {
    facts: FACTS,
    valid_until: Some(prive::TRANSITION_LAST_DAY),
    ambiguities: &[Ambiguity::A1],
    ..Rule::completing(
        "R-RAD-ETAB-PRIVE",
        Family::Radiologie,
        "Établissement privé (SA03, SA04, SA30, SA36), jusqu'à début 2023",
        "L'établissement commande sur le FINESS géographique du site",
        &[
            S003_L109,
            S003_L111,
            S002_L130_136,
            S003_L314,
            S003_L123,
            S002_L205_206,
            S002_L9_11,
            S002_L11,
            S002_L117,
            S003_L397,
            S003_L327,
        ],
    )
};

/// The same, after it.
pub(crate) static PRIVE_ECHU: Rule = Rule {
    facts: FACTS,
    valid_from: Some(prive::TRANSITION_OVER),
    valid_until: Some(prive::SILENCE_LAST_DAY),
    ambiguities: &[Ambiguity::A1, Ambiguity::A23],
    ..Rule::completing(
        "R-RAD-ETAB-PRIVE-ECHU",
        Family::Radiologie,
        "Établissement privé, entre la règle transitoire échue et la recommandation de l'ANS",
        "Choix : FINESS juridique d'abord, ou FINESS géographique du site",
        &[S003_L314, S003_L65, S003_L342, O1_EJ, S003_L109, S003_L111, S003_L397],
    )
};

/// The same, as the ANS recommends.
pub(crate) static PRIVE_EJ: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    valid_from: Some(prive::EJ_RECOMMENDED),
    ambiguities: &[Ambiguity::A1, Ambiguity::A23],
    ..Rule::completing(
        "R-RAD-ETAB-PRIVE-EJ",
        Family::Radiologie,
        "Établissement privé (SA03, SA04, SA30, SA36), depuis la recommandation de l'ANS",
        "L'établissement commande sur son FINESS juridique ; le FINESS géographique du site est admis",
        &[P13_EG, S003_L109, O1_EJ, P13_EJ, P1_RADIO_BIO, S003_L111, S002_L130_136, S003_L397],
    )
};

/// SA04 of unknown nature.
pub(crate) static NATURE_INCONNUE: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A3],
    ..Rule::completing(
        "R-RAD-SA04",
        Family::Radiologie,
        "SA04 sans statut juridique, catégorie ni nom qui dise s'il s'agit d'un GIE ou d'un établissement",
        "Demander la nature de la structure ; FINESS géographique en attendant, juridique possible",
        &[S003_L327, S003_L111, S002_L117, S002_L128_130, S003_L421],
    )
};

/// A professional who orders in his own name on a plateau technique.
pub(crate) static LIBERAL_EN_ERREUR: Rule = Rule::completing(
    "R-RAD-LIB-ERR",
    Family::Radiologie,
    "Libéral qui commande en son nom pour une activité en plateau technique ou en GIE",
    "Renvoyer vers l'établissement ou le GIE : la demande serait rejetée, faute de contrat",
    &[S003_L115, S003_L109, S003_L378_380],
);

/// A plateau technique, whatever the couloir.
pub(crate) static PLATEAU: Rule = Rule {
    ambiguities: &[Ambiguity::A23],
    ..Rule::completing(
        "R-RAD-PLATEAU",
        Family::Radiologie,
        "Activité libérale en plateau technique (TRE_R24, ACT-LIB-03)",
        "L'établissement porte le certificat ; le niveau suit la configuration du RIS",
        &[S003_L109, S003_L111, S002_L130_136],
    )
};
