//! ROC (complémentaires santé): établissements only; the level of the ANS contract tells the identifier.

use crate::case::{Contrat, Nature, Stated};
use crate::codes::{IdentifierKind, Level, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::{Rule, roc as rules};
use crate::situation::probe::Probe;
use crate::situation::{Asker, Situation, nature};
use crate::warning::{Warning, WarningCode};

pub(crate) static HORS_PERIMETRE: Decider =
    Decider { rule: &rules::HORS_PERIMETRE, applies: |_, _| true, decide: out_of_scope };

pub(crate) static CONTRAT_QUEL_EG: Decider =
    Decider { rule: &rules::CONTRAT_QUEL_EG, applies: contract_at_some_eg, decide: choose_eg };

pub(crate) static NIVEAU_INCONNU: Decider =
    Decider { rule: &rules::NIVEAU_INCONNU, applies: level_unknown_many, decide: choose_level };

pub(crate) static CONTRAT_EG: Decider =
    Decider { rule: &rules::CONTRAT_EG, applies: contract_at_eg, decide: on_eg };

pub(crate) static CONTRAT_EJ: Decider =
    Decider { rule: &rules::CONTRAT_EJ, applies: has_contract, decide: on_ej };

pub(crate) static PLUSIEURS_EG: Decider =
    Decider { rule: &rules::PLUSIEURS_EG, applies: without_contract_many, decide: choose };

pub(crate) static UN_EG: Decider =
    Decider { rule: &rules::UN_EG, applies: without_contract, decide: on_ej_advised };

pub(crate) static CONTRAT_INCONNU: Decider =
    Decider { rule: &rules::CONTRAT_INCONNU, applies: |_, _| true, decide: unknown };

/// The rules of an établissement, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] =
    &[&CONTRAT_QUEL_EG, &CONTRAT_EG, &NIVEAU_INCONNU, &CONTRAT_EJ, &PLUSIEURS_EG, &UN_EG, &CONTRAT_INCONNU];

/// The rule of anybody else.
pub(crate) static OUT: &[&Decider] = &[&HORS_PERIMETRE];

fn level(s: &Situation<'_>) -> Option<Level> {
    match s.contrat() {
        Some(Contrat::Signed { niveau, .. }) => *niveau,
        _ => None,
    }
}

fn contract_at_eg(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let at = level(s);
    probe.check(s, "contrat_ANS.niveau", at.map(Level::code), "EG", at == Some(Level::FinessGeographique))
}

/// The site that the contract names, else the only one.
fn site_of_contract<'a>(s: &Situation<'a>) -> Option<&'a str> {
    let stated = match s.contrat() {
        Some(Contrat::Signed { finess, .. }) => finess.as_deref(),
        _ => None,
    };
    match sites(s).as_slice() {
        [only] => stated.or(Some(*only)),
        _ => stated,
    }
}

/// A contract at a site that nothing names: an only site would be the one meant.
fn contract_at_some_eg(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    contract_at_eg(s, probe)
        && probe.check(
            s,
            "sites",
            None,
            "plusieurs EG, aucun désigné",
            !sites(s).is_empty() && site_of_contract(s).is_none(),
        )
}

/// Whether several sites are known, and no contract whose level is.
fn level_unknown_many(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let count = sites(s).len();
    let unknown = level(s).is_none() && !matches!(s.contrat(), Some(Contrat::Missing));
    probe.check(s, "contrat_ANS.niveau", level(s).map(Level::code), "inconnu", unknown)
        && probe.check(s, "sites", Some(&count.to_string()), "plusieurs EG", count > 1)
}

fn has_contract(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let signed = matches!(s.contrat(), Some(Contrat::Signed { .. }));
    probe.check(s, "contrat_ANS", level(s).map(Level::code), "signé", signed)
}

fn without_contract(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "contrat_ANS", None, "aucun contrat", matches!(s.contrat(), Some(Contrat::Missing)))
}

fn without_contract_many(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let count = sites(s).len();
    without_contract(s, probe)
        && probe.check(
            s,
            "sites",
            Some(&count.to_string()),
            "plusieurs EG",
            count > 1 || s.asker == Asker::Activity,
        )
}

fn ej<'a>(s: &Situation<'a>) -> Option<&'a str> {
    match &s.case.etablissement {
        Some(e) if s.asker == Asker::Etablissement => e.finess_juridique.as_deref(),
        _ => s.ej(),
    }
}

fn sites<'a>(s: &Situation<'a>) -> Vec<&'a str> {
    match &s.case.etablissement {
        Some(e) if s.asker == Asker::Etablissement => {
            let own = e
                .finess_geographique
                .as_deref()
                .filter(|own| !e.sites.iter().any(|site| site.as_str() == *own));
            e.sites.iter().map(Stated::as_str).chain(own).collect()
        }
        // The sites of the entity, where the directory names them.
        _ => {
            let known = s.structure.map_or(&[][..], |structure| &structure.sites);
            let own = s.eg().filter(|own| !known.iter().any(|site| site.finess.as_str() == *own));
            own.into_iter().chain(known.iter().map(|site| site.finess.as_str())).collect()
        }
    }
}

/// Whether ROC is asked beside other usages and follows a number of its own: a site's, or one that is not known yet.
pub(crate) fn is_apart(s: &Situation<'_>) -> bool {
    level(s) == Some(Level::FinessGeographique) || level(s).is_none() && sites(s).len() > 1
}

/// Says that ROC is to be asked by itself.
pub(crate) fn tell_apart(draft: &mut Draft) {
    let message = "ROC se décide à part, à demander seul : son identifiant suit le niveau du contrat avec l'ANS, l'entité \
                   juridique ou un site, qui sera présenté à l'extérieur";
    draft.push(Warning::with(WarningCode::ContractEgExposed, message.to_owned()));
    draft.complete(&rules::CONTRAT_EG);
}

fn base(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let outcome = if s.asker == Asker::Activity { Outcome::OrderByStructure } else { Outcome::Order };
    let draft = Draft::new(rule, outcome)
        .by(Orderer::Etablissement)
        .named(s.case.etablissement.as_ref().and_then(|e| e.denomination.as_deref()))
        .contract(Contract::Required(None))
        .plan(Plan::Finess);
    if is_private(s) { draft.with(&rules::PRIVE) } else { draft }
}

fn is_private(s: &Situation<'_>) -> bool {
    let own = s.case.etablissement.as_ref().and_then(|e| e.nature) == Some(Nature::Prive);
    own || s.structure.and_then(nature::is_public) == Some(false)
}

fn out_of_scope(_: &Situation<'_>) -> Vec<Draft> {
    vec![Draft::new(&rules::HORS_PERIMETRE, Outcome::NotCovered).warn(WarningCode::NotInSeeds)]
}

fn on_eg(s: &Situation<'_>) -> Vec<Draft> {
    let draft = base(&rules::CONTRAT_EG, s).on(IdentifierKind::FinessGeographique, site_of_contract(s));
    vec![draft.warn(WarningCode::ContractEgExposed)]
}

fn choose_eg(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = base(&rules::CONTRAT_QUEL_EG, s).warn(WarningCode::ContractEgExposed);
    draft.conclusion.outcome = Outcome::ChoiceRequired;
    vec![sites(s).into_iter().fold(draft, |draft, site| {
        draft.choice(IdentifierKind::FinessGeographique, Some(site), "Si le contrat désigne ce site")
    })]
}

fn choose_level(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft =
        base(&rules::NIVEAU_INCONNU, s).warn(WarningCode::ContractEgExposed).with(&rules::NIVEAU_REGIONAL);
    draft.conclusion.outcome = Outcome::ChoiceRequired;
    let draft = draft.choice(
        IdentifierKind::FinessJuridique,
        ej(s),
        "Si le contrat est signé au niveau de l'entité juridique",
    );
    vec![sites(s).into_iter().fold(draft, |draft, site| {
        draft.choice(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Si le contrat est signé au niveau de ce site, qui sera présenté à l'extérieur",
        )
    })]
}

fn on_ej(s: &Situation<'_>) -> Vec<Draft> {
    let stated = match s.contrat() {
        Some(Contrat::Signed { niveau: Some(Level::FinessJuridique), finess }) => finess.as_deref(),
        _ => None,
    };
    vec![base(&rules::CONTRAT_EJ, s).on(IdentifierKind::FinessJuridique, ej(s).or(stated))]
}

fn choose(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = base(&rules::PLUSIEURS_EG, s).warn(WarningCode::ContractEgExposed);
    draft.conclusion.outcome = Outcome::ChoiceRequired;
    let draft = draft.choice(
        IdentifierKind::FinessJuridique,
        ej(s),
        "Proposé : contrat et certificats à l'entité juridique",
    );
    let draft = sites(s).into_iter().fold(draft, |draft, site| {
        draft.choice(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Possible : ce site sera présenté à l'extérieur",
        )
    });
    vec![if draft.order.options.is_empty() { draft.on(IdentifierKind::FinessJuridique, None) } else { draft }]
}

fn with_sites(rule: &'static Rule, s: &Situation<'_>) -> Vec<Draft> {
    let draft = base(rule, s).on(IdentifierKind::FinessJuridique, ej(s));
    vec![sites(s).into_iter().fold(draft, |draft, site| {
        draft.or(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Possible : ce site sera présenté à l'extérieur",
        )
    })]
}

fn on_ej_advised(s: &Situation<'_>) -> Vec<Draft> {
    with_sites(&rules::UN_EG, s)
}

fn unknown(s: &Situation<'_>) -> Vec<Draft> {
    with_sites(&rules::CONTRAT_INCONNU, s)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn the_contract_tells_the_level() {
        for (contract, sites, expect, warnings) in [
            (
                r#"{"niveau": "EJ"}"#,
                r#""990001513", "990001521""#,
                "R-ROC-1 order etablissement 990001505",
                "",
            ),
            ("true", r#""990001513""#, "R-ROC-1 order etablissement 990001505", ""),
            (
                "true",
                r#""990001513", "990001521""#,
                "R-ROC-NIVEAU choice_required etablissement -",
                "contract_eg_exposed",
            ),
            (r#""EG""#, r#""990001513""#, "R-ROC-2 order etablissement 990001513", "contract_eg_exposed"),
            (
                r#""EG""#,
                r#""990001513", "990001521""#,
                "R-ROC-2-CHOIX choice_required etablissement -",
                "contract_eg_exposed",
            ),
            ("false", r#""990001513""#, "R-ROC-4 order etablissement 990001505", "contract_missing"),
        ] {
            let body = format!(
                r#"{{"couloir": "etablissement", "usages": ["roc"], "contrat_ANS": {contract},
                "etablissement": {{"sites": [{sites}], "finess_juridique": "990001505"}}}}"#
            );
            check(&body, &[expect], warnings);
        }
    }
}
