//! What tries a rule and decides by it: the rule is data, this is how it is applied.

use crate::draft::Draft;
use crate::rule::Rule;
use crate::situation::Situation;
use crate::situation::probe::Probe;

/// Tells whether a rule applies to a situation, and what is then decided.
pub(crate) struct Decider {
    pub(crate) rule: &'static Rule,
    /// Whether the rule's condition is met; tells the probe what it looked at.
    pub(crate) applies: fn(&Situation<'_>, &mut Probe<'_>) -> bool,
    /// The decisions; several where each site or legal entity orders.
    pub(crate) decide: fn(&Situation<'_>) -> Vec<Draft>,
}
