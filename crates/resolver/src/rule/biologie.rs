//! Laboratories: the rules, as data.

use crate::citation::{S003_L313, S003_L331, S003_L397};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

const FACTS: &[&str] = &["secteur_activite", "lbm_sites_ouverts", "finess_geographique"];

/// A hospital's laboratory.
pub(crate) static HOSPITALIER: Rule = Rule {
    confidence: Confidence::Medium,
    facts: &["secteur_activite", "ej_public", "sph", "fonction_publique", "finess_juridique"],
    ..Rule::completing(
        "R-LBM-3",
        Family::Biologie,
        "Laboratoire d'un établissement hospitalier",
        "Comme l'établissement : son FINESS juridique ; la règle des laboratoires vise ceux de ville",
        &[S003_L313, S003_L397, S003_L331],
    )
};

/// The site principal is known, or is the only site.
pub(crate) static SITE_PRINCIPAL: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A19],
    ..Rule::completing(
        "R-LBM-1",
        Family::Biologie,
        "Laboratoire de ville, un ou plusieurs sites, site principal connu",
        "Le laboratoire commande sur le FINESS géographique du site principal, valable pour tous les sites de l'entité",
        &[S003_L331],
    )
};

/// It is not.
pub(crate) static SITE_INCONNU: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    ambiguities: &[Ambiguity::A19],
    ..Rule::completing(
        "R-LBM-2",
        Family::Biologie,
        "Laboratoire dont le site principal n'est pas connu",
        "Choix entre les sites de l'entité ; jamais le FINESS juridique à leur place",
        &[S003_L331],
    )
};
