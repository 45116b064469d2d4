//! Médecine de ville, maisons and centres de santé: the rules, as data.

use crate::citation::{
    O13_MSP, O18_SCM, P15_AIR, S000_L283, S002_L138_144, S002_L146_155, S002_L205_207, S003_L55, S003_L55_B,
    S003_L130, S003_L132, S003_L144, S003_L197_199, S003_L207, S003_L335, S003_L336, S003_L354,
};
use crate::codes::Confidence;
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// Maisons and centres de santé.
pub(crate) static COORDONNEE: Rule = Rule {
    facts: &["secteur_activite", "finess_geographique"],
    carried_by: 1,
    ambiguities: &[Ambiguity::A19],
    ..Rule::completing(
        "R-VIL-2",
        Family::MedecineDeVille,
        "SA52 maison de santé ou SA05 centre de santé",
        "La maison ou le centre de santé commande sur son FINESS géographique (possible, non obligatoire)",
        &[S003_L336, O13_MSP],
    )
};

/// A centre de santé is no structure libérale.
pub(crate) static CONTRAT_CENTRE: Rule = Rule::completing(
    "R-VIL-2-CONTRAT",
    Family::MedecineDeVille,
    "SA05 centre de santé, structure non libérale",
    "Contrat d'adhésion avec l'ANS requis pour le formulaire 413",
    &[S003_L197_199, S003_L207],
);

/// A usage that no card serves.
pub(crate) static SANS_CARTE: Rule = Rule {
    confidence: Confidence::Medium,
    facts: &["secteur_activite", "rpps_rang", "siret"],
    ..Rule::completing(
        "R-VIL-SANS-CARTE",
        Family::MedecineDeVille,
        "Médecin libéral : usage qu'une carte n'assure pas (opérateur MSSanté, boîte applicative, INSi automatique, serveur)",
        "Le titulaire commande sur le RPPS-rang du cabinet, la société sur son SIRET",
        &[S003_L55, S003_L130, S003_L55_B, S000_L283, S003_L144, S002_L138_144, S002_L205_207],
    )
};

/// A software in AIR mode wants a certificate.
pub(crate) static MODE_AIR: Rule = Rule {
    confidence: Confidence::Medium,
    ..Rule::completing(
        "R-VIL-AIR",
        Family::MedecineDeVille,
        "La carte suffit pour le DMP, sauf pour un logiciel en mode AIR",
        "Un logiciel en mode AIR demande un certificat de personne morale : ORG AUTH_CLI et ORG SIGN",
        &[P15_AIR],
    )
};

/// A cabinet de groupe that wants a certificate all the same.
pub(crate) static CABINET_GROUPE: Rule = Rule {
    facts: &["secteur_activite", "rpps_rang"],
    ..Rule::completing(
        "R-VIL-3",
        Family::MedecineDeVille,
        "Cabinet de groupe SA08 qui veut tout de même un certificat",
        "Le titulaire commande sur le RPPS-rang du cabinet, jamais sur le SIRET d'une SCM",
        &[S003_L130, S003_L144, S003_L132, S003_L55_B, S002_L205_207],
    )
};

/// A cabinet individuel that wants one.
pub(crate) static CABINET_INDIVIDUEL: Rule = Rule {
    confidence: Confidence::Medium,
    facts: &["secteur_activite", "rpps_rang"],
    ..Rule::completing(
        "R-VIL-4",
        Family::MedecineDeVille,
        "Cabinet individuel SA07 qui veut tout de même un certificat",
        "Le titulaire commande sur le RPPS-rang du cabinet, par analogie avec la radiologie",
        &[S002_L146_155, S003_L144, S002_L205_207],
    )
};

/// A doctor in a société.
pub(crate) static SOCIETE_EXERCICE: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["secteur_activite", "siret"],
    ..Rule::completing(
        "R-VIL-5",
        Family::MedecineDeVille,
        "Médecin en société d'exercice (SA09), autre que radiologue",
        "La carte CPS suffit ; si un certificat est voulu, SIRET de la société par analogie",
        &[S003_L335, S002_L138_144],
    )
};

/// A doctor in a cabinet.
pub(crate) static CARTE: Rule = Rule {
    facts: &["secteur_activite", "profession", "rpps_rang"],
    ..Rule::completing(
        "R-VIL-1",
        Family::MedecineDeVille,
        "Médecin libéral",
        "Aucun certificat n'est nécessaire : la carte CPS suffit",
        &[S003_L335],
    )
};

/// An SCM in this couloir.
pub(crate) static SCM: Rule = Rule::completing(
    "R-VIL-SCM",
    Family::MedecineDeVille,
    "Cabinet ou société dont le SIRET est celui d'une SCM",
    "Ce SIRET n'est jamais donné, pas même à défaut",
    &[S003_L132, S003_L144, O18_SCM],
);

/// A stated couloir does not make a doctor of another professional.
pub(crate) static AUTRE_PROFESSION: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["profession"],
    ..Rule::completing(
        "R-VIL-6-COULOIR",
        Family::MedecineDeVille,
        "Couloir médecine de ville indiqué, profession autre que médecin",
        "Cas non prévu ; l'identifiant connu de la structure est donné à titre indicatif",
        &[S003_L354],
    )
};

/// A certificate wanted by a cabinet known by its ADELI-rang only.
pub(crate) static ADELI_VOULU: Rule = Rule {
    ambiguities: &[Ambiguity::A21],
    ..Rule::completing(
        "R-VIL-ADELI",
        Family::MedecineDeVille,
        "Certificat voulu, ou usage qu'une carte n'assure pas, dans un cabinet connu par son seul ADELI-rang",
        "Cas non prévu : aucune règle ne permet de commander sur un ADELI-rang",
        &[S003_L144],
    )
};

/// The completing and lesser rules, for the list of all rules.
pub(crate) static COMPLETING: &[&Rule] = &[&SCM, &CONTRAT_CENTRE, &MODE_AIR];
