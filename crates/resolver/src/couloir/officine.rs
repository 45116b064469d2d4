//! Couloir officine: the officine orders, on its FINESS géographique; through the bon de commande SEGUR while the
//! financing lasted, through form 413 or mesHabilitations since.

use jiff::civil::Date;

use crate::citation::S000_L126;
use crate::codes::{IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::{Rule, officine as rules};
use crate::situation::Situation;
use crate::situation::probe::Probe;

pub(crate) static EG_INCONNU: Decider =
    Decider { rule: &rules::EG_INCONNU, applies: without_eg, decide: blocked };

pub(crate) static SANS_DELEGATION: Decider =
    Decider { rule: &rules::SANS_DELEGATION, applies: without_delegation, decide: own };

pub(crate) static DELEGATION: Decider =
    Decider { rule: &rules::DELEGATION, applies: |_, _| true, decide: delegated };

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] = &[&EG_INCONNU, &SANS_DELEGATION, &DELEGATION];

fn without_eg(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "finess_geographique", s.eg(), "inconnu", s.eg().is_none())
}

fn without_delegation(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.flag(s, "delegation_editeur", s.case.delegation_editeur, false)
}

fn blocked(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&rules::EG_INCONNU, s)]
}

fn own(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&rules::SANS_DELEGATION, s)]
}

fn delegated(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = order(&rules::DELEGATION, s);
    if s.case.delegation_editeur.is_none() {
        draft.carry(&S000_L126);
    }
    vec![draft]
}

/// The form in use on that day, and its rule.
fn form_of(day: Date) -> (Plan, &'static Rule) {
    if rules::BON_DE_COMMANDE.in_force(day) {
        (Plan::Segur, &rules::BON_DE_COMMANDE)
    } else {
        (Plan::Officine, &rules::FORMULAIRE)
    }
}

fn order(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let (plan, form) = form_of(s.as_of);
    let mut draft = Draft::new(rule, Outcome::Order)
        .by(Orderer::Officine)
        .on(IdentifierKind::FinessGeographique, s.eg())
        .contract(Contract::NotRequired)
        .plan(plan)
        .with(form)
        .with(&rules::CONTRAT)
        .with(&rules::PORTEE);
    if s.case.activities.as_ref().is_some_and(|list| list.len() > 1) {
        draft.complete(&rules::PLUSIEURS);
    }
    if s.activity.is_some() && s.secteur() != "SA33" {
        draft.complete(&rules::ANALOGIE);
    }
    draft
}

#[cfg(test)]
mod tests {
    use crate::testing::{answer, check};

    fn body(structure: &str, rest: &str) -> String {
        format!(
            r#"{{"as_of": "2023-01-16", "couloir": "officine", "activities": [{{"secteur": "SA33", "structure": "s"}}],
            "structures": {{"s": {{{structure}}}}}{rest}}}"#
        )
    }

    #[test]
    fn only_the_site_s_number_serves() {
        let eg = r#""finess_geographique": "990000010", "finess_juridique": "990000028", "siret": "99990001200017""#;
        for (kind, value) in [("finess_juridique", "990000028"), ("siret", "99990001200017")] {
            let declared = format!(r#", "declared_identifier": {{"kind": "{kind}", "value": "{value}"}}"#);
            let order = "R-OFF-1 order officine 990000010";
            check(&body(eg, &declared), &[order], "wrong_identifier_type");
        }
        let blocked = "R-OFF-4 blocked officine -";
        check(&body(r#""siret": "99990001200017""#, ""), &[blocked], "no_identifier");
    }

    #[test]
    fn the_bon_de_commande_says_who_administers() {
        for (rest, statut) in [
            (r#", "delegation_editeur": true"#, Some("editeur")),
            (r#", "delegation_editeur": false"#, Some("pharmacien")),
            ("", None),
        ] {
            let answer = answer(&body(r#""finess_geographique": "990000010""#, rest));
            assert_eq!(answer.forms[0].statut, statut, "{rest}");
        }
    }
}
