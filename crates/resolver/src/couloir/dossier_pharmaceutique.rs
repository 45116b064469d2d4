//! Dossier Pharmaceutique: personal certificates, for the users of an établissement who hold a card.

use aiguilleur_domain::FinessEg;

use crate::answer::prerequisite::Prerequisite;
use crate::case::{Card, Contrat, Known, Role, Stated, Utilisateur};
use crate::codes::{IdentifierKind, Level, Orderer, Outcome, Usage};
use crate::couloir::decider::Decider;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::{Rule, dossier_pharmaceutique as rules};
use crate::situation::probe::Probe;
use crate::situation::{Asker, Situation};
use crate::warning::WarningCode;

pub(crate) static HORS_PERIMETRE: Decider =
    Decider { rule: &rules::HORS_PERIMETRE, applies: |_, _| true, decide: out_of_scope };

pub(crate) static DOMAINE: Decider =
    Decider { rule: &rules::DOMAINE, applies: without_domain, decide: domain_missing };

pub(crate) static UTILISATEURS: Decider =
    Decider { rule: &rules::UTILISATEURS, applies: without_users, decide: nobody };

pub(crate) static PAR_SITE: Decider =
    Decider { rule: &rules::PAR_SITE, applies: has_many_sites, decide: each_site };

pub(crate) static ETABLISSEMENT: Decider =
    Decider { rule: &rules::ETABLISSEMENT, applies: |_, _| true, decide: order };

/// The rules of an établissement, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] = &[&DOMAINE, &UTILISATEURS, &PAR_SITE, &ETABLISSEMENT];

/// The rule of anybody else.
pub(crate) static OUT: &[&Decider] = &[&HORS_PERIMETRE];

/// Whether a user's role opens to this usage.
fn has_role(user: &Utilisateur, usage: Usage) -> bool {
    match user.role {
        None | Some(Role::Pharmacien) => true,
        Some(Role::Medecin | Role::AgentAdmission) => usage == Usage::DpConsultation,
        Some(Role::Autre) => false,
    }
}

/// Whether the card is the one that the role asks; a card of which nothing is known is not held against.
fn has_card(user: &Utilisateur) -> bool {
    let wanted = if user.role == Some(Role::AgentAdmission) { Card::Cpe } else { Card::Cps };
    match user.carte {
        Known::Unknown => true,
        Known::None => false,
        Known::Some(card) => card == wanted,
    }
}

fn users<'a>(s: &Situation<'a>) -> Option<&'a [Utilisateur]> {
    s.case.utilisateurs.as_deref()
}

/// How many certificates; `None` when the users are not known.
fn certificates(s: &Situation<'_>) -> Option<u32> {
    let users = users(s)?;
    let usages = s.usages.iter().filter(|usage| usage.is_dp());
    let count = usages
        .map(|usage| users.iter().filter(|u| has_role(u, *usage) && has_card(u)).count())
        .sum::<usize>();
    u32::try_from(count).ok()
}

fn domain<'a>(s: &Situation<'a>) -> &'a Known<String> {
    const NOTHING: &Known<String> = &Known::Unknown;
    s.case.etablissement.as_ref().map_or(NOTHING, |e| &e.domaine_messagerie)
}

fn without_domain(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let domain = domain(s);
    probe.check(s, "etablissement.domaine_messagerie", domain.text(), "absent", domain.is_none())
}

fn without_users(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let count = certificates(s);
    let text = count.map(|n| n.to_string());
    probe.check(s, "utilisateurs", text.as_deref(), "aucun utilisateur admis", count == Some(0))
}

/// The sites of the group, where there are several.
fn group_sites<'a>(s: &Situation<'a>) -> &'a [Stated<FinessEg>] {
    let own = s.case.etablissement.as_ref();
    match (&s.case.groupement, own) {
        (Some(group), None) => &group.sites,
        (_, Some(e)) if e.finess_geographique.is_none() && e.sites.len() > 1 => &e.sites,
        _ => &[],
    }
}

fn has_many_sites(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let many = !group_sites(s).is_empty() || s.asker == Asker::Groupement;
    probe.check(s, "sites", None, "plusieurs sites", many)
}

/// What users lack, as warnings.
fn with_users(mut draft: Draft, s: &Situation<'_>) -> Draft {
    let Some(users) = users(s) else {
        draft.unknown(Prerequisite::CarteUtilisateur);
        return draft;
    };
    draft.order.certificates = certificates(s);
    for usage in s.usages.iter().filter(|usage| usage.is_dp()) {
        if users.iter().any(|user| !has_role(user, *usage)) {
            draft = draft.warn(WarningCode::DpRole);
        }
    }
    if users.iter().any(|user| !has_card(user)) {
        draft.missing(Prerequisite::CarteUtilisateur);
        draft = draft.warn(WarningCode::DpNeedsCard);
    }
    draft
}

fn out_of_scope(_: &Situation<'_>) -> Vec<Draft> {
    vec![Draft::new(&rules::HORS_PERIMETRE, Outcome::NotCovered).warn(WarningCode::NotInSeeds)]
}

fn domain_missing(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = Draft::new(&rules::DOMAINE, Outcome::Blocked)
        .by(Orderer::Etablissement)
        .warn(WarningCode::DpDomainMissing);
    draft.missing(Prerequisite::DomaineMessagerie);
    vec![with_users(draft, s)]
}

fn nobody(s: &Situation<'_>) -> Vec<Draft> {
    vec![with_users(Draft::new(&rules::UTILISATEURS, Outcome::Blocked).by(Orderer::Etablissement), s)]
}

fn base(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let outcome = if s.asker == Asker::Activity { Outcome::OrderByStructure } else { Outcome::Order };
    let mut draft = Draft::new(rule, outcome)
        .by(Orderer::Etablissement)
        .contract(Contract::Required(Some(Level::FinessGeographique)))
        .plan(Plan::Personal)
        .with(&rules::REPRESENTANT)
        .with(&rules::ADMINISTRATEUR);
    for usage in s.usages {
        draft.complete(if *usage == Usage::DpAlimentation {
            &rules::ALIMENTATION
        } else {
            &rules::CONSULTATION
        });
    }
    if !domain(s).is_stated() {
        draft.unknown(Prerequisite::DomaineMessagerie);
    }
    with_users(draft, s)
}

fn order(s: &Situation<'_>) -> Vec<Draft> {
    let own = s.case.etablissement.as_ref().filter(|_| s.asker == Asker::Etablissement);
    let only = own.and_then(|e| if let [site] = e.sites.as_slice() { Some(site.as_str()) } else { None });
    let eg = own.and_then(|e| e.finess_geographique.as_deref()).or(only).or_else(|| s.eg());
    let siret = own.and_then(|e| e.siret.as_deref()).filter(|siret| !s.is_scm_siret(siret));
    let draft = base(&rules::ETABLISSEMENT, s).named(own.and_then(|e| e.denomination.as_deref()));
    let draft = match (eg, siret.or_else(|| s.number(IdentifierKind::Siret))) {
        (None, Some(siret)) => draft.on(IdentifierKind::Siret, Some(siret)),
        (eg, _) => draft.on(IdentifierKind::FinessGeographique, eg),
    };
    let at_ej = matches!(s.contrat(), Some(Contrat::Signed { niveau: Some(Level::FinessJuridique), .. }));
    let grouped = s.case.groupement.is_some() || s.structure.is_some_and(|st| st.groupe.is_some());
    vec![if grouped || at_ej {
        draft.warn(WarningCode::DpContractPerSite).with(&rules::PAR_SITE)
    } else {
        draft
    }]
}

fn each_site(s: &Situation<'_>) -> Vec<Draft> {
    let site_order = |site: Option<&str>| {
        base(&rules::PAR_SITE, s)
            .on(IdentifierKind::FinessGeographique, site)
            .warn(WarningCode::DpContractPerSite)
    };
    let sites = group_sites(s);
    if sites.is_empty() {
        vec![site_order(None)]
    } else {
        sites.iter().map(|site| site_order(Some(site))).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{answer, check};

    fn dp(usages: &str, users: &str, expect: &str, warnings: &str) {
        let body = format!(
            r#"{{"couloir": "etablissement", "usages": [{usages}], "utilisateurs": [{users}],
            "etablissement": {{"finess_geographique": "990001604", "domaine_messagerie": "@exemple.fr"}}}}"#
        );
        check(&body, &[expect], warnings);
    }

    const PHARMACIEN: &str = r#"{"role": "pharmacien", "carte": "CPS"}"#;
    const MEDECIN: &str = r#"{"role": "medecin", "carte": "CPS"}"#;

    #[test]
    fn roles_and_cards() {
        let order = "R-DP-1 order etablissement 990001604";
        let blocked = "R-DP-4 blocked etablissement -";
        dp(r#""dp_alimentation""#, PHARMACIEN, order, "");
        dp(r#""dp_alimentation""#, MEDECIN, blocked, "dp_role");
        dp(r#""dp_alimentation""#, &format!("{PHARMACIEN}, {MEDECIN}"), order, "dp_role");
        dp(r#""dp_consultation""#, MEDECIN, order, "");
        dp(r#""dp_consultation""#, r#"{"role": "autre", "carte": "CPS"}"#, blocked, "dp_role");
        dp(
            r#""dp_consultation""#,
            r#"{"role": "agent d'admission", "carte": "CPS"}"#,
            blocked,
            "dp_needs_card",
        );
        dp(
            r#""dp_consultation""#,
            &format!(r#"{PHARMACIEN}, {{"role": "medecin", "carte": null}}"#),
            order,
            "dp_needs_card",
        );
    }

    #[test]
    fn certificates_are_counted_by_user_and_usage() {
        let body = format!(
            r#"{{"usages": ["dp_consultation", "dp_alimentation"], "utilisateurs": [{PHARMACIEN}, {MEDECIN}],
            "etablissement": {{"finess_geographique": "990001604", "domaine_messagerie": "@exemple.fr"}}}}"#
        );
        assert_eq!(answer(&body).decisions[0].certificates(), Some(3));
    }
}
