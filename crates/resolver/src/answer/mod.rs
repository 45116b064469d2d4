//! What the engine answers: one decision per situation, the forms to fill, the warnings.

pub(crate) mod contact;
mod decision;
pub(crate) mod form;
pub(crate) mod grounds;
pub(crate) mod identifier;
pub(crate) mod order;
pub(crate) mod prerequisite;
pub(crate) mod product;
pub(crate) mod reply;
pub(crate) mod site;
pub(crate) mod summary;

use serde::Serialize;

use crate::answer::form::Form;
use crate::codes::{Outcome, RecommendationStatus};
use crate::warning::Warning;

pub(crate) use decision::Conclusion;
pub use decision::{Decision, Needs};
pub use grounds::{Evidence, RuleRef};
pub use identifier::{Hint, Identifier, Proposal};
pub use order::{Admitted, ContractNeed, Order, Scm};

/// The answer to a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Whether one decision can be followed unchanged.
    pub recommendation: Recommendation,
    /// The decisions, in the order of the situations.
    pub decisions: Vec<Decision>,
    /// The forms to fill, filled, over all decisions.
    pub forms: Vec<Form>,
    /// Number of forms to fill.
    pub forms_count: u32,
    /// How many sets of certificates are ordered.
    pub certificate_sets: u32,
    /// Warnings that bear on the whole.
    pub warnings: Vec<Warning>,
    /// Version of the rule set.
    pub rules: &'static str,
}

/// Whether one decision can be followed unchanged, and what a client's record keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// Whether one decision can be followed.
    pub status: RecommendationStatus,
    /// Index of the decision, when there is one.
    pub decision: Option<usize>,
    /// Outcome of that decision.
    pub outcome: Option<Outcome>,
    /// The identifier to order on; `None` where nothing is ordered.
    pub identifier: Option<Identifier>,
    /// French sentence of that decision.
    pub summary: Option<String>,
}
