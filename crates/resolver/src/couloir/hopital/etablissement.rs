//! An établissement that asks for itself: public, dialysis or private, one solution or several, by site or not.

use crate::case::{Etablissement, Nature, SiteOption, Stated};
use crate::codes::{IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::couloir::prive;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::Rule;
use crate::rule::hopital::etablissement as rules;
use crate::situation::Situation;
use crate::situation::probe::Probe;
use crate::warning::WarningCode;

pub(crate) static PAR_SITE: Decider = Decider { rule: &rules::PAR_SITE, applies: by_site, decide: each_site };

pub(crate) static SI_NON_UNIFIE: Decider =
    Decider { rule: &rules::SI_NON_UNIFIE, applies: without_unified_si, decide: several_si };

pub(crate) static SOLUTIONS: Decider =
    Decider { rule: &rules::SOLUTIONS, applies: several_solutions, decide: per_solution };

pub(crate) static PUBLIC: Decider = Decider { rule: &rules::PUBLIC, applies: is_public, decide: one };

pub(crate) static PRIVE: Decider = Decider { rule: &rules::PRIVE, applies: is_prive, decide: private };

pub(crate) static PRIVE_ECHU: Decider =
    Decider { rule: &rules::PRIVE_ECHU, applies: is_prive, decide: private_expired };

pub(crate) static PRIVE_EJ: Decider =
    Decider { rule: &rules::PRIVE_EJ, applies: is_prive, decide: private_recommended };

pub(crate) static NATURE_INCONNUE: Decider =
    Decider { rule: &rules::NATURE_INCONNUE, applies: |_, _| true, decide: unknown };

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] =
    &[&PRIVE, &PRIVE_ECHU, &PRIVE_EJ, &PAR_SITE, &SI_NON_UNIFIE, &SOLUTIONS, &PUBLIC, &NATURE_INCONNUE];

fn facts<'a>(s: &Situation<'a>) -> Option<&'a Etablissement> {
    s.case.etablissement.as_ref()
}

fn nature(s: &Situation<'_>, probe: &mut Probe<'_>, wanted: &'static str, admitted: &[Nature]) -> bool {
    let nature = facts(s).and_then(|e| e.nature);
    probe.check(
        s,
        "etablissement.nature",
        nature.map(Nature::code),
        wanted,
        nature.is_some_and(|n| admitted.contains(&n)),
    )
}

fn is_prive(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    nature(s, probe, "prive", &[Nature::Prive])
}

fn is_public(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    nature(s, probe, "public ou dialyse", &[Nature::Public, Nature::Dialyse])
}

fn by_site(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let option = facts(s).and_then(|e| e.option);
    let sites = facts(s).is_some_and(|e| !e.sites.is_empty());
    probe.check(
        s,
        "etablissement.option",
        option.map(SiteOption::code),
        "par_site",
        option == Some(SiteOption::ParSite) && sites,
    ) && is_public(s, probe)
}

fn without_unified_si(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    is_public(s, probe) && probe.flag(s, "etablissement.si_unifie", facts(s).and_then(|e| e.si_unifie), false)
}

fn several_solutions(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let count = facts(s).and_then(|e| e.solutions_alimentant_dmp);
    let text = count.map(|n| n.to_string());
    is_public(s, probe)
        && probe.check(
            s,
            "etablissement.solutions_alimentant_dmp",
            text.as_deref(),
            "plusieurs",
            count > Some(1),
        )
}

/// As many sets as solutions, or as instances where there are more of them.
fn sets(e: &Etablissement) -> u32 {
    e.solutions_alimentant_dmp.unwrap_or(1).max(e.instances.unwrap_or(1))
}

/// The order on the EJ, the sites beside; on the only site when the EJ is not known.
fn on_ej(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let Some(e) = facts(s) else {
        return Draft::new(rule, Outcome::NotCovered).warn(WarningCode::NotInSeeds);
    };
    let draft = Draft::new(rule, Outcome::Order)
        .by(Orderer::Etablissement)
        .named(e.denomination.as_deref())
        .contract(Contract::Required(None))
        .plan(Plan::Finess)
        .sets(sets(e));
    let draft = if e.instances > Some(1) { draft.with(&rules::INSTANCES) } else { draft };
    let sites = e.sites.iter().map(Stated::as_str).chain(e.finess_geographique.as_deref());
    match (e.finess_juridique.as_deref(), e.sites.as_slice()) {
        (None, [site]) => draft.on(IdentifierKind::FinessGeographique, Some(site)),
        (None, []) if e.finess_geographique.is_some() => {
            draft.on(IdentifierKind::FinessGeographique, e.finess_geographique.as_deref())
        }
        (ej, _) => sites.fold(draft.on(IdentifierKind::FinessJuridique, ej), |draft, site| {
            draft.or(
                IdentifierKind::FinessGeographique,
                Some(site),
                "Si l'établissement souhaite un certificat par site",
            )
        }),
    }
}

fn one(s: &Situation<'_>) -> Vec<Draft> {
    vec![on_ej(&rules::PUBLIC, s)]
}

fn per_solution(s: &Situation<'_>) -> Vec<Draft> {
    vec![on_ej(&rules::SOLUTIONS, s)]
}

fn several_si(s: &Situation<'_>) -> Vec<Draft> {
    let draft = on_ej(&rules::SI_NON_UNIFIE, s);
    let open = !draft.order.alternatives.is_empty();
    vec![if open { draft.warn(WarningCode::EjOrEgChoice) } else { draft }]
}

fn each_site(s: &Situation<'_>) -> Vec<Draft> {
    let Some(e) = facts(s) else { return Vec::new() };
    sites(e).map(|site| site_order(&rules::PAR_SITE, Some(site), e)).collect()
}

fn site_order(rule: &'static Rule, site: Option<&str>, e: &Etablissement) -> Draft {
    prive::transitional(rule, Outcome::Order, site).named(e.denomination.as_deref())
}

/// The sites, or the one that asks.
fn sites(e: &Etablissement) -> impl Iterator<Item = &str> {
    let own = if e.sites.is_empty() { e.finess_geographique.as_deref() } else { None };
    e.sites.iter().map(Stated::as_str).chain(own)
}

fn private(s: &Situation<'_>) -> Vec<Draft> {
    let Some(e) = facts(s) else { return Vec::new() };
    let warned = |site| site_order(&rules::PRIVE, site, e).warn(WarningCode::PrivateEgUntil2023);
    let orders: Vec<Draft> = sites(e).map(|site| warned(Some(site))).collect();
    if orders.is_empty() { vec![warned(None)] } else { orders }
}

fn private_expired(s: &Situation<'_>) -> Vec<Draft> {
    let Some(e) = facts(s) else { return Vec::new() };
    vec![
        prive::expired(&rules::PRIVE_ECHU, e.finess_juridique.as_deref(), sites(e))
            .named(e.denomination.as_deref()),
    ]
}

fn private_recommended(s: &Situation<'_>) -> Vec<Draft> {
    let Some(e) = facts(s) else { return Vec::new() };
    let draft = match (e.finess_juridique.as_deref(), sites(e).collect::<Vec<_>>().as_slice()) {
        (None, [site]) => prive::transitional(&rules::PRIVE_EJ, Outcome::Order, Some(site))
            .warn(WarningCode::PrivateEjRecommended)
            .warn(WarningCode::EjOrEgChoice),
        (ej, sites) => prive::recommended(&rules::PRIVE_EJ, Outcome::Order, ej, sites.iter().copied()),
    };
    vec![draft.named(e.denomination.as_deref()).sets(sets(e))]
}

fn unknown(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&rules::NATURE_INCONNUE, Outcome::ChoiceRequired)
        .by(Orderer::Etablissement)
        .warn(WarningCode::EjOrEgChoice)
        .contract(Contract::Required(None));
    let Some(e) = facts(s) else { return vec![draft] };
    let ej = e.finess_juridique.as_deref();
    let draft =
        draft.choice(IdentifierKind::FinessJuridique, ej, "Établissement public ou centre de dialyse");
    let draft = sites(e).fold(draft, |draft, site| {
        draft.choice(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Par site, selon le système d'information",
        )
    });
    vec![if draft.order.options.is_empty() { draft.on(IdentifierKind::FinessJuridique, None) } else { draft }]
}

#[cfg(test)]
mod tests {
    use crate::testing::{answer, check};

    fn etablissement(day: &str, facts: &str, expect: &[&str], warnings: &str) {
        let body = format!(r#"{{"as_of": "{day}", "couloir": "hopital", "etablissement": {{{facts}}}}}"#);
        check(&body, expect, warnings);
    }

    #[test]
    fn private_by_date() {
        let facts = r#""nature": "prive", "sites": ["990000689"], "finess_juridique": "990000671""#;
        let before = ["R-HOP-2-ETAB order etablissement 990000689"];
        etablissement("2023-03-31", facts, &before, "private_eg_until_2023");
        let after = ["R-HOP-2-ETAB-ECHU choice_required etablissement -"];
        etablissement("2023-04-01", facts, &after, "private_rule_expired ej_or_eg_choice");
        let no_site = r#""nature": "prive", "finess_juridique": "990000671""#;
        let blocked = ["R-HOP-2-ETAB blocked etablissement -"];
        etablissement("2023-01-01", no_site, &blocked, "private_eg_until_2023 no_identifier");
    }

    #[test]
    fn dialysis_is_as_public_whatever_the_day() {
        for day in ["2022-12-20", "2026-01-01"] {
            let facts = r#""nature": "dialyse", "sites": ["990000689"], "finess_juridique": "990000671""#;
            etablissement(day, facts, &["R-HOP-1-ETAB order etablissement 990000671"], "");
        }
    }

    #[test]
    fn sets_follow_solutions_and_instances() {
        for (facts, sets) in [
            (r#""solutions_alimentant_dmp": 3"#, 3),
            (r#""instances": 4"#, 4),
            (r#""solutions_alimentant_dmp": 3, "instances": 5"#, 5),
            (r#""si_unifie": false, "solutions_alimentant_dmp": 2"#, 2),
            (r#""si_unifie": true"#, 1),
        ] {
            let body = format!(
                r#"{{"couloir": "hopital", "etablissement": {{"nature": "public", "finess_juridique": "990000606", {facts}}}}}"#
            );
            assert_eq!(answer(&body).certificate_sets, sets, "{facts}");
        }
    }
}
