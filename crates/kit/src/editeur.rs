//! The vendor's constants (`[editeur]`): what every order repeats.

use std::{collections::BTreeMap, path::PathBuf};

use aiguilleur_resolver::Usage;
use serde::{Deserialize, Serialize};

/// The vendor who prepares orders for its clients.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Editeur {
    /// As form 413 names the éditeur.
    pub name: String,
    /// The software, as form 413 names the solution.
    pub solution: String,
    /// The usages that pages begin with; `dmp` when empty.
    pub usages: Vec<Usage>,
    /// Who form 413 declares.
    pub administrators: Vec<Administrator>,
    /// The ANS's own blank of form 413, with fields that can be filled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f413_blank: Option<PathBuf>,
    /// Box (`finess`, `signatory_card`…) → name of the blank's field, where the names do not tell.
    pub f413_fields: BTreeMap<String, String>,
}

/// An administrateur technique of the vendor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Administrator {
    /// As on the card.
    pub family_name: String,
    /// As on the card.
    pub given_name: String,
    /// Number of the card.
    pub card: String,
    /// Theirs, or better the team's.
    pub phone: String,
    /// Theirs, or better the team's.
    pub email: String,
    /// Their RPPS number, when they are a health professional: their card is then looked up.
    pub rpps: String,
}

impl Editeur {
    /// The usages that a page begins with.
    pub fn usages(&self) -> Vec<Usage> {
        if self.usages.is_empty() { vec![Usage::Dmp] } else { self.usages.clone() }
    }
}
