//! Facts in, decisions out: the ANS ordering rules, with their citations.
//!
//! It looks nothing up, reads no clock and cannot fail: « not covered » and « a person must choose » are answers.
//! A rule is a value ([`Rule`]); the engine tries those of a situation's couloir in order, and the first that
//! applies and is in force decides.

mod ambiguity;
mod answer;
mod asked;
mod case;
mod citation;
mod codes;
mod contact;
mod couloir;
mod doubt;
mod draft;
mod engine;
mod finish;
mod form;
mod guard;
mod keys;
mod life;
mod matrix;
mod naming;
mod need;
mod prerequisite;
mod probe;
mod product;
mod question;
mod registry;
mod rule;
mod scm;
mod situation;
mod standing;
#[cfg(test)]
mod testing;
mod trace;
mod warning;

pub use ambiguity::Ambiguity;
pub use answer::{
    Answer, Confidence, ContractNeed, Couloir, Decision, Evidence, Exemption, Hint, Identifier,
    IdentifierKind, Level, Orderer, Outcome, Proposal, Recommendation, RecommendationStatus, RuleRef, Scm,
};
pub use asked::{Asked, Shown};
pub use case::{
    Activity, AdminTechnique, Ask, Card, Case, CaseError, Certificate, CertificateUsage, Context, Contrat,
    ContratAns, CsrWay, DeclaredIdentifier, DeclaredOrderer, Demande, Etablissement, F413Admin, F413Facts,
    GroupKind, Groupe, Groupement, Holder, Incident, Known, Laboratoire, NamedOffer, Nature, Offer,
    OrganismeGestionnaire, Origin, Party, Professional, Provenance, RepresentantLegal, Role, Signer, Site,
    SiteOption, Source, Structure, Successor, Taker, Utilisateur,
};
pub use citation::{Citation, Document};
pub use codes::UnknownCode;
pub use contact::{Contact, Desk};
pub use engine::{RULES_VERSION, decide};
pub use form::{CertificateType, F413_ADDRESS, Field, Form, Online, Signatory};
pub use keys::{KeyCheck, check as check_key};
pub use life::{ABSENCE, FACTS, Life, Says, State, Statement, Subject};
pub use matrix::matrix_markdown;
pub use prerequisite::Prerequisite;
pub use probe::Check;
pub use product::{Cn, Product, Usage};
pub use question::{IdNatStructRead, Reply, SubjectRead};
pub use registry::{rule, rules};
pub use rule::{Family, Rule};
pub use scm::{ScmEvidence, evidence as scm_evidence};
pub use standing::{Ground, NumberRole, Orderable, OrderableVerdict, kind_of, role, spelling_of};
pub use trace::{Change, Passages, SituationTrace, Step, Trace, Verdict, decide_traced};
pub use warning::{Severity, Warning, WarningCode};
