//! Couloir hôpital, for a professional's situation: the établissement orders, public on its EJ, private by date.
//! What an établissement asks for itself is in `etablissement.rs` beside this file's folder.

pub(crate) mod etablissement;
pub(crate) mod groupement;

use crate::codes::{Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::couloir::prive;
use crate::couloir::radiologie::etablissement::{NATURE_INCONNUE, by_finess, other_level, public_identifier};
use crate::draft::{Contract, Draft, Plan};
use crate::rule::{Rule, hopital as rules};
use crate::situation::Situation;
use crate::situation::probe::Probe;
use crate::situation::secteur::PUBLIC as PUBLIC_SECTEURS;
use crate::warning::WarningCode;

pub(crate) static PUBLIC: Decider = Decider { rule: &rules::PUBLIC, applies: is_public, decide: public };

pub(crate) static PRIVE: Decider = Decider { rule: &rules::PRIVE, applies: is_prive, decide: private };

pub(crate) static PRIVE_ECHU: Decider =
    Decider { rule: &rules::PRIVE_ECHU, applies: is_prive, decide: private_expired };

pub(crate) static PRIVE_EJ: Decider =
    Decider { rule: &rules::PRIVE_EJ, applies: is_prive, decide: private_recommended };

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] = &[&PUBLIC, &NATURE_INCONNUE, &PRIVE, &PRIVE_ECHU, &PRIVE_EJ];

pub(crate) fn is_public(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA01, SA02 ou SA34", s.in_secteur(PUBLIC_SECTEURS))
        || by_finess(s, probe)
}

fn is_prive(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "établissement non public", true)
}

pub(crate) fn public(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&rules::PUBLIC, Orderer::Etablissement, s)]
}

/// The structure orders on its EJ, its EG shown beside.
pub(crate) fn order(rule: &'static Rule, orderer: Orderer, s: &Situation<'_>) -> Draft {
    let (kind, value) = public_identifier(s);
    let draft = Draft::new(rule, Outcome::OrderByStructure)
        .by(orderer)
        .on(kind, value)
        .contract(Contract::Required(None))
        .plan(Plan::Finess);
    let draft = if value.is_some() { other_level(draft, s, kind) } else { draft };
    if s.maybe_liberal() { draft } else { draft.with(&rules::SALARIE) }
}

fn private(s: &Situation<'_>) -> Vec<Draft> {
    let draft = prive::transitional(&rules::PRIVE, Outcome::OrderByStructure, s.eg())
        .warn(WarningCode::PrivateEgUntil2023);
    vec![if s.maybe_liberal() { draft } else { draft.with(&rules::SALARIE) }]
}

fn private_expired(s: &Situation<'_>) -> Vec<Draft> {
    vec![prive::expired_for(&rules::PRIVE_ECHU, s)]
}

fn private_recommended(s: &Situation<'_>) -> Vec<Draft> {
    let draft = prive::recommended_for(&rules::PRIVE_EJ, s);
    vec![if s.maybe_liberal() { draft } else { draft.with(&rules::SALARIE) }]
}
