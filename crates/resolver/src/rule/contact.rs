//! Contacts: the rules, as data.

use crate::citation::{
    S001_L30, S001_L135_136, S001_L333, S001_L335, S002_L107, S002_L452_453, S004_L124_126,
};
use crate::rule::{Family, Rule};

/// The contact of a decision that is not an order.
pub(crate) static CONTACT: Rule = Rule::completing(
    "R-CONTACT",
    Family::Prerequisites,
    "La réponse n'est pas une commande",
    "Écrire à l'ANS (certificats, annuaire, cartes et contrats), au client, ou d'abord à la DSI d'un groupement",
    &[S001_L135_136, S001_L333, S002_L107, S001_L30, S001_L335, S002_L452_453, S004_L124_126],
);
