//! Keys: the rules, as data.

use crate::citation::{Citation, O15_CORSICA, O15_FINESS_KEY, S002_L126, S003_L145};
use crate::codes::IdentifierKind;
use crate::rule::{Family, Rule};

/// Keys.
pub(crate) static CLE: Rule = Rule::completing(
    "R-CLE",
    Family::Identifiers,
    "Contrôle d'un identifiant",
    "Clé de Luhn : RPPS-rang sur 13 chiffres, FINESS en 9e position (Corse : A vaut 1, B vaut 2), SIREN et SIRET",
    &[S002_L126, O15_FINESS_KEY, O15_CORSICA],
);

/// The rules of this file.
pub(crate) static ALL: &[&Rule] = &[&CLE];

/// The passage that tells the key of a kind of number, else where the number is read.
pub(crate) const fn passage(kind: IdentifierKind) -> &'static Citation {
    match kind {
        IdentifierKind::RppsRang => &S002_L126,
        IdentifierKind::Finess | IdentifierKind::FinessGeographique | IdentifierKind::FinessJuridique => {
            &O15_FINESS_KEY
        }
        _ => &S003_L145,
    }
}
