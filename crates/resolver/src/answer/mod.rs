//! What the engine answers: one decision per situation, the forms to fill, the warnings.

pub(crate) mod contact;
pub(crate) mod form;
mod identifier;
pub(crate) mod prerequisite;
pub(crate) mod product;
pub(crate) mod reply;
pub(crate) mod site;
mod summary;

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeStruct;

use crate::answer::contact::Contact;
use crate::answer::form::Form;
use crate::answer::prerequisite::Prerequisite;
use crate::answer::product::Product;
use crate::answer::reply::Reply;
use crate::case::Groupe;
use crate::citation::Citation;
use crate::codes::{Couloir, Exemption, Level, Orderer, Outcome, RecommendationStatus, ScmEvidence};
use crate::rule::Rule;
use crate::rule::ambiguity::Ambiguity;
use crate::warning::Warning;

pub use identifier::{Hint, Identifier, Proposal};

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

/// Where a fact that the decision rests on comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The fact, as the case names it.
    pub fact: &'static str,
    /// The publisher's file; `facts` when the asker stated it.
    pub source: Cow<'static, str>,
    /// The date of that file.
    pub dated: Option<Date>,
}

/// The rule that decided, and those that completed it.
#[derive(Debug, Clone)]
pub struct RuleRef {
    /// The rule that decided.
    pub rule: &'static Rule,
    /// The rules that completed it.
    pub completed_by: Vec<&'static Rule>,
    /// The passages that carry this case, where its facts choose among the rule's.
    pub(crate) carried_by: Vec<&'static Citation>,
}

impl RuleRef {
    /// The one or two passages that carry the decision, in whole sentences: those that its facts chose, else the
    /// deciding rule's first.
    pub fn carrying(&self) -> Vec<&'static Citation> {
        let own = self.rule.citations.iter().take(self.rule.carried_by);
        let chosen = self.carried_by.iter().copied();
        let mut shown: Vec<&'static Citation> = Vec::with_capacity(2);
        for whole in chosen.chain(own.filter(|_| self.carried_by.is_empty())).map(Citation::whole) {
            if shown.len() < 2 && !shown.contains(&whole) {
                shown.push(whole);
            }
        }
        shown
    }

    /// Every passage that the decision rests on: the deciding rule's first.
    pub fn citations(&self) -> Vec<&'static Citation> {
        let mut seen: Vec<&'static Citation> = Vec::with_capacity(12);
        for citation in self.all().flat_map(|rule| rule.citations) {
            if !seen.contains(&citation) {
                seen.push(citation);
            }
        }
        seen
    }

    /// The doubts that bear on the decision.
    pub fn ambiguities(&self) -> Vec<Ambiguity> {
        let mut seen = Vec::new();
        for ambiguity in self.all().flat_map(|rule| rule.ambiguities) {
            if !seen.contains(ambiguity) {
                seen.push(*ambiguity);
            }
        }
        seen
    }

    /// The deciding rule, then the others.
    pub fn all(&self) -> impl Iterator<Item = &'static Rule> {
        std::iter::once(self.rule).chain(self.completed_by.iter().copied())
    }
}

impl PartialEq for RuleRef {
    fn eq(&self, other: &Self) -> bool {
        self.all().map(|rule| rule.id).eq(other.all().map(|rule| rule.id))
    }
}

impl Serialize for RuleRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("RuleRef", 6)?;
        s.serialize_field("id", self.rule.id)?;
        s.serialize_field("confidence", &self.rule.confidence)?;
        s.serialize_field("condition", self.rule.condition)?;
        s.serialize_field("completed_by", &Ids(&self.completed_by))?;
        s.serialize_field("citations", &self.carrying())?;
        s.serialize_field("ambiguities", &self.ambiguities())?;
        s.end()
    }
}

/// Rules, named.
struct Ids<'a>(&'a [&'static Rule]);

impl Serialize for Ids<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|rule| rule.id))
    }
}

/// One decision. The façade flattens it beside its own views of the situation and the structure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// Identifier of the situation, as the case names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// The couloir that the rules were read in.
    pub couloir: Option<Couloir>,
    /// What to do.
    pub outcome: Outcome,
    /// The decision in one French sentence.
    pub summary: String,
    /// Who orders.
    pub orderer: Option<Orderer>,
    /// On which identifier.
    pub identifier: Option<Identifier>,
    /// The identifier that would serve, where no certificate is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback_identifier: Option<Identifier>,
    /// Other identifiers that the documents admit.
    pub alternatives: Vec<Proposal>,
    /// What a person must choose between.
    pub options: Vec<Proposal>,
    /// What to order on instead of what was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<Proposal>,
    /// What the directory carries where no rule says anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
    /// The certificates to order.
    pub products: Vec<Product>,
    /// How many distinct certificates the products amount to; personal ones are counted by user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificates: Option<u32>,
    /// `optional` where the documents allow without requiring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obligation: Option<&'static str>,
    /// The contract needed.
    pub contract: Option<ContractNeed>,
    /// What is known to be missing.
    pub prerequisites_missing: Vec<Prerequisite>,
    /// What is known to be there.
    pub prerequisites_satisfied: Vec<Prerequisite>,
    /// What is not needed here.
    pub prerequisites_not_needed: Vec<Prerequisite>,
    /// What is needed and of which nothing is known.
    pub prerequisites_unknown: Vec<Prerequisite>,
    /// The written exemption that applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exemption: Option<Exemption>,
    /// What serves instead of a certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub means: Option<&'static str>,
    /// Whether the identifier that the asker meant is admitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_identifier_accepted: Option<bool>,
    /// Whether the CN that the asker meant is admitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_applicatif_accepted: Option<bool>,
    /// Whether the offer that the asker meant is admitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_offer_accepted: Option<bool>,
    /// How the structure is known to be an SCM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scm: Option<Scm>,
    /// The group of the legal entity, each member of which orders for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Groupe>,
    /// What bears on this decision.
    pub warnings: Vec<Warning>,
    /// The rules and their passages.
    pub rule: RuleRef,
    /// Where the facts come from.
    pub evidence: Vec<Evidence>,
    /// Contacts, when the decision is not an order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// The answers to questions other than `order`.
    #[serde(flatten)]
    pub reply: Reply,
}

impl Decision {
    /// The label of who orders and on what, in one French sentence.
    pub fn summary_fr(&self) -> String {
        summary::of(self)
    }

    /// The number to order on, when known.
    pub fn value(&self) -> Option<&str> {
        self.identifier.as_ref()?.value.as_deref()
    }

    /// Every identifier value that the decision names, whatever its role.
    pub fn identifier_values(&self) -> impl Iterator<Item = &str> {
        let single = [&self.identifier, &self.fallback_identifier].into_iter().flatten();
        let hint = self.hint.iter().map(|hint| &hint.identifier);
        let lists = self.alternatives.iter().chain(&self.options).chain(&self.instead);
        single.chain(hint).filter_map(|i| i.value.as_deref()).chain(lists.filter_map(Proposal::value))
    }
}
