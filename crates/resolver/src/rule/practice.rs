//! Requests and platforms: the rules, as data.

use crate::citation::{
    S000_L230, S000_L275, S000_L297, S000_L306, S001_L359, S002_L828, S002_L833_836, S002_L970_974,
    S003_L217, S003_L233, S003_L238,
};
use crate::rule::{Family, Rule};

/// How a CSR travels.
pub(crate) static CSR: Rule = Rule::completing(
    "R-PRATIQUE-CSR",
    Family::Lifecycle,
    "Transmission de la CSR",
    "Pas par courriel : plateforme sécurisée, mot de passe par un autre canal ; CSR créée sur le serveur d'installation",
    &[S002_L828, S002_L833_836, S000_L306],
);

/// Where notices go.
pub(crate) static COURRIEL: Rule = Rule::completing(
    "R-PRATIQUE-COURRIEL",
    Family::Lifecycle,
    "Adresse de l'administrateur technique",
    "Adresse générique, et plusieurs administrateurs techniques",
    &[S003_L233, S002_L970_974],
);

/// Anything else.
pub(crate) static PRATIQUE: Rule = Rule::completing(
    "R-PRATIQUE",
    Family::Lifecycle,
    "Pratique qui n'appelle pas de remarque",
    "Rien à corriger d'après ce qui est dit",
    &[S003_L233, S002_L828, S003_L238],
);

/// The platform.
pub(crate) static PLATEFORME: Rule = Rule::completing(
    "R-PLATEFORME",
    Family::Lifecycle,
    "Commande technique sur la plateforme IGC-Santé",
    "L'« Email de l'acteur » n'est pas repris du formulaire 413 : le saisir à nouveau",
    &[S000_L297, S000_L275, S000_L230, S003_L217, S001_L359],
);

/// The rules of this file.
pub(crate) static ALL: &[&Rule] = &[&CSR, &COURRIEL, &PRATIQUE, &PLATEFORME];
