//! Couloir médico-social: the organisme gestionnaire orders, on its EJ, or by site where it wishes.

use crate::case::{OrganismeGestionnaire, SiteOption};
use crate::codes::{IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::couloir::hopital;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::{Rule, medico_social as rules};
use crate::situation::Situation;
use crate::situation::probe::Probe;
use crate::warning::WarningCode;

pub(crate) static ACTIVITE: Decider =
    Decider { rule: &rules::ACTIVITE, applies: |_, _| true, decide: activity };

pub(crate) static PAR_SITE: Decider = Decider { rule: &rules::PAR_SITE, applies: by_site, decide: each_site };

pub(crate) static SOLUTIONS: Decider =
    Decider { rule: &rules::SOLUTIONS, applies: several, decide: per_solution };

pub(crate) static UNE_SOLUTION: Decider =
    Decider { rule: &rules::UNE_SOLUTION, applies: |_, _| true, decide: one };

/// The rules of a situation.
pub(crate) static RULES: &[&Decider] = &[&ACTIVITE];

/// The rules of an organisme gestionnaire that asks for itself.
pub(crate) static OWN_RULES: &[&Decider] = &[&PAR_SITE, &SOLUTIONS, &UNE_SOLUTION];

fn facts<'a>(s: &Situation<'a>) -> Option<&'a OrganismeGestionnaire> {
    s.case.organisme_gestionnaire.as_ref()
}

fn activity(s: &Situation<'_>) -> Vec<Draft> {
    vec![hopital::order(&rules::ACTIVITE, Orderer::OrganismeGestionnaire, s)]
}

fn by_site(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let option = facts(s).and_then(|og| og.option);
    let sites = facts(s).is_some_and(|og| !og.sites.is_empty());
    probe.check(
        s,
        "organisme_gestionnaire.option",
        option.map(SiteOption::code),
        "par_site",
        option == Some(SiteOption::ParSite) && sites,
    )
}

fn several(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let count = facts(s).and_then(|og| og.solutions);
    let text = count.map(|n| n.to_string());
    probe.check(s, "organisme_gestionnaire.solutions", text.as_deref(), "plusieurs", count > Some(1))
        || probe.flag(s, "organisme_gestionnaire.si_unifie", facts(s).and_then(|og| og.si_unifie), false)
}

fn base(rule: &'static Rule, og: &OrganismeGestionnaire) -> Draft {
    Draft::new(rule, Outcome::Order)
        .by(Orderer::OrganismeGestionnaire)
        .named(og.denomination.as_deref())
        .contract(Contract::Required(None))
        .plan(Plan::Finess)
}

fn on_ej(rule: &'static Rule, s: &Situation<'_>) -> Vec<Draft> {
    let Some(og) = facts(s) else { return Vec::new() };
    let sets = og.solutions.unwrap_or(1).max(og.instances.unwrap_or(1));
    let draft = base(rule, og).on(IdentifierKind::FinessJuridique, og.finess_juridique.as_deref()).sets(sets);
    vec![og.sites.iter().fold(draft, |draft, site| {
        draft.or(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Si l'organisme souhaite un certificat par site",
        )
    })]
}

fn one(s: &Situation<'_>) -> Vec<Draft> {
    on_ej(&rules::UNE_SOLUTION, s)
}

/// Without one information system, the level is the organisme's choice.
fn per_solution(s: &Situation<'_>) -> Vec<Draft> {
    let several = facts(s).and_then(|og| og.si_unifie) == Some(false);
    let open = |draft: Draft| {
        let choice = several && !draft.order.alternatives.is_empty();
        if choice { draft.warn(WarningCode::EjOrEgChoice) } else { draft }
    };
    on_ej(&rules::SOLUTIONS, s).into_iter().map(open).collect()
}

fn each_site(s: &Situation<'_>) -> Vec<Draft> {
    let Some(og) = facts(s) else { return Vec::new() };
    og.sites
        .iter()
        .map(|site| base(&rules::PAR_SITE, og).on(IdentifierKind::FinessGeographique, Some(site)))
        .collect()
}
