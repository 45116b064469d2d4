//! Couloir officine: the officine orders, on its FINESS géographique; through the bon de commande SEGUR while the
//! financing lasted, through form 413 or mesHabilitations since.

use jiff::civil::{Date, date};

use crate::ambiguity::Ambiguity;
use crate::answer::{Confidence, IdentifierKind, Orderer, Outcome};
use crate::citation::{
    O8_OFFICINE, P3_OFFICINE, P6_MES_HABILITATIONS, S000_L32, S000_L120, S000_L126, S000_L134, S000_L134_B,
    S000_L142, S000_L148, S000_L174, S000_L178, S000_L180, S000_L190, S000_L192, S000_L228, S000_L230,
    S000_L360, S000_L372, S000_L403, S000_L438, S003_L207, S003_L322,
};
use crate::draft::{Contract, Draft, Plan};
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;

const FACTS: &[&str] = &["secteur_activite", "finess_geographique"];

/// The site's number is not known.
pub(crate) static EG_INCONNU: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    part: Part::Decides { applies: without_eg, decide: blocked },
    ..Rule::completing(
        "R-OFF-4",
        Family::Officine,
        "Officine dont seul le FINESS juridique ou le SIRET est connu",
        "Bloqué jusqu'à ce que le FINESS géographique soit trouvé ; aucun autre identifiant ne le remplace",
        &[S000_L126, S000_L134_B],
    )
};

/// Cas 2: the officine does it itself.
pub(crate) static SANS_DELEGATION: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A16],
    part: Part::Decides { applies: without_delegation, decide: own },
    ..Rule::completing(
        "R-OFF-2",
        Family::Officine,
        "Officine qui ne délègue pas à son éditeur (cas 2)",
        "L'officine commande sur son FINESS géographique ; administrateur technique pharmacien, avec sa CPS",
        &[S000_L126, S000_L148, S000_L360],
    )
};

/// Cas 1: the éditeur does it for the officine.
pub(crate) static DELEGATION: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A16],
    part: Part::Decides { applies: |_, _| true, decide: delegated },
    ..Rule::completing(
        "R-OFF-1",
        Family::Officine,
        "Officine, toute forme juridique, éditeur délégué (cas 1) ou délégation non dite",
        "L'officine commande sur son FINESS géographique",
        &[S000_L126, S000_L142, S000_L178, S000_L180, S000_L403],
    )
};

/// Several officines.
pub(crate) static PLUSIEURS: Rule = Rule::completing(
    "R-OFF-3",
    Family::Officine,
    "Plusieurs officines",
    "Un certificat par officine, sur son propre FINESS géographique ; un même administrateur technique possible",
    &[S000_L134, S000_L174, S000_L230],
);

/// Last day on which an officine could order with the Ségur financing.
const SEGUR_LAST_DAY: Date = date(2023, 3, 15);

/// The form while the financing lasts.
pub(crate) static BON_DE_COMMANDE: Rule = Rule {
    valid_until: Some(SEGUR_LAST_DAY),
    ..Rule::completing(
        "R-OFF-SEGUR",
        Family::Officine,
        "Officine qui commande tant que dure le financement Ségur",
        "La demande de certificat est jointe au bon de commande Ségur, qui dit qui administre : éditeur ou pharmacien",
        &[S000_L190, S003_L322, S000_L192, S000_L372],
    )
};

/// The form after it.
pub(crate) static FORMULAIRE: Rule = Rule {
    confidence: Confidence::Medium,
    valid_from: Some(date(2023, 3, 16)),
    ambiguities: &[Ambiguity::A16],
    ..Rule::completing(
        "R-OFF-F413",
        Family::Officine,
        "Officine qui commande après la clôture du financement Ségur",
        "Formulaire 413, ou en ligne mesHabilitations ; administrateur technique de l'éditeur (CPA) ou pharmacien (CPS)",
        &[P3_OFFICINE, P6_MES_HABILITATIONS, S000_L142, S000_L360, S000_L438],
    )
};

/// No contract of the officine's own.
pub(crate) static CONTRAT: Rule = Rule {
    confidence: Confidence::Medium,
    ..Rule::completing(
        "R-OFF-5",
        Family::Officine,
        "Contrat de l'officine avec l'ANS",
        "Aucun n'est demandé à l'officine, structure libérale ; celui de l'éditeur l'est",
        &[S003_L207, S000_L438],
    )
};

/// What the guide covers.
pub(crate) static PORTEE: Rule = Rule::completing(
    "R-OFF-6",
    Family::Officine,
    "Portée du guide officine",
    "DMP (alimentation) et INSi, offre ORG seulement",
    &[S000_L32, S000_L228, S000_L120],
);

/// Officines that the API's filter adds.
pub(crate) static ANALOGIE: Rule = Rule {
    confidence: Confidence::Low,
    ..Rule::completing(
        "R-OFF-ANALOGIE",
        Family::Officine,
        "SA38, SA39 ou SA65 : pharmacie minière, mutualiste, antenne",
        "Comme une officine, par analogie",
        &[O8_OFFICINE],
    )
};

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Rule] = &[&EG_INCONNU, &SANS_DELEGATION, &DELEGATION];
/// The rules that complete them.
pub(crate) static COMPLETING: &[&Rule] =
    &[&PLUSIEURS, &CONTRAT, &PORTEE, &ANALOGIE, &BON_DE_COMMANDE, &FORMULAIRE];

fn without_eg(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "finess_geographique", s.eg(), "inconnu", s.eg().is_none())
}

fn without_delegation(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.flag(s, "delegation_editeur", s.case.delegation_editeur, false)
}

fn blocked(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&EG_INCONNU, s)]
}

fn own(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&SANS_DELEGATION, s)]
}

fn delegated(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&DELEGATION, s)]
}

/// The form of that day, and the rule that says so.
fn form_of(day: Date) -> (Plan, &'static Rule) {
    if BON_DE_COMMANDE.in_force(day) {
        (Plan::Segur, &BON_DE_COMMANDE)
    } else {
        (Plan::Officine, &FORMULAIRE)
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
        .with(&CONTRAT)
        .with(&PORTEE);
    if s.case.activities.as_ref().is_some_and(|list| list.len() > 1) {
        draft.complete(&PLUSIEURS);
    }
    if s.activity.is_some() && s.secteur() != "SA33" {
        draft.complete(&ANALOGIE);
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
