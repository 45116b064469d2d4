//! Somebody who has an identifier and nothing else: the kind tells the rule, the key tells whether to go on.

use crate::answer::Identifier;
use crate::case::{DeclaredIdentifier, Origin};
use crate::citation::S003_L145;
use crate::codes::{Couloir, IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::couloir::hors_couloir;
use crate::draft::{Contract, Draft, Plan};
use crate::finish::guard::wrong_kind;
use crate::keys;
use crate::keys::KeyCheck;
use crate::rule::declared as rules;
use crate::situation::Situation;
use crate::warning::WarningCode;

pub(crate) static DECLARED: Decider = Decider { rule: &rules::DECLARED, applies: |_, _| true, decide };

/// The rule.
pub(crate) static RULES: &[&Decider] = &[&DECLARED];

/// Who orders on this kind of number in this couloir, and on which form.
fn orderer(couloir: Option<Couloir>, kind: IdentifierKind) -> Option<(Orderer, Contract, Plan)> {
    use IdentifierKind as K;
    let structure = |orderer| Some((orderer, Contract::Required(None), Plan::Finess));
    match (couloir?, kind) {
        (Couloir::Officine, K::FinessGeographique) => {
            Some((Orderer::Officine, Contract::NotRequired, Plan::Officine))
        }
        (Couloir::Radiologie | Couloir::MedecineDeVille, K::RppsRang) => {
            Some((Orderer::CabinetTitulaire, Contract::NotRequired, Plan::Cabinet))
        }
        (Couloir::Radiologie, K::Siret) => {
            Some((Orderer::SocieteExercice, Contract::NotRequired, Plan::Societe))
        }
        (Couloir::Radiologie, K::FinessGeographique) => structure(Orderer::Gie),
        (Couloir::Radiologie | Couloir::Hopital | Couloir::Etablissement, K::FinessJuridique)
        | (Couloir::Hopital | Couloir::Etablissement, K::FinessGeographique) => {
            structure(Orderer::Etablissement)
        }
        (Couloir::MedicoSocial, K::FinessJuridique | K::FinessGeographique) => {
            structure(Orderer::OrganismeGestionnaire)
        }
        (Couloir::Biologie, K::FinessGeographique) => {
            Some((Orderer::Laboratoire, Contract::NotStated, Plan::Finess))
        }
        (Couloir::MedecineDeVille, K::FinessGeographique) => {
            Some((Orderer::MaisonSante, Contract::NotStated, Plan::Finess))
        }
        _ => None,
    }
}

/// The number that the couloir asks for first.
const fn wanted(couloir: Couloir) -> (Orderer, IdentifierKind) {
    match couloir {
        Couloir::Officine => (Orderer::Officine, IdentifierKind::FinessGeographique),
        Couloir::Radiologie | Couloir::MedecineDeVille => {
            (Orderer::CabinetTitulaire, IdentifierKind::RppsRang)
        }
        Couloir::Hopital | Couloir::Etablissement => {
            (Orderer::Etablissement, IdentifierKind::FinessJuridique)
        }
        Couloir::MedicoSocial => (Orderer::OrganismeGestionnaire, IdentifierKind::FinessJuridique),
        Couloir::Biologie => (Orderer::Laboratoire, IdentifierKind::FinessGeographique),
    }
}

fn decide(s: &Situation<'_>) -> Vec<Draft> {
    let Some(declared) = &s.case.declared_identifier else { return Vec::new() };
    let verdict = keys::check(declared.kind, &declared.value);
    vec![match (orderer(s.couloir, declared.kind), s.couloir) {
        (Some((orderer, ..)), _) if !verdict.is_sound() => unsound(declared, verdict).by(orderer),
        _ if !verdict.is_sound() => unsound(declared, verdict),
        (Some((orderer, contract, plan)), _) => sound(declared, orderer, contract, plan),
        (None, Some(couloir)) => refused(couloir, declared.kind),
        (None, None) => hors_couloir::hinted(Draft::new(&rules::DECLARED, Outcome::NotCovered), s),
    }]
}

fn unsound(declared: &DeclaredIdentifier, verdict: KeyCheck) -> Draft {
    let mut draft = Draft::new(&rules::DECLARED, Outcome::Blocked);
    let (value, warning) = crate::finish::guard::complaint(declared.kind, &declared.value, verdict);
    draft.order.identifier = Some(Identifier::of(declared.kind, value));
    draft.order.admitted.identifier = Some(false);
    draft.push(warning);
    draft.carry(crate::rule::identifier::passage(declared.kind));
    draft
}

fn sound(declared: &DeclaredIdentifier, orderer: Orderer, contract: Contract, plan: Plan) -> Draft {
    let outcome = match orderer {
        Orderer::Gie | Orderer::Etablissement | Orderer::MaisonSante | Orderer::Laboratoire => {
            Outcome::OrderByStructure
        }
        _ => Outcome::Order,
    };
    let mut draft = Draft::new(&rules::DECLARED, outcome)
        .by(orderer)
        .on(declared.kind, Some(&declared.value))
        .contract(contract)
        .plan(plan);
    draft.carry(&S003_L145);
    draft
}

fn refused(couloir: Couloir, kind: IdentifierKind) -> Draft {
    let (orderer, wanted) = wanted(couloir);
    let mut draft = Draft::new(&rules::DECLARED, Outcome::Blocked)
        .by(orderer)
        .warn_with(WarningCode::WrongIdentifierType, wrong_kind(kind, wanted, Origin::Statement))
        .on(wanted, None);
    draft.order.admitted.identifier = Some(false);
    if kind == IdentifierKind::AdeliRang { draft.warn(WarningCode::AdeliRang) } else { draft }
}
