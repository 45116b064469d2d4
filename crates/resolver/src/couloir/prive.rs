//! The private établissements' rule by date: each site until early 2023, then a choice, then the EJ as the ANS
//! recommends. The dates are data, changed here when the ANS changes them.

use crate::codes::{IdentifierKind, Orderer, Outcome};
use crate::couloir::radiologie::etablissement::public_identifier;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::Rule;
use crate::situation::Situation;
use crate::warning::WarningCode;

/// Choice after the transition, the EJ first: nothing is picked silently.
pub(crate) fn expired<'a>(
    rule: &'static Rule,
    ej: Option<&str>,
    sites: impl Iterator<Item = &'a str>,
) -> Draft {
    let draft = Draft::new(rule, Outcome::ChoiceRequired)
        .by(Orderer::Etablissement)
        .warn(WarningCode::PrivateRuleExpired)
        .warn(WarningCode::EjOrEgChoice)
        .contract(Contract::Required(None))
        .choice(
            IdentifierKind::FinessJuridique,
            ej,
            "Doctrine générale et guide hôpital de 2023 : l'entité juridique",
        );
    let draft = sites.fold(draft, |draft, site| {
        draft.choice(IdentifierKind::FinessGeographique, Some(site), "Règle transitoire échue : chaque site")
    });
    if draft.order.options.is_empty() {
        return draft.on(IdentifierKind::FinessJuridique, None);
    }
    draft
}

/// One site during the transition.
pub(crate) fn transitional(rule: &'static Rule, outcome: Outcome, site: Option<&str>) -> Draft {
    Draft::new(rule, outcome)
        .by(Orderer::Etablissement)
        .on(IdentifierKind::FinessGeographique, site)
        .contract(Contract::Required(None))
        .plan(Plan::Finess)
}

/// The EJ that the ANS recommends, each site beside; the only site where no EJ is known.
pub(crate) fn recommended<'a>(
    rule: &'static Rule,
    outcome: Outcome,
    ej: Option<&str>,
    sites: impl Iterator<Item = &'a str>,
) -> Draft {
    let draft = Draft::new(rule, outcome)
        .by(Orderer::Etablissement)
        .warn(WarningCode::PrivateEjRecommended)
        .contract(Contract::Required(None))
        .plan(Plan::Finess)
        .on(IdentifierKind::FinessJuridique, ej);
    let draft = sites.fold(draft, |draft, site| {
        draft.or(
            IdentifierKind::FinessGeographique,
            Some(site),
            "Si l'établissement souhaite le FINESS géographique du site",
        )
    });
    if draft.order.alternatives.is_empty() { draft } else { draft.warn(WarningCode::EjOrEgChoice) }
}

/// The same from a situation: the level follows the RIS where somebody says how it is configured.
pub(crate) fn recommended_for(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let (kind, value) = public_identifier(s);
    if kind == IdentifierKind::FinessJuridique {
        let draft = recommended(rule, Outcome::OrderByStructure, value, s.eg().into_iter());
        return draft;
    }
    Draft::new(rule, Outcome::OrderByStructure)
        .by(Orderer::Etablissement)
        .warn(WarningCode::PrivateEjRecommended)
        .warn(WarningCode::EjOrEgChoice)
        .contract(Contract::Required(None))
        .plan(Plan::Finess)
        .on(kind, value)
        .or(IdentifierKind::FinessJuridique, s.ej(), "Recommandé par l'ANS depuis décembre 2023")
}

/// The same from a situation: after the transition.
pub(crate) fn expired_for(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    expired(rule, s.ej(), s.eg().into_iter())
}
