//! The dates of the private établissements' transitional rule: data, changed here when the ANS says so.

use jiff::civil::{Date, date};

use crate::answer::{IdentifierKind, Orderer, Outcome};
use crate::draft::{Contract, Draft, Plan};
use crate::rule::Rule;
use crate::situation::Situation;
use crate::warning::WarningCode;

/// Last day of « jusqu'à début 2023 »: the end of the first quarter.
pub(crate) const TRANSITION_LAST_DAY: Date = date(2023, 3, 31);
/// First day after it.
pub(crate) const TRANSITION_OVER: Date = date(2023, 4, 1);

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
    if draft.decision.options.is_empty() {
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

/// The same from a situation: after the transition.
pub(crate) fn expired_for(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    expired(rule, s.ej(), s.eg().into_iter())
}
