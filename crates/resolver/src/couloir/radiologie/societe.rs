//! Radiologues in a société d'exercice: its SIRET, never an SCM's.

use aiguilleur_nomenclature::categorie_juridique as forme;
use aiguilleur_nomenclature::{Table, labelled};

use crate::answer::{Identifier, Proposal};
use crate::case::Origin;
use crate::codes::{IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::radiologie::societe as rules;
use crate::situation::Situation;
use crate::situation::probe::Probe;
use crate::situation::secteur::SOCIETE as SECTEUR;
use crate::warning::WarningCode;

pub(crate) static SOCIETE: Decider = Decider { rule: &rules::SOCIETE, applies: in_societe, decide: societe };

pub(crate) static SCM_SOCIETE: Decider = Decider { rule: &rules::SCM_SOCIETE, applies: is_scm, decide: scm };

pub(crate) static AUTRE_FORME: Decider =
    Decider { rule: &rules::AUTRE_FORME, applies: is_other_form, decide: other_form };

fn is_other_form(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let code = s.structure.and_then(|structure| structure.categorie_juridique);
    let code = code.as_ref().map(aiguilleur_domain::Code::as_str);
    let other =
        code.is_some_and(|code| !(forme::is_sel(code) || forme::is_scp(code) || forme::is_sisa(code)));
    in_societe(s, probe) && probe.check(s, "categorie_juridique", code, "ni SEL, ni SCP, ni SISA", other)
}

fn other_form(s: &Situation<'_>) -> Vec<Draft> {
    let form = s.structure.and_then(|structure| structure.categorie_juridique);
    let form = form
        .map_or_else(String::new, |code| format!(", {}", labelled(Table::CategorieJuridique, code.as_str())));
    let (lead, by) = match s.case.origin {
        Origin::Directory => ("Les sources se contredisent : pour le RPPS, l'exercice est", ", pour SIRENE,"),
        Origin::Statement => ("Les faits indiqués se contredisent : l'exercice est", ""),
    };
    let message = format!(
        "{lead} en société, alors que{by} la forme juridique de cette entreprise{form}, n'est pas celle d'une \
         société d'exercice ; à confirmer"
    );
    vec![
        Draft::new(&rules::AUTRE_FORME, Outcome::ChoiceRequired)
            .by(Orderer::SocieteExercice)
            .warn_with(WarningCode::ContradictorySources, message)
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
    let found = s.scm.map_or("aucun indice", crate::codes::ScmEvidence::label_fr);
    in_societe(s, probe) && probe.check(s, "scm", Some(found), "SCM", s.scm.is_some())
}

fn societe(s: &Situation<'_>) -> Vec<Draft> {
    vec![
        Draft::new(&rules::SOCIETE, Outcome::Order)
            .by(Orderer::SocieteExercice)
            .on(IdentifierKind::Siret, s.number(IdentifierKind::Siret))
            .contract(Contract::NotRequired)
            .plan(Plan::Societe),
    ]
}

fn scm(s: &Situation<'_>) -> Vec<Draft> {
    vec![scm_choice(Draft::new(&rules::SCM_SOCIETE, Outcome::ChoiceRequired), s)]
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
