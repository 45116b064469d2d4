//! Couloir radiologie: the rules, as data.

pub(crate) mod cabinet;
pub(crate) mod etablissement;
pub(crate) mod exemption;
pub(crate) mod gie;
pub(crate) mod societe;

use crate::rule::Rule;

/// The rules that complete them.
pub(crate) static COMPLETING: &[&Rule] =
    &[&cabinet::TITULAIRE, &etablissement::LIBERAL_EN_ERREUR, &etablissement::PLATEAU];
