//! One decision: what every question is answered, and the answer to the one that was asked.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::answer::contact::Contact;
use crate::answer::grounds::{Evidence, RuleRef};
use crate::answer::identifier::{Hint, Identifier, Proposal};
use crate::answer::order::{ContractNeed, Order, Scm};
use crate::answer::prerequisite::Prerequisite;
use crate::answer::product::Product;
use crate::answer::reply::Reply;
use crate::citation::Citation;
use crate::codes::{Couloir, Orderer, Outcome};
use crate::rule::Rule;
use crate::warning::{Warning, WarningCode};

/// One decision. Its fields are private, so that nobody decides outside this crate: others read it, and add where a
/// fact that they show comes from. The façade flattens it beside its own views of the situation and the structure.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub(crate) conclusion: Conclusion,
    pub(crate) reply: Reply,
}

/// What an order or a procedure needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// What is known to be missing.
    pub missing: Vec<Prerequisite>,
    /// What is known to be there.
    pub satisfied: Vec<Prerequisite>,
    /// What is not needed here.
    pub not_needed: Vec<Prerequisite>,
    /// What is needed and of which nothing is known.
    pub unknown: Vec<Prerequisite>,
}

/// What every question is answered: what to do, by which rule, and what bears on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Conclusion {
    pub(crate) outcome: Outcome,
    /// The decision in one French sentence; empty until it is closed.
    pub(crate) summary: String,
    pub(crate) needs: Needs,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) rule: RuleRef,
    pub(crate) contacts: Vec<Contact>,
}

impl Conclusion {
    /// What `rule` says.
    pub(crate) const fn new(rule: &'static Rule, outcome: Outcome) -> Self {
        Self {
            outcome,
            summary: String::new(),
            needs: Needs {
                missing: Vec::new(),
                satisfied: Vec::new(),
                not_needed: Vec::new(),
                unknown: Vec::new(),
            },
            warnings: Vec::new(),
            rule: RuleRef { rule, completed_by: Vec::new(), carried_by: Vec::new() },
            contacts: Vec::new(),
        }
    }

    /// With the answer to the question that was asked.
    pub(crate) const fn answering(self, reply: Reply) -> Decision {
        Decision { conclusion: self, reply }
    }

    /// A warning, once.
    pub(crate) fn warn(mut self, code: WarningCode) -> Self {
        self.push(Warning::new(code));
        self
    }

    /// Adds a warning unless its code is there.
    pub(crate) fn push(&mut self, warning: Warning) {
        if !self.has(warning.code) {
            self.warnings.push(warning);
        }
    }

    pub(crate) fn has(&self, code: WarningCode) -> bool {
        self.warnings.iter().any(|warning| warning.code == code)
    }

    /// A rule that completes the decision.
    pub(crate) fn with(mut self, rule: &'static Rule) -> Self {
        self.complete(rule);
        self
    }

    /// Adds a completing rule, once.
    pub(crate) fn complete(&mut self, rule: &'static Rule) {
        let known = &mut self.rule;
        if !known.all().any(|r| r.id == rule.id) {
            known.completed_by.push(rule);
        }
    }

    /// A passage that carries this case.
    pub(crate) fn carry(&mut self, passage: &'static Citation) {
        self.rule.carried_by.push(passage);
    }

    /// Something known to be missing, once.
    pub(crate) fn missing(&mut self, prerequisite: Prerequisite) {
        if !self.needs.missing.contains(&prerequisite) {
            self.needs.missing.push(prerequisite);
        }
    }

    /// Something needed of which nothing is known, once.
    pub(crate) fn unknown(&mut self, prerequisite: Prerequisite) {
        if !self.needs.unknown.contains(&prerequisite) {
            self.needs.unknown.push(prerequisite);
        }
    }
}

impl Decision {
    /// What to do.
    pub const fn outcome(&self) -> Outcome {
        self.conclusion.outcome
    }

    /// The decision in one French sentence.
    pub const fn summary(&self) -> &str {
        self.conclusion.summary.as_str()
    }

    /// What bears on this decision.
    pub const fn warnings(&self) -> &[Warning] {
        self.conclusion.warnings.as_slice()
    }

    /// The rules and their passages.
    pub const fn rule(&self) -> &RuleRef {
        &self.conclusion.rule
    }

    /// Contacts, when the decision is not an order.
    pub const fn contacts(&self) -> &[Contact] {
        self.conclusion.contacts.as_slice()
    }

    /// What is needed.
    pub const fn needs(&self) -> &Needs {
        &self.conclusion.needs
    }

    /// The answer to the question that was asked.
    pub const fn reply(&self) -> &Reply {
        &self.reply
    }

    /// Who orders and on what, when that was asked.
    pub const fn order(&self) -> Option<&Order> {
        match &self.reply {
            Reply::Order(order) => Some(order),
            _ => None,
        }
    }

    /// The couloir that the rules were read in.
    pub fn couloir(&self) -> Option<Couloir> {
        self.order()?.couloir
    }

    /// Who orders.
    pub fn orderer(&self) -> Option<Orderer> {
        self.order()?.orderer
    }

    /// The identifier to order on, or the one that was checked.
    pub const fn identifier(&self) -> Option<&Identifier> {
        match &self.reply {
            Reply::Order(order) => order.identifier.as_ref(),
            Reply::Identifier(checked) => Some(&checked.identifier),
            _ => None,
        }
    }

    /// The number to order on, when known.
    pub fn value(&self) -> Option<&str> {
        self.identifier()?.value.as_deref()
    }

    /// The identifier that would serve, where no certificate is needed.
    pub fn fallback_identifier(&self) -> Option<&Identifier> {
        self.order()?.fallback_identifier.as_ref()
    }

    /// What the directory carries where no rule says anything.
    pub fn hint(&self) -> Option<&Hint> {
        self.order()?.hint.as_ref()
    }

    /// What a person must choose between.
    pub fn options(&self) -> &[Proposal] {
        self.order().map_or(&[], |order| &order.options)
    }

    /// Other identifiers that the documents admit.
    pub fn alternatives(&self) -> &[Proposal] {
        self.order().map_or(&[], |order| &order.alternatives)
    }

    /// The certificates to order.
    pub fn products(&self) -> &[Product] {
        self.order().map_or(&[], |order| &order.products)
    }

    /// How many distinct certificates the products amount to.
    pub fn certificates(&self) -> Option<u32> {
        self.order()?.certificates
    }

    /// The contract needed.
    pub fn contract(&self) -> Option<ContractNeed> {
        self.order()?.contract
    }

    /// How the structure is known to be an SCM.
    pub fn scm(&self) -> Option<Scm> {
        self.order()?.scm
    }

    /// Where the facts come from.
    pub fn evidence(&self) -> &[Evidence] {
        self.order().map_or(&[], |order| &order.evidence)
    }

    /// Says where facts shown beside an order come from, each fact once.
    pub fn also_rests_on<'a>(&mut self, shown: impl IntoIterator<Item = &'a Evidence>) {
        let Reply::Order(order) = &mut self.reply else { return };
        for evidence in shown {
            if order.evidence.iter().all(|known| known.fact != evidence.fact) {
                order.evidence.push(evidence.clone());
            }
        }
    }

    /// Adds what is wrong with the card of the person who signs: [`Warning::card_inactive`].
    pub fn warn_of_card(&mut self, warning: Option<Warning>) {
        self.conclusion.warnings.extend(warning);
    }
}

/// An entry, where there is a value.
fn some<M: SerializeMap>(
    json: &mut M,
    key: &'static str,
    value: Option<&impl Serialize>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| json.serialize_entry(key, value))
}

/// A list, where there is something in it.
fn list<M: SerializeMap>(json: &mut M, key: &'static str, items: &[impl Serialize]) -> Result<(), M::Error> {
    some(json, key, Some(&items).filter(|items| !items.is_empty()))
}

/// Every question is answered in one form: what an order alone has is null or empty in the others.
impl Serialize for Decision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_map(None)?;
        let (nothing, said) = (Order::default(), &self.conclusion);
        let order = self.order().unwrap_or(&nothing);
        some(&mut json, "activity", order.activity.as_ref())?;
        json.serialize_entry("couloir", &order.couloir)?;
        json.serialize_entry("outcome", &said.outcome)?;
        json.serialize_entry("summary", &said.summary)?;
        self.write_target(&mut json, order)?;
        json.serialize_entry("contract", &order.contract)?;
        json.serialize_entry("prerequisites_missing", &said.needs.missing)?;
        json.serialize_entry("prerequisites_satisfied", &said.needs.satisfied)?;
        json.serialize_entry("prerequisites_not_needed", &said.needs.not_needed)?;
        json.serialize_entry("prerequisites_unknown", &said.needs.unknown)?;
        write_particulars(&mut json, order)?;
        json.serialize_entry("warnings", &said.warnings)?;
        json.serialize_entry("rule", &said.rule)?;
        json.serialize_entry("evidence", &order.evidence)?;
        list(&mut json, "contacts", &said.contacts)?;
        self.reply.write(&mut json)?;
        json.end()
    }
}

impl Decision {
    /// Who orders, on what, and which certificates.
    fn write_target<M: SerializeMap>(&self, json: &mut M, order: &Order) -> Result<(), M::Error> {
        json.serialize_entry("orderer", &order.orderer)?;
        json.serialize_entry("identifier", &self.identifier())?;
        some(json, "fallback_identifier", order.fallback_identifier.as_ref())?;
        json.serialize_entry("alternatives", &order.alternatives)?;
        json.serialize_entry("options", &order.options)?;
        list(json, "instead", &order.instead)?;
        some(json, "hint", order.hint.as_ref())?;
        json.serialize_entry("products", &order.products)?;
        some(json, "certificates", order.certificates.as_ref())?;
        some(json, "obligation", order.is_optional.then_some("optional").as_ref())
    }
}

/// What bears on some orders only.
fn write_particulars<M: SerializeMap>(json: &mut M, order: &Order) -> Result<(), M::Error> {
    some(json, "exemption", order.exemption.as_ref())?;
    some(json, "means", order.by_cps.then_some("CPS").as_ref())?;
    some(json, "declared_identifier_accepted", order.admitted.identifier.as_ref())?;
    some(json, "service_applicatif_accepted", order.admitted.service_applicatif.as_ref())?;
    some(json, "requested_offer_accepted", order.admitted.offer.as_ref())?;
    some(json, "scm", order.scm.as_ref())?;
    some(json, "group", order.group.as_ref())
}
