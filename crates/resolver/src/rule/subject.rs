//! The subject of a certificate: the rules, as data.

use crate::citation::{O18_G07, S000_L238_239, S000_L239, S000_L275};
use crate::rule::{Family, Rule};

/// The subject.
pub(crate) static SUJET: Rule = Rule::completing(
    "R-SUJET",
    Family::Identifiers,
    "Lecture du sujet d'un certificat",
    "OU porte l'identifiant national de structure : type, puis identifiant ; CN porte le service applicatif",
    &[S000_L238_239, S000_L239, S000_L275, O18_G07],
);

/// The rules of this file.
pub(crate) static ALL: &[&Rule] = &[&SUJET];
