//! What the documents leave open or say nothing of: the rules, as data.

use jiff::civil::date;

use crate::citation::{
    O18_SA40, O18_SCM, P14_ADELI, S000_L120, S002_L9_11, S002_L86_87, S002_L117, S002_L128_130,
    S002_L167_168, S003_L109, S003_L132, S003_L144, S003_L327, S003_L354, S003_L421,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// A category under which GIE and établissements stand, and nothing else to tell.
pub(crate) static GIE_PAR_CATEGORIE: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["categorie", "finess_geographique", "finess_juridique"],
    ..Rule::completing(
        "R-GIE-CATEGORIE",
        Family::Radiologie,
        "Structure de catégorie 698 ou 699, sans statut juridique ni nom qui dise « GIE »",
        "Choix : le GIE sur son FINESS géographique, ou l'établissement sur son FINESS juridique",
        &[S003_L327, S002_L167_168, S002_L117, S002_L128_130, S003_L421],
    )
};

/// Secteur privé of a hospital doctor.
pub(crate) static SECTEUR_PRIVE: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["secteur_activite", "rpps_rang"],
    ..Rule::completing(
        "R-SA40",
        Family::Ordre,
        "SA40 : secteur privé d'un praticien hospitalier temps plein",
        "Choix : l'établissement si l'outil est le sien, sinon le RPPS-rang que porte l'annuaire",
        &[S003_L109, O18_SA40, S002_L9_11],
    )
};

/// A cabinet known by an ADELI-rang only.
pub(crate) static ADELI_RANG: Rule = Rule {
    ambiguities: &[Ambiguity::A21],
    facts: &["adeli_rang"],
    carried_by: 1,
    ..Rule::completing(
        "R-ADELI-RANG",
        Family::Identifiers,
        "Cabinet connu par son seul ADELI-rang",
        "Cas non prévu : aucune règle ne permet de commander sur un ADELI-rang",
        &[S003_L144, S000_L120, S002_L86_87],
    )
};

/// A professional practice that no couloir covers.
pub(crate) static AUTRE_PROFESSION: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["profession", "rpps_rang", "siret"],
    ..Rule::completing(
        "R-VIL-6",
        Family::MedecineDeVille,
        "SA07, SA08 ou SA09, profession autre que médecin",
        "Cas non prévu ; l'identifiant connu de la structure est donné à titre indicatif",
        &[S003_L354],
    )
};

/// Any other secteur. A structure without any number blocks: there is not even a hint to give.
pub(crate) static AUTRE_SECTEUR: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["secteur_activite"],
    carried_by: 1,
    ..Rule::completing(
        "R-HORS-COULOIR",
        Family::Ordre,
        "Tout autre secteur d'activité, ou secteur inconnu",
        "Cas non prévu ; l'identifiant connu de la structure est donné à titre indicatif",
        &[S003_L354, S002_L86_87],
    )
};

/// The SIRET of an SCM, where no document says on what to order.
pub(crate) static SCM: Rule = Rule::completing(
    "R-HORS-COULOIR-SCM",
    Family::Ordre,
    "Cas non prévu, dans une structure qui est une SCM ou en porte le nom",
    "Son SIRET n'est pas donné, pas même à titre indicatif",
    &[S003_L132, O18_SCM],
);

/// ADELI is closed: the same person and place have a number in the RPPS.
pub(crate) static MIGRATION_ADELI: Rule = Rule {
    confidence: Confidence::Medium,
    valid_from: Some(date(2025, 1, 1)),
    ..Rule::completing(
        "R-ADELI-MIGRATION",
        Family::Identifiers,
        "ADELI ou ADELI-rang, une fois le RPPS seul répertoire",
        "Migration : chercher le RPPS, ou le RPPS-rang, de la même personne au même endroit, à confirmer",
        &[P14_ADELI],
    )
};
