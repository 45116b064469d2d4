//! Who orders, on what and how: the answer to the question « which identifier ».

use serde::Serialize;

use crate::answer::grounds::Evidence;
use crate::answer::identifier::{Hint, Identifier, Proposal};
use crate::answer::product::Product;
use crate::case::Groupe;
use crate::codes::{Couloir, Exemption, Level, Orderer, ScmEvidence};

/// The ANS contract that the orderer needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ContractNeed {
    /// Whether one is required; `None` where the documents do not say.
    pub required: Option<bool>,
    /// At which level, where the documents or the contract say.
    pub level: Option<Level>,
    /// Whether it is there, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present: Option<bool>,
}

/// How the structure is known to be an SCM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Scm {
    /// Strongest evidence found.
    pub evidence: ScmEvidence,
    /// `strong` or `weak`.
    pub strength: &'static str,
}

/// Whether what the asker meant to order is admitted; `None` where it was not said or cannot be compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Admitted {
    /// The identifier.
    pub identifier: Option<bool>,
    /// The CN.
    pub service_applicatif: Option<bool>,
    /// The offer.
    pub offer: Option<bool>,
}

/// Who orders, on what, and what the certificates are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    /// Identifier of the situation, as the case names it.
    pub activity: Option<String>,
    /// The couloir that the rules were read in.
    pub couloir: Option<Couloir>,
    /// Who orders.
    pub orderer: Option<Orderer>,
    /// On which identifier.
    pub identifier: Option<Identifier>,
    /// The identifier that would serve, where no certificate is needed.
    pub fallback_identifier: Option<Identifier>,
    /// Other identifiers that the documents admit.
    pub alternatives: Vec<Proposal>,
    /// What a person must choose between.
    pub options: Vec<Proposal>,
    /// What to order on instead of what was asked.
    pub instead: Vec<Proposal>,
    /// What the directory carries where no rule says anything.
    pub hint: Option<Hint>,
    /// The certificates to order.
    pub products: Vec<Product>,
    /// How many distinct certificates the products amount to; personal ones are counted by user.
    pub certificates: Option<u32>,
    /// Whether the documents allow the order without requiring it.
    pub is_optional: bool,
    /// The contract needed.
    pub contract: Option<ContractNeed>,
    /// The written exemption that applies.
    pub exemption: Option<Exemption>,
    /// Whether the professional's CPS serves instead of a certificate.
    pub by_cps: bool,
    /// Whether what the asker meant to order is admitted.
    pub admitted: Admitted,
    /// How the structure is known to be an SCM.
    pub scm: Option<Scm>,
    /// The group of the legal entity, each member of which orders for itself.
    pub group: Option<Groupe>,
    /// Where the facts come from.
    pub evidence: Vec<Evidence>,
}

impl Order {
    /// The number to order on, when known.
    pub fn value(&self) -> Option<&str> {
        self.identifier.as_ref()?.value.as_deref()
    }

    /// Every identifier value that the order names, whatever its role.
    pub fn identifier_values(&self) -> impl Iterator<Item = &str> {
        let single = [&self.identifier, &self.fallback_identifier].into_iter().flatten();
        let hint = self.hint.iter().map(|hint| &hint.identifier);
        let lists = self.alternatives.iter().chain(&self.options).chain(&self.instead);
        single.chain(hint).filter_map(|i| i.value.as_deref()).chain(lists.filter_map(Proposal::value))
    }
}
