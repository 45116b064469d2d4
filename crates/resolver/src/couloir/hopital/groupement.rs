//! Groups (GHT, groupements of OG or cliniques): each legal entity orders for itself.

use crate::answer::Proposal;
use crate::case::{Demande, GroupKind, Groupement};
use crate::codes::{Couloir, IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::Rule;
use crate::rule::hopital::groupement as rules;
use crate::situation::Situation;
use crate::situation::probe::Probe;
use crate::warning::WarningCode;

pub(crate) static UN_SEUL: Decider = Decider { rule: &rules::UN_SEUL, applies: wants_one, decide: refused };

pub(crate) static CHAQUE_EJ: Decider =
    Decider { rule: &rules::CHAQUE_EJ, applies: |_, _| true, decide: each };

pub(crate) static CHAQUE_OG: Decider =
    Decider { rule: &rules::CHAQUE_OG, applies: is_medico_social, decide: each_og };

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] = &[&UN_SEUL, &CHAQUE_OG, &CHAQUE_EJ];

fn facts<'a>(s: &Situation<'a>) -> Option<&'a Groupement> {
    s.case.groupement.as_ref()
}

fn wants_one(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let demande = facts(s).and_then(|g| g.demande);
    let one = demande == Some(Demande::UnSeulCertificat);
    probe.check(s, "groupement.demande", demande.map(Demande::code), "un seul certificat", one)
}

fn is_medico_social(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let couloir = s.couloir.map(Couloir::code);
    probe.check(s, "couloir", couloir, "medico_social", s.couloir == Some(Couloir::MedicoSocial))
}

fn refused(s: &Situation<'_>) -> Vec<Draft> {
    let Some(g) = facts(s) else { return Vec::new() };
    let orderer = if g.kind == Some(GroupKind::Ght) { Orderer::Ght } else { Orderer::Groupement };
    let mut draft = Draft::new(&rules::UN_SEUL, Outcome::Blocked).by(orderer).warn(WarningCode::GhtOnePerEj);
    draft.order.instead = g
        .entites_juridiques
        .iter()
        .map(|ej| {
            Proposal::new(
                IdentifierKind::FinessJuridique,
                ej,
                "Chaque entité juridique commande pour elle-même",
            )
        })
        .collect();
    vec![draft]
}

fn each(s: &Situation<'_>) -> Vec<Draft> {
    members(&rules::CHAQUE_EJ, s)
}

fn each_og(s: &Situation<'_>) -> Vec<Draft> {
    members(&rules::CHAQUE_OG, s)
}

fn members(rule: &'static Rule, s: &Situation<'_>) -> Vec<Draft> {
    let order = |ej: Option<&str>| {
        Draft::new(rule, Outcome::Order)
            .by(Orderer::ChaqueEntiteJuridique)
            .on(IdentifierKind::FinessJuridique, ej)
            .warn(WarningCode::GhtOnePerEj)
            .contract(Contract::Required(None))
            .plan(Plan::Finess)
    };
    let members = facts(s).map_or(&[][..], |g| &g.entites_juridiques);
    if members.is_empty() { vec![order(None)] } else { members.iter().map(|ej| order(Some(ej))).collect() }
}
