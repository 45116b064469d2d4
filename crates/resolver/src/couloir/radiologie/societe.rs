//! Radiologues in a société d'exercice: its SIRET, never an SCM's.

use aiguilleur_nomenclature::categorie_juridique as forme;

use crate::ambiguity::Ambiguity;
use crate::answer::{Confidence, Identifier, IdentifierKind, Orderer, Outcome, Proposal};
use crate::citation::{
    O18_SCM, S002_L13_15, S002_L138_144, S002_L183, S002_L186_188, S002_L205_207, S002_L870_889, S003_L132,
    S003_L132_B, S003_L136, S003_L144, S003_L145, S003_L326,
};
use crate::couloir::SOCIETE as SECTEUR;
use crate::draft::{Contract, Draft, Plan};
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;
use crate::warning::WarningCode;

/// A société d'exercice.
pub(crate) static SOCIETE: Rule = Rule {
    facts: &["secteur_activite", "siret"],
    ambiguities: &[Ambiguity::A4, Ambiguity::A6],
    part: Part::Decides { applies: in_societe, decide: societe },
    ..Rule::completing(
        "R-RAD-SEL",
        Family::Radiologie,
        "SA09 société d'exercice (SEL, SCP)",
        "La société commande sur son SIRET, sans contrat avec l'ANS",
        &[
            S002_L138_144,
            S003_L326,
            S002_L183,
            S002_L205_207,
            S002_L13_15,
            S003_L145,
            S002_L186_188,
            S002_L870_889,
        ],
    )
};

/// A société that is an SCM: it cannot be the société d'exercice.
pub(crate) static SCM_SOCIETE: Rule = Rule {
    confidence: Confidence::Medium,
    facts: &["secteur_activite", "rpps_rang", "categorie_juridique", "statut_juridique", "denomination"],
    part: Part::Decides { applies: is_scm, decide: scm },
    ..Rule::completing(
        "R-RAD-SEL-SCM",
        Family::Radiologie,
        "SA09 dont la société est une société civile de moyens (SCM)",
        "Choix : le RPPS-rang du cabinet, ou le SIRET de la vraie société d'exercice ; jamais celui de la SCM",
        &[S003_L132, S003_L132_B, S003_L136, S003_L144, O18_SCM, S002_L138_144],
    )
};

/// A société whose legal form, in SIRENE, is not one in which a profession is practised.
pub(crate) static AUTRE_FORME: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["secteur_activite", "siret", "categorie_juridique"],
    part: Part::Decides { applies: is_other_form, decide: other_form },
    ..Rule::completing(
        "R-RAD-SEL-FORME",
        Family::Radiologie,
        "SA09 dont la catégorie juridique, dans SIRENE, n'est ni une SEL, ni une SCP, ni une SISA",
        "Choix : confirmer la société dans laquelle le professionnel exerce avant de commander sur son SIRET",
        &[S002_L138_144, S003_L145],
    )
};

fn is_other_form(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let code = s.structure.and_then(|structure| structure.categorie_juridique);
    let code = code.as_ref().map(aiguilleur_domain::Code::as_str);
    let other =
        code.is_some_and(|code| !(forme::is_sel(code) || forme::is_scp(code) || forme::is_sisa(code)));
    in_societe(s, probe) && probe.check(s, "categorie_juridique", code, "ni SEL, ni SCP, ni SISA", other)
}

fn other_form(s: &Situation<'_>) -> Vec<Draft> {
    let message = "Les sources se contredisent : le RPPS dit « exercice en société », SIRENE donne à cette entreprise \
                   une forme juridique qui n'est pas celle d'une société d'exercice ; à confirmer";
    vec![
        Draft::new(&AUTRE_FORME, Outcome::ChoiceRequired)
            .by(Orderer::SocieteExercice)
            .warn_with(WarningCode::ContradictorySources, message.to_owned())
            .contract(Contract::NotRequired)
            .choice(
                IdentifierKind::Siret,
                s.number(IdentifierKind::Siret),
                "Si le professionnel exerce bien dans cette société",
            ),
    ]
}

pub(crate) fn in_societe(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA09", s.secteur() == SECTEUR)
}

fn is_scm(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let found = s.scm.map_or("aucun indice", crate::scm::ScmEvidence::label_fr);
    in_societe(s, probe) && probe.check(s, "scm", Some(found), "SCM", s.scm.is_some())
}

fn societe(s: &Situation<'_>) -> Vec<Draft> {
    vec![
        Draft::new(&SOCIETE, Outcome::Order)
            .by(Orderer::SocieteExercice)
            .on(IdentifierKind::Siret, s.number(IdentifierKind::Siret))
            .contract(Contract::NotRequired)
            .plan(Plan::Societe),
    ]
}

fn scm(s: &Situation<'_>) -> Vec<Draft> {
    vec![scm_choice(Draft::new(&SCM_SOCIETE, Outcome::ChoiceRequired), s)]
}

/// The two ways out when a société is an SCM.
pub(crate) fn scm_choice(draft: Draft, s: &Situation<'_>) -> Draft {
    let rang = s.number(IdentifierKind::RppsRang);
    draft
        .option(Proposal {
            orderer: Some(Orderer::CabinetTitulaire),
            identifier: Some(Identifier::of(IdentifierKind::RppsRang, rang)),
            condition: "Si le professionnel exerce en cabinet : RPPS-rang lu dans l'Annuaire Santé",
            ..Proposal::default()
        })
        .option(Proposal {
            orderer: Some(Orderer::SocieteExercice),
            identifier: Some(Identifier::missing(IdentifierKind::Siret)),
            condition: "S'il exerce dans une autre société (SEL, SCP) : SIRET de celle-ci",
            ..Proposal::default()
        })
}
