//! A certificate's life: the rules, as data.

use crate::citation::{
    O3_SIXTY_DAYS, O3_STILL_ACTIVE, O6_REVOCATION, S000_L306, S000_L332, S001_L361, S001_L365, S002_L791_793,
    S002_L798, S002_L807_810, S003_L217, S003_L229, S003_L231, S003_L234, S003_L238, S004_L275,
};
use crate::rule::ambiguity::Ambiguity;
use crate::rule::{Family, Rule};

/// Three years.
pub(crate) static VALIDITE: Rule = Rule::completing(
    "R-VIE-VALIDITE",
    Family::Lifecycle,
    "Durée de validité d'un certificat",
    "Trois ans à compter de son obtention",
    &[S000_L332, S002_L791_793, S001_L361, S004_L275, S003_L229],
);

/// Still far from its end.
pub(crate) static EN_COURS: Rule = Rule::completing(
    "R-VIE-EN-COURS",
    Family::Lifecycle,
    "Certificat valide, loin de son échéance",
    "Rien à faire ; prévoir sa propre alerte de renouvellement",
    &[S003_L229, S003_L234],
);

/// Near its end.
pub(crate) static RENOUVELER: Rule = Rule {
    ambiguities: &[Ambiguity::A9],
    ..Rule::completing(
        "R-VIE-RENOUVELER",
        Family::Lifecycle,
        "Certificat qui expire dans 90 jours ou moins",
        "Renouveler sur la plateforme IGC-Santé, avant l'échéance",
        &[S003_L229, S003_L231, S002_L798, S003_L234, S003_L238, O3_SIXTY_DAYS],
    )
};

/// Past its end.
pub(crate) static EXPIRE: Rule = Rule::completing(
    "R-VIE-EXPIRE",
    Family::Lifecycle,
    "Certificat expiré",
    "Nouvelle demande : un certificat expiré ne se renouvelle pas",
    &[S002_L798, O3_STILL_ACTIVE],
);

/// Lost, stolen or wrong.
pub(crate) static REVOQUER: Rule = Rule::completing(
    "R-VIE-REVOQUER",
    Family::Lifecycle,
    "Erreur de contenu, perte, vol, fin d'activité ou changement d'une donnée du certificat",
    "Révoquer, ce qui est définitif ; puis nouvelle demande si le besoin demeure",
    &[S001_L365, O6_REVOCATION],
);

/// A server replaced.
pub(crate) static SERVEUR: Rule = Rule::completing(
    "R-VIE-SERVEUR",
    Family::Lifecycle,
    "Changement de serveur",
    "Nouvelle demande pour le nouveau serveur ; la clé n'est jamais copiée, et rien n'est à révoquer pour ce motif",
    &[S002_L807_810, S000_L306, S003_L217],
);

/// Nothing to go by.
pub(crate) static INCONNU: Rule = Rule::completing(
    "R-VIE-INCONNU",
    Family::Lifecycle,
    "Ni échéance ni incident connus",
    "Cas non prévu : indiquer l'échéance du certificat ou l'incident",
    &[S003_L229, S001_L365],
);

/// The rules of this file.
pub(crate) static ALL: &[&Rule] =
    &[&VALIDITE, &EN_COURS, &RENOUVELER, &EXPIRE, &REVOQUER, &SERVEUR, &INCONNU];

/// A key is never copied.
pub(crate) static CLE_UNIQUE: Rule = Rule::completing(
    "R-CLE-UNIQUE",
    Family::Lifecycle,
    "Plusieurs serveurs ou instances",
    "Un certificat et une clé par instance, avec le même identifiant ou non ; la clé n'est jamais copiée",
    &[crate::citation::S002_L807_810, crate::citation::S002_L812_817, crate::citation::S003_L217],
);
