//! A number alone: the rules, as data.

use crate::citation::{S002_L86_87, S002_L125_126, S003_L145, S003_L354};
use crate::rule::{Family, Rule};

/// A person's number, or a whole company's.
pub(crate) static GENRE: Rule = Rule::completing(
    "R-IDENTIFIANT-GENRE",
    Family::Identifiers,
    "Numéro d'un professionnel (RPPS, ADELI) ou d'une entreprise entière (SIREN)",
    "On n'y commande pas : un certificat de structure porte l'identifiant de la structure",
    &[S002_L86_87, S002_L125_126, S003_L354],
);

/// A number that the directory does not hold.
pub(crate) static INCONNU: Rule = Rule::completing(
    "R-IDENTIFIANT-INCONNU",
    Family::Identifiers,
    "Numéro bien formé qu'aucune source importée ne nomme",
    "Le retrouver dans l'Annuaire Santé, qui dit sur quel identifiant commander",
    &[S003_L354, S003_L145],
);

/// The rules that complete none and decide no case: they answer for a number alone.
pub(crate) static ALL: &[&Rule] = &[&GENRE, &INCONNU];
