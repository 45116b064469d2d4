//! Couloir biologie médicale: the laboratory orders, on the FINESS géographique of its site principal.

use std::collections::BTreeMap;

use crate::answer::Identifier;
use crate::case::{Site, Stated};
use crate::codes::{IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::couloir::hopital;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::biologie as rules;
use crate::situation::probe::Probe;
use crate::situation::{Asker, Situation, nature};
use crate::warning::WarningCode;

pub(crate) static HOSPITALIER: Decider =
    Decider { rule: &rules::HOSPITALIER, applies: is_hospital, decide: hospital };

pub(crate) static SITE_PRINCIPAL: Decider =
    Decider { rule: &rules::SITE_PRINCIPAL, applies: knows_principal, decide: on_principal };

pub(crate) static SITE_INCONNU: Decider =
    Decider { rule: &rules::SITE_INCONNU, applies: |_, _| true, decide: ask };

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] = &[&HOSPITALIER, &SITE_PRINCIPAL, &SITE_INCONNU];

fn is_hospital(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let stated = s.case.laboratoire.as_ref().and_then(|lab| lab.hospitalier);
    let public = s.structure.and_then(nature::is_public);
    probe.flag(s, "ej_public", stated.or(public), true)
}

fn hospital(s: &Situation<'_>) -> Vec<Draft> {
    if s.asker == Asker::Activity {
        return vec![hopital::order(&rules::HOSPITALIER, Orderer::Etablissement, s)];
    }
    let ej = s.case.laboratoire.as_ref().and_then(|lab| lab.finess_juridique.as_deref());
    vec![
        Draft::new(&rules::HOSPITALIER, Outcome::Order)
            .by(Orderer::Etablissement)
            .on(IdentifierKind::FinessJuridique, ej)
            .contract(Contract::Required(None))
            .plan(Plan::Finess),
    ]
}

/// The known sites: the laboratory's, else the open ones of the directory, else the situation's own.
fn sites<'a>(s: &Situation<'a>) -> Vec<&'a str> {
    let stated = s.case.laboratoire.as_ref().map_or(&[][..], |lab| &lab.sites);
    let open = s.structure.and_then(|st| st.lbm_sites_ouverts.as_deref()).unwrap_or_default();
    let listed = if stated.is_empty() { open } else { stated };
    if listed.is_empty() { s.eg().into_iter().collect() } else { listed.iter().map(Stated::as_str).collect() }
}

/// The site principal: stated, or the only one of a complete list.
fn principal<'a>(s: &Situation<'a>) -> Option<&'a str> {
    let stated = s.case.laboratoire.as_ref().and_then(|lab| lab.site_principal.as_deref());
    let complete = s.case.laboratoire.as_ref().is_some_and(|lab| !lab.sites.is_empty())
        || s.structure.is_some_and(|st| st.lbm_sites_ouverts.as_ref().is_some_and(|open| !open.is_empty()));
    stated.or_else(|| match sites(s).as_slice() {
        [only] if complete => Some(*only),
        _ => None,
    })
}

fn knows_principal(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let found = principal(s);
    probe.check(s, "site_principal", found, "connu, ou un seul site ouvert", found.is_some())
}

fn on_principal(s: &Situation<'_>) -> Vec<Draft> {
    let outcome = if s.asker == Asker::Activity { Outcome::OrderByStructure } else { Outcome::Order };
    let principal = principal(s);
    let draft = Draft::new(&rules::SITE_PRINCIPAL, outcome)
        .by(Orderer::Laboratoire)
        .on(IdentifierKind::FinessGeographique, principal)
        .named(s.case.laboratoire.as_ref().and_then(|lab| lab.denomination.as_deref()))
        .contract(Contract::NotStated)
        .plan(Plan::Finess)
        .optional();
    let elsewhere = s.asker == Asker::Activity && s.eg().is_some() && s.eg() != principal;
    vec![if elsewhere { draft.warn(WarningCode::LbmSitePrincipal) } else { draft }]
}

fn ask(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = Draft::new(&rules::SITE_INCONNU, Outcome::ChoiceRequired)
        .by(Orderer::Laboratoire)
        .warn(WarningCode::LbmSitePrincipal)
        .contract(Contract::NotStated);
    draft.order.identifier = Some(Identifier::missing(IdentifierKind::FinessGeographique));
    let sites = sites(s);
    if sites.is_empty() {
        return vec![draft.on(IdentifierKind::FinessGeographique, None)];
    }
    let named = s.structure.map_or(&[][..], |structure| &structure.sites);
    let named: BTreeMap<&str, &Site> = named.iter().map(|site| (site.finess.as_str(), site)).collect();
    let site = |finess: &str| {
        let known = named.get(finess).copied().cloned();
        known.unwrap_or_else(|| Site { finess: finess.into(), name: None, town: None })
    };
    let (principal, others): (Vec<Site>, Vec<Site>) =
        sites.into_iter().map(site).partition(Site::is_principal);
    let says = "Son nom dit que c'est le siège ou le site principal : à confirmer avec le laboratoire";
    let if_so = "Si c'est le site principal du laboratoire";
    let each = principal.iter().map(|site| (site, says)).chain(others.iter().map(|site| (site, if_so)));
    vec![each.fold(draft, |draft, (site, when)| draft.option(site.proposal(when)))]
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn the_site_principal_or_a_choice() {
        let lab = |facts: &str, expect: &str, warnings: &str| {
            check(&format!(r#"{{"couloir": "biologie", "laboratoire": {{{facts}}}}}"#), &[expect], warnings);
        };
        let two = r#""sites": ["990001018", "990001026"], "finess_juridique": "990001000""#;
        lab(&format!(r#"{two}, "site_principal": "990001026""#), "R-LBM-1 order laboratoire 990001026", "");
        lab(two, "R-LBM-2 choice_required laboratoire -", "lbm_site_principal");
        lab(r#""sites": ["990001018"]"#, "R-LBM-1 order laboratoire 990001018", "");
        let blocked = "R-LBM-2 blocked laboratoire -";
        lab(r#""finess_juridique": "990001000""#, blocked, "lbm_site_principal no_identifier");
        lab(
            r#""hospitalier": true, "finess_juridique": "990001000""#,
            "R-LBM-3 order etablissement 990001000",
            "",
        );
    }
}
