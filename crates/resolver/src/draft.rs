//! A decision under construction: what a rule says, before products, prerequisites and forms are worked out.

use crate::answer::prerequisite::Prerequisite;
use crate::answer::reply::Reply;
use crate::answer::{Conclusion, Decision, Hint, Identifier, Order, Proposal};
use crate::citation::Citation;
use crate::codes::{Exemption, IdentifierKind, Level, Orderer, Outcome, Usage};
use crate::rule;
use crate::rule::Rule;
use crate::warning::{Warning, WarningCode};

/// Which contract the orderer needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contract {
    /// The decision needs none because nothing is ordered.
    NotAsked,
    /// The documents say that none is needed.
    NotRequired,
    /// One is required, at this level where they say.
    Required(Option<Level>),
    /// The documents do not say.
    NotStated,
}

/// Which form the orderer fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// None.
    Nothing,
    /// Bon de commande SEGUR.
    Segur,
    /// Form 413 of an officine.
    Officine,
    /// Form 413, cas 3: a cabinet.
    Cabinet,
    /// Form 413, cas 1: a société d'exercice.
    Societe,
    /// Form 413, cas 2 and every other structure with a FINESS.
    Finess,
    /// Form 413 for personal certificates.
    Personal,
}

/// A decision under construction.
pub(crate) struct Draft {
    pub(crate) conclusion: Conclusion,
    pub(crate) order: Order,
    pub(crate) contract: Contract,
    pub(crate) plan: Plan,
    /// Sets of certificates, before instances.
    pub(crate) sets: u32,
    /// Name to write on the form, where the structure's own is not it.
    pub(crate) denomination: Option<String>,
    /// Usages that are exempted while others are not.
    pub(crate) exempted: Vec<Usage>,
    /// Usages that a card goes on serving while others need a certificate.
    pub(crate) by_card: Vec<Usage>,
    /// Usages that the ordered certificates are for: what the form says.
    pub(crate) usages: Vec<Usage>,
}

impl Draft {
    /// What `rule` says.
    pub(crate) fn new(rule: &'static Rule, outcome: Outcome) -> Self {
        Self {
            conclusion: Conclusion::new(rule, outcome),
            order: Order::default(),
            contract: Contract::NotAsked,
            plan: Plan::Nothing,
            sets: 1,
            denomination: None,
            exempted: Vec::new(),
            by_card: Vec::new(),
            usages: Vec::new(),
        }
    }

    /// Who orders.
    pub(crate) fn by(mut self, orderer: Orderer) -> Self {
        self.order.orderer = Some(orderer);
        self
    }

    /// On what: without a number, the decision is blocked and says which is wanted.
    pub(crate) fn on(mut self, kind: IdentifierKind, value: Option<&str>) -> Self {
        self.order.identifier = Some(Identifier::of(kind, value));
        if value.is_none() {
            self.conclusion.outcome = Outcome::Blocked;
            let wanted = format!(
                "Le {} n'est pas connu : le retrouver dans l'Annuaire Santé avant de commander, sans le remplacer \
                 par un autre identifiant",
                kind.label_fr()
            );
            self.push(Warning::with(WarningCode::NoIdentifier, wanted));
            self.complete(&rule::ordre::LOOKUP);
        }
        self
    }

    /// The identifier that would serve.
    pub(crate) fn fallback(mut self, kind: IdentifierKind, value: Option<&str>) -> Self {
        self.order.fallback_identifier = value.map(|value| Identifier::known(kind, value));
        self
    }

    /// Another identifier that the documents admit.
    pub(crate) fn or(mut self, kind: IdentifierKind, value: Option<&str>, condition: &'static str) -> Self {
        self.order.alternatives.extend(value.map(|value| Proposal::new(kind, value, condition)));
        self
    }

    /// Something a person may choose.
    pub(crate) fn option(mut self, proposal: Proposal) -> Self {
        self.order.options.push(proposal);
        self
    }

    /// A number that a person may choose, when known.
    pub(crate) fn choice(self, kind: IdentifierKind, value: Option<&str>, condition: &'static str) -> Self {
        match value {
            Some(value) => self.option(Proposal::new(kind, value, condition)),
            None => self,
        }
    }

    /// What the directory carries.
    pub(crate) fn hint(mut self, kind: IdentifierKind, value: &str) -> Self {
        self.order.hint = Some(Hint {
            identifier: Identifier::known(kind, value),
            confidence: crate::codes::Confidence::Low,
        });
        self
    }

    /// The exemption that applies.
    pub(crate) fn exempt(mut self, exemption: Exemption) -> Self {
        self.order.exemption = Some(exemption);
        self
    }

    /// A warning, once.
    pub(crate) fn warn(mut self, code: WarningCode) -> Self {
        self.push(Warning::new(code));
        self
    }

    /// A warning in words of the case, once.
    pub(crate) fn warn_with(mut self, code: WarningCode, message: String) -> Self {
        self.push(Warning::with(code, message));
        self
    }

    /// Adds a warning unless its code is there.
    pub(crate) fn push(&mut self, warning: Warning) {
        self.conclusion.push(warning);
    }

    /// The contract needed.
    pub(crate) const fn contract(mut self, contract: Contract) -> Self {
        self.contract = contract;
        self
    }

    /// The form to fill.
    pub(crate) const fn plan(mut self, plan: Plan) -> Self {
        self.plan = plan;
        self
    }

    /// Sets of certificates.
    pub(crate) fn sets(mut self, sets: u32) -> Self {
        self.sets = sets.max(1);
        self
    }

    /// Name to write on the form.
    pub(crate) fn named(mut self, denomination: Option<&str>) -> Self {
        self.denomination = denomination.map(str::to_owned);
        self
    }

    /// The documents allow without requiring.
    pub(crate) const fn optional(mut self) -> Self {
        self.order.is_optional = true;
        self
    }

    /// A rule that completes the decision.
    pub(crate) fn with(mut self, rule: &'static Rule) -> Self {
        self.complete(rule);
        self
    }

    /// Adds a completing rule, once.
    pub(crate) fn complete(&mut self, rule: &'static Rule) {
        self.conclusion.complete(rule);
    }

    /// A passage that carries this case.
    pub(crate) fn carry(&mut self, passage: &'static Citation) {
        self.conclusion.carry(passage);
    }

    /// Something known to be missing, once.
    pub(crate) fn missing(&mut self, prerequisite: Prerequisite) {
        self.conclusion.missing(prerequisite);
    }

    /// Something needed of which nothing is known, once.
    pub(crate) fn unknown(&mut self, prerequisite: Prerequisite) {
        self.conclusion.unknown(prerequisite);
    }

    /// The decision, as it is answered.
    pub(crate) fn decision(self) -> Decision {
        self.conclusion.answering(Reply::Order(Box::new(self.order)))
    }
}
