//! Radiologues in a cabinet: the rules, as data.

use crate::citation::{
    O15_RANG, O18_SCM, S002_L13_15, S002_L125_126, S002_L126, S002_L146_155, S002_L175_178, S002_L205_207,
    S002_L1019_1024, S002_L1257_1258, S002_L1282, S003_L130, S003_L132, S003_L132_B, S003_L136, S003_L144,
    S003_L145, S003_L326, S003_L391_393, S003_L406, S003_L420,
};
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

const FACTS: &[&str] = &["secteur_activite", "rpps_rang"];

/// A cabinet.
pub(crate) static CABINET: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A6, Ambiguity::A13],
    ..Rule::completing(
        "R-RAD-CAB",
        Family::Radiologie,
        "SA07 cabinet individuel ou SA08 cabinet de groupe, en libéral, avec son propre RIS",
        "Le titulaire commande sur le RPPS-rang du cabinet : un certificat par radiologue et par cabinet, sans contrat",
        &[
            S002_L146_155,
            S002_L175_178,
            S002_L13_15,
            S002_L125_126,
            S002_L205_207,
            S003_L130,
            S003_L326,
            S003_L391_393,
            S003_L406,
            S003_L420,
            S002_L1257_1258,
            S002_L1282,
            S002_L1019_1024,
            S003_L145,
        ],
    )
};

/// The same cabinet, organised as an SCM.
pub(crate) static SCM: Rule = Rule {
    facts: &["secteur_activite", "rpps_rang", "categorie_juridique", "statut_juridique", "denomination"],
    ..Rule::completing(
        "R-RAD-SCM",
        Family::Radiologie,
        "SA07 ou SA08 organisé en société civile de moyens (SCM)",
        "RPPS-rang du cabinet ; le SIRET de la SCM est refusé",
        &[S003_L132, S003_L132_B, S003_L136, S003_L144, S003_L145, S002_L175_178, S002_L205_207, O18_SCM],
    )
};

/// Whose the RPPS-rang is.
pub(crate) static TITULAIRE: Rule = Rule {
    ambiguities: &[Ambiguity::A22],
    ..Rule::completing(
        "R-RAD-TITULAIRE",
        Family::Radiologie,
        "Le RPPS contenu dans le RPPS-rang n'est pas celui du professionnel",
        "Demander qui est titulaire du cabinet",
        &[S002_L125_126, S002_L126, O15_RANG, S002_L175_178],
    )
};
