//! Groups of établissements: the rules, as data.

use crate::citation::{S003_L63, S003_L350, S003_L350_B};
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// One certificate for the whole group is refused.
pub(crate) static UN_SEUL: Rule = Rule {
    ambiguities: &[Ambiguity::A8],
    ..Rule::completing(
        "R-HOP-5B",
        Family::Hopital,
        "Groupement qui demande un seul certificat",
        "Refusé : un groupement n'a pas d'identifiant de personne morale ; chaque entité juridique commande",
        &[S003_L350_B, S003_L63],
    )
};

/// Groups of the hôpital couloir.
pub(crate) static CHAQUE_EJ: Rule = Rule {
    ambiguities: &[Ambiguity::A8],
    facts: &["groupe"],
    ..Rule::completing(
        "R-HOP-5",
        Family::Hopital,
        "GHT ou groupement, système d'information commun ou non",
        "Chaque entité juridique commande, sur son FINESS juridique : autant de certificats que d'entités",
        &[S003_L350_B, S003_L350, S003_L63],
    )
};

/// Groups of organismes gestionnaires.
pub(crate) static CHAQUE_OG: Rule = Rule {
    ..Rule::completing(
        "R-MS-3",
        Family::MedicoSocial,
        "Groupement d'organismes gestionnaires",
        "Chaque entité juridique commande, sur son FINESS juridique",
        &[S003_L350_B, S003_L63],
    )
};
