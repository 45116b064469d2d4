//! Officines: the rules, as data.

use jiff::civil::{Date, date};

use crate::citation::{
    O8_OFFICINE, P3_OFFICINE, P6_MES_HABILITATIONS, S000_L32, S000_L120, S000_L126, S000_L134, S000_L134_B,
    S000_L142, S000_L148, S000_L174, S000_L178, S000_L180, S000_L190, S000_L192, S000_L228, S000_L230,
    S000_L360, S000_L372, S000_L403, S000_L438, S003_L207, S003_L322,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

const FACTS: &[&str] = &["secteur_activite", "finess_geographique"];

/// The site's number is not known.
pub(crate) static EG_INCONNU: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    ..Rule::completing(
        "R-OFF-4",
        Family::Officine,
        "Officine dont seul le FINESS juridique ou le SIRET est connu",
        "Bloqué jusqu'à ce que le FINESS géographique soit trouvé ; aucun autre identifiant ne le remplace",
        &[S000_L126, S000_L134_B],
    )
};

/// Cas 2: the officine does it itself.
pub(crate) static SANS_DELEGATION: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A16],
    ..Rule::completing(
        "R-OFF-2",
        Family::Officine,
        "Officine qui ne délègue pas à son éditeur (cas 2)",
        "L'officine commande sur son FINESS géographique ; administrateur technique pharmacien, avec sa CPS",
        &[S000_L126, S000_L148, S000_L360],
    )
};

/// Cas 1: the éditeur does it for the officine.
pub(crate) static DELEGATION: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A16],
    ..Rule::completing(
        "R-OFF-1",
        Family::Officine,
        "Officine, toute forme juridique, éditeur délégué (cas 1) ou délégation non dite",
        "L'officine commande sur son FINESS géographique",
        &[S000_L126, S000_L142, S000_L178, S000_L180, S000_L403],
    )
};

/// Several officines.
pub(crate) static PLUSIEURS: Rule = Rule::completing(
    "R-OFF-3",
    Family::Officine,
    "Plusieurs officines",
    "Un certificat par officine, sur son propre FINESS géographique ; un même administrateur technique possible",
    &[S000_L134, S000_L174, S000_L230],
);

/// Last day on which an officine could order with the Ségur financing.
const SEGUR_LAST_DAY: Date = date(2023, 3, 15);

/// The form while the financing lasts.
pub(crate) static BON_DE_COMMANDE: Rule = Rule {
    valid_until: Some(SEGUR_LAST_DAY),
    ..Rule::completing(
        "R-OFF-SEGUR",
        Family::Officine,
        "Officine qui commande tant que dure le financement Ségur",
        "La demande de certificat est jointe au bon de commande Ségur, qui dit qui administre : éditeur ou pharmacien",
        &[S000_L190, S003_L322, S000_L192, S000_L372],
    )
};

/// The form after it.
pub(crate) static FORMULAIRE: Rule = Rule {
    confidence: Confidence::Medium,
    valid_from: Some(date(2023, 3, 16)),
    ambiguities: &[Ambiguity::A16],
    ..Rule::completing(
        "R-OFF-F413",
        Family::Officine,
        "Officine qui commande après la clôture du financement Ségur",
        "Formulaire 413, ou en ligne mesHabilitations ; administrateur technique de l'éditeur (CPA) ou pharmacien (CPS)",
        &[P3_OFFICINE, P6_MES_HABILITATIONS, S000_L142, S000_L360, S000_L438],
    )
};

/// No contract of the officine's own.
pub(crate) static CONTRAT: Rule = Rule {
    confidence: Confidence::Medium,
    ..Rule::completing(
        "R-OFF-5",
        Family::Officine,
        "Contrat de l'officine avec l'ANS",
        "Aucun n'est demandé à l'officine, structure libérale ; celui de l'éditeur l'est",
        &[S003_L207, S000_L438],
    )
};

/// What the guide covers.
pub(crate) static PORTEE: Rule = Rule::completing(
    "R-OFF-6",
    Family::Officine,
    "Portée du guide officine",
    "DMP (alimentation) et INSi, offre ORG seulement",
    &[S000_L32, S000_L228, S000_L120],
);

/// Officines that the API's filter adds.
pub(crate) static ANALOGIE: Rule = Rule {
    confidence: Confidence::Low,
    ..Rule::completing(
        "R-OFF-ANALOGIE",
        Family::Officine,
        "SA38, SA39 ou SA65 : pharmacie minière, mutualiste, antenne",
        "Comme une officine, par analogie",
        &[O8_OFFICINE],
    )
};

/// The rules that complete them.
pub(crate) static COMPLETING: &[&Rule] =
    &[&PLUSIEURS, &CONTRAT, &PORTEE, &ANALOGIE, &BON_DE_COMMANDE, &FORMULAIRE];
