//! Couloir médico-social: the organisme gestionnaire orders, on its EJ, or by site where it wishes.

use crate::answer::{IdentifierKind, Orderer, Outcome};
use crate::case::{OrganismeGestionnaire, SiteOption};
use crate::citation::{
    S002_L205_206, S003_L65, S003_L313_B, S003_L316, S003_L316_B, S003_L342, S003_L346, S003_L397,
};
use crate::couloir::hopital;
use crate::draft::{Contract, Draft, Plan};
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;
use crate::warning::WarningCode;

/// A professional's situation.
pub(crate) static ACTIVITE: Rule = Rule {
    facts: &["secteur_activite", "finess_juridique", "finess_geographique"],
    part: Part::Decides { applies: |_, _| true, decide: activity },
    ..Rule::completing(
        "R-MS-1",
        Family::MedicoSocial,
        "Établissement médico-social (SA16, SA17, SA18, SA20, SA21, SA41)",
        "L'organisme gestionnaire commande sur son FINESS juridique, pour tous ses sites",
        &[S003_L316_B, S003_L397, S003_L342, S003_L316, S002_L205_206],
    )
};

/// Certificates by site, on wish.
pub(crate) static PAR_SITE: Rule = Rule {
    part: Part::Decides { applies: by_site, decide: each_site },
    ..Rule::completing(
        "R-MS-2-SITES",
        Family::MedicoSocial,
        "Organisme gestionnaire qui souhaite des certificats par site",
        "FINESS géographique de chaque site",
        &[S003_L316_B, S003_L313_B, S003_L316],
    )
};

/// Several solutions.
pub(crate) static SOLUTIONS: Rule = Rule {
    carried_by: 1,
    part: Part::Decides { applies: several, decide: per_solution },
    ..Rule::completing(
        "R-MS-2",
        Family::MedicoSocial,
        "Organisme gestionnaire avec plusieurs solutions",
        "Un jeu de certificats par solution, sur le FINESS juridique ou géographique",
        &[S003_L346, S003_L316],
    )
};

/// One solution.
pub(crate) static UNE_SOLUTION: Rule = Rule {
    part: Part::Decides { applies: |_, _| true, decide: one },
    ..Rule::completing(
        "R-MS-1-OG",
        Family::MedicoSocial,
        "Organisme gestionnaire qui commande pour lui-même, une solution",
        "Un jeu de certificats sur le FINESS juridique, pour tous les sites",
        &[S003_L316_B, S003_L342, S003_L316, S003_L65],
    )
};

/// The rules of a situation.
pub(crate) static RULES: &[&Rule] = &[&ACTIVITE];
/// The rules of an organisme gestionnaire that asks for itself.
pub(crate) static OWN_RULES: &[&Rule] = &[&PAR_SITE, &SOLUTIONS, &UNE_SOLUTION];

fn facts<'a>(s: &Situation<'a>) -> Option<&'a OrganismeGestionnaire> {
    s.case.organisme_gestionnaire.as_ref()
}

fn activity(s: &Situation<'_>) -> Vec<Draft> {
    vec![hopital::order(&ACTIVITE, Orderer::OrganismeGestionnaire, s)]
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
    on_ej(&UNE_SOLUTION, s)
}

/// Without one information system, the level is the organisme's choice.
fn per_solution(s: &Situation<'_>) -> Vec<Draft> {
    let several = facts(s).and_then(|og| og.si_unifie) == Some(false);
    let open = |draft: Draft| {
        let choice = several && !draft.decision.alternatives.is_empty();
        if choice { draft.warn(WarningCode::EjOrEgChoice) } else { draft }
    };
    on_ej(&SOLUTIONS, s).into_iter().map(open).collect()
}

fn each_site(s: &Situation<'_>) -> Vec<Draft> {
    let Some(og) = facts(s) else { return Vec::new() };
    og.sites
        .iter()
        .map(|site| base(&PAR_SITE, og).on(IdentifierKind::FinessGeographique, Some(site)))
        .collect()
}
