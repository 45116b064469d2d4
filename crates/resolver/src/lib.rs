//! Facts in, decisions out: the ANS ordering rules, with their citations.
//!
//! It looks nothing up, reads no clock and cannot fail: « not covered » and « a person must choose » are answers.
//! A rule is a value ([`Rule`]); the engine tries those of a situation's couloir in order, and the first that
//! applies and is in force decides.

mod answer;
mod case;
mod citation;
mod codes;
mod couloir;
mod draft;
mod engine;
mod finish;
mod keys;
mod life;
mod naming;
mod registry;
mod rule;
mod situation;
mod standing;
#[cfg(test)]
mod testing;
mod warning;

pub use answer::contact::{Contact, Desk};
pub use answer::form::{CertificateType, F413_ADDRESS, Field, Form, Online, Signatory};
pub use answer::prerequisite::Prerequisite;
pub use answer::product::{Cn, Product, purpose_fr};
pub use answer::reply::{IdNatStructRead, IdentifierRead, Reply, SignedForm, SubjectRead};
pub use answer::{
    Admitted, Answer, ContractNeed, Decision, Evidence, Hint, Identifier, Needs, Order, Proposal,
    Recommendation, RuleRef, Scm,
};
pub use case::{
    Activity, AdminTechnique, Ask, Card, Case, CaseError, Certificate, CertificateUsage, Context, Contrat,
    ContratAns, CsrWay, DeclaredIdentifier, DeclaredOrderer, Demande, Etablissement, F413Admin, F413Facts,
    GroupKind, Groupe, Groupement, Holder, Incident, Known, Laboratoire, NamedOffer, Nature, Numbered, Offer,
    OrganismeGestionnaire, Origin, Party, Professional, Provenance, RepresentantLegal, Role, Signer, Site,
    SiteOption, Source, Stated, Structure, Successor, Taker, Utilisateur,
};
pub use citation::{Citation, Document};
pub use codes::{
    Confidence, Couloir, Exemption, IdentifierKind, Level, Orderer, Outcome, RecommendationStatus,
    ScmEvidence, UnknownCode, Usage,
};
pub use engine::asked::{Asked, Shown};
pub use engine::decide;
pub use engine::trace::{Change, Passages, SituationTrace, Step, Trace, Verdict, decide_traced};
pub use keys::{KeyCheck, check as check_key};
pub use life::{ABSENCE, FACTS, Life, Says, State, Statement, Subject};
pub use registry::matrix::matrix_markdown;
pub use registry::{rule, rules};
pub use rule::ambiguity::Ambiguity;
pub use rule::{Family, RULES_VERSION, Rule};
pub use situation::probe::Check;
pub use situation::scm::evidence as scm_evidence;
pub use standing::{Ground, NumberRole, Orderable, OrderableVerdict, kind_of, role, spelling_of};
pub use warning::{CardFault, Severity, Warning, WarningCode};
