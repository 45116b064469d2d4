//! GIE: the GIE orders, on its FINESS géographique; the EJ only where RIS and contract stand there.

use aiguilleur_domain::Code;

use crate::case::Contrat;
use crate::codes::{Couloir, IdentifierKind, Level, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::Rule;
use crate::rule::radiologie::gie as rules;
use crate::situation::probe::Probe;
use crate::situation::secteur::is_radiologue;
use crate::situation::{Situation, nature};
use crate::warning::WarningCode;

pub(crate) static GIE_AUTRE: Decider =
    Decider { rule: &rules::GIE_AUTRE, applies: is_gie_of_another, decide: gie_of_another };

pub(crate) static GIE: Decider = Decider { rule: &rules::GIE, applies: is_gie, decide: gie };

/// The guide covers radiologues only; an unknown profession is not assumed to be one.
fn is_gie_of_another(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let radiologue = s.case.couloir == Some(Couloir::Radiologie)
        || s.activity.is_some_and(|activity| is_radiologue(activity, s.professional));
    is_gie(s, probe)
        && probe.check(
            s,
            "profession",
            s.profession(),
            "autre que radiologue",
            s.profession().is_some() && !radiologue,
        )
}

fn gie_of_another(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&rules::GIE_AUTRE, s)]
}

pub(crate) fn is_gie(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let gie = s.structure.and_then(nature::is_gie);
    let statut = s.structure.and_then(|structure| structure.statut_juridique);
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA04", s.secteur() == "SA04")
        && probe.check(
            s,
            "statut_juridique",
            statut.as_ref().map(Code::as_str),
            "76, sinon catégorie 698 ou 699, sinon « GIE » dans le nom",
            gie == Some(true),
        )
}

/// Which of its two numbers the GIE orders on.
pub(crate) fn identifier<'a>(s: &Situation<'a>) -> (IdentifierKind, Option<&'a str>) {
    let contract_at_ej =
        matches!(s.contrat(), Some(Contrat::Signed { niveau: Some(Level::FinessJuridique), .. }));
    let ris_at_ej = s.context().configuration_ris.value() == Some(&Level::FinessJuridique);
    match s.ej() {
        Some(ej) if ris_at_ej && contract_at_ej => (IdentifierKind::FinessJuridique, Some(ej)),
        _ => (IdentifierKind::FinessGeographique, s.eg()),
    }
}

fn gie(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&rules::GIE, s)]
}

fn order(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let (kind, value) = identifier(s);
    let level = if kind == IdentifierKind::FinessJuridique {
        Level::FinessJuridique
    } else {
        Level::FinessGeographique
    };
    let draft = Draft::new(rule, Outcome::OrderByStructure)
        .by(Orderer::Gie)
        .on(kind, value)
        .contract(Contract::Required(Some(level)))
        .plan(Plan::Finess);
    with_alternative(draft, s, kind)
}

fn with_alternative(draft: Draft, s: &Situation<'_>, chosen: IdentifierKind) -> Draft {
    let condition = "Seulement si le RIS est configuré et le contrat signé au niveau de l'entité juridique";
    if chosen == IdentifierKind::FinessJuridique {
        return draft.or(IdentifierKind::FinessGeographique, s.eg(), "Si le contrat est au niveau du site");
    }
    let contract_at_eg =
        matches!(s.contrat(), Some(Contrat::Signed { niveau: Some(Level::FinessGeographique), .. }));
    let ris_at_eg = s.context().configuration_ris.value() == Some(&Level::FinessGeographique);
    let ris_at_ej = s.context().configuration_ris.value() == Some(&Level::FinessJuridique);
    if contract_at_eg && !ris_at_ej || ris_at_eg || s.ej().is_none() {
        return draft;
    }
    let draft = draft.or(IdentifierKind::FinessJuridique, s.ej(), condition);
    let contract_at_ej =
        matches!(s.contrat(), Some(Contrat::Signed { niveau: Some(Level::FinessJuridique), .. }));
    if s.eg().is_some() && (s.level_is_open() || contract_at_ej || ris_at_ej) {
        draft.warn(WarningCode::EjOrEgChoice)
    } else {
        draft
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    fn gie(rest: &str, expect: &str, warnings: &str) {
        let body = format!(
            r#"{{"as_of": "2023-01-16", "couloir": "radiologie", "activities": [{{"secteur": "SA04", "structure": "s"}}],
            "structures": {{"s": {{"statut_juridique": "76", "finess_geographique": "710015983",
            "finess_juridique": "710015975"}}}}{rest}}}"#
        );
        check(&body, &[expect], warnings);
    }

    #[test]
    fn the_ej_needs_both_the_ris_and_the_contract() {
        let eg = "R-RAD-GIE order_by_structure gie 710015983";
        let ej = "R-RAD-GIE order_by_structure gie 710015975";
        gie("", eg, "");
        gie(r#", "context": {"configuration_ris": null}"#, eg, "ej_or_eg_choice");
        gie(r#", "context": {"configuration_ris": "EG"}"#, eg, "");
        gie(r#", "context": {"configuration_ris": "EJ"}"#, eg, "ej_or_eg_choice");
        gie(r#", "contrat_ANS": {"s": "EJ"}"#, eg, "ej_or_eg_choice");
        gie(r#", "contrat_ANS": {"s": "EJ"}, "context": {"configuration_ris": "EJ"}"#, ej, "");
        gie(r#", "contrat_ANS": {"s": null}"#, eg, "contract_missing");
        gie(
            r#", "declared_identifier": {"kind": "siret", "value": "84059661300017"}"#,
            eg,
            "wrong_identifier_type",
        );
        gie(r#", "declared_identifier": {"kind": "finess_juridique", "value": "710015975"}"#, eg, "");
    }
}
