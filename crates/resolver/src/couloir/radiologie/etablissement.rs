//! Plateaux techniques: the établissement that supplies the RIS orders, not the radiologue.

use crate::case::Party;
use crate::codes::{Couloir, IdentifierKind, Level, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::couloir::prive;
use crate::draft::{Contract, Draft, Plan};
use crate::rule::radiologie::etablissement as rules;
use crate::situation::probe::Probe;
use crate::situation::secteur::{PUBLIC as PUBLIC_SECTEURS, PUBLIC_OU_PRIVE};
use crate::situation::{Situation, nature};
use crate::warning::WarningCode;

pub(crate) static PUBLIC: Decider = Decider { rule: &rules::PUBLIC, applies: is_public, decide: public };

pub(crate) static PRIVE: Decider = Decider { rule: &rules::PRIVE, applies: is_prive, decide: private };

pub(crate) static PRIVE_ECHU: Decider =
    Decider { rule: &rules::PRIVE_ECHU, applies: is_prive, decide: private_expired };

pub(crate) static PRIVE_EJ: Decider =
    Decider { rule: &rules::PRIVE_EJ, applies: is_prive, decide: private_recommended };

pub(crate) static NATURE_INCONNUE: Decider =
    Decider { rule: &rules::NATURE_INCONNUE, applies: is_unknown, decide: unknown };

fn is_public(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let by_secteur = s.in_secteur(PUBLIC_SECTEURS);
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA01, SA02 ou SA34", by_secteur)
        || (s.in_secteur(PUBLIC_OU_PRIVE) && by_finess(s, probe))
}

/// Whether FINESS says that the établissement is public or a dialysis centre.
pub(crate) fn by_finess(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let public = s.structure.and_then(nature::is_public);
    let dialyse = s.structure.is_some_and(nature::is_dialyse);
    probe.flag(s, "ej_public", public, true)
        || probe.check(s, "categorie", None, "centre de dialyse (141, 146)", dialyse)
}

/// Whether something says that this SA04 is an établissement.
fn known_etablissement(s: &Situation<'_>) -> bool {
    let ris = s.context().ris_fourni_par == Some(Party::Etablissement);
    let salaried = s.activity.is_some_and(|a| a.mode.is_some_and(|mode| mode == "S"));
    s.is_plateau()
        || ris
        || salaried
        || s.structure
            .is_some_and(|st| nature::is_gie(st) == Some(false) || nature::is_named_etablissement(st))
}

fn is_prive(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let other = s.in_secteur(PUBLIC_OU_PRIVE) && s.secteur() != "SA04";
    probe.check(
        s,
        "secteur_activite",
        Some(s.secteur()),
        "SA03, SA04, SA30 ou SA36",
        s.in_secteur(PUBLIC_OU_PRIVE),
    ) && (other
        || probe.check(
            s,
            "nature",
            None,
            "établissement et non GIE, d'après FINESS, le nom ou l'activité",
            known_etablissement(s),
        ))
}

/// SA04 of which nothing says whether it is a GIE or an établissement. A couloir that the asker states tells.
fn is_unknown(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let stated = s.case.couloir == Some(Couloir::Hopital) || known_etablissement(s);
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA04", s.secteur() == "SA04")
        && probe.check(
            s,
            "nature",
            None,
            "ni GIE ni établissement, d'après FINESS, le nom ou l'activité",
            !stated,
        )
}

/// The number that a public établissement orders on: where the RIS is configured, the EJ when nobody says.
pub(crate) fn public_identifier<'a>(s: &Situation<'a>) -> (IdentifierKind, Option<&'a str>) {
    let ej = (IdentifierKind::FinessJuridique, s.ej());
    let eg = (IdentifierKind::FinessGeographique, s.eg());
    match (s.context().configuration_ris.value(), s.ej(), s.eg()) {
        (Some(Level::FinessGeographique), _, Some(_)) | (_, None, Some(_)) => eg,
        _ => ej,
    }
}

fn public(s: &Situation<'_>) -> Vec<Draft> {
    let (kind, value) = public_identifier(s);
    let draft = Draft::new(&rules::PUBLIC, Outcome::OrderByStructure)
        .by(Orderer::Etablissement)
        .on(kind, value)
        .contract(Contract::Required(None))
        .plan(Plan::Finess);
    vec![other_level(draft, s, kind)]
}

/// Shows the other level, unless the RIS settles the question.
pub(crate) fn other_level(draft: Draft, s: &Situation<'_>, chosen: IdentifierKind) -> Draft {
    let settled = s.context().configuration_ris.value().is_some();
    let (kind, value, condition) = if chosen == IdentifierKind::FinessJuridique {
        (IdentifierKind::FinessGeographique, s.eg(), "Si le système d'information est configuré par site")
    } else {
        (
            IdentifierKind::FinessJuridique,
            s.ej(),
            "Si le système d'information est configuré pour l'entité juridique",
        )
    };
    let draft = draft.or(kind, value, condition);
    let asked = !settled && (value.is_some() || chosen == IdentifierKind::FinessGeographique);
    if asked { draft.warn(WarningCode::EjOrEgChoice) } else { draft }
}

fn private(s: &Situation<'_>) -> Vec<Draft> {
    let draft = prive::transitional(&rules::PRIVE, Outcome::OrderByStructure, s.eg());
    vec![other_level(draft, s, IdentifierKind::FinessGeographique)]
}

fn private_expired(s: &Situation<'_>) -> Vec<Draft> {
    vec![prive::expired_for(&rules::PRIVE_ECHU, s)]
}

fn private_recommended(s: &Situation<'_>) -> Vec<Draft> {
    vec![prive::recommended_for(&rules::PRIVE_EJ, s)]
}

fn unknown(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&rules::NATURE_INCONNUE, Outcome::ChoiceRequired)
        .by(Orderer::GieOuEtablissement)
        .warn(WarningCode::Sa04GieOrEtab)
        .on(IdentifierKind::FinessGeographique, s.eg())
        .or(IdentifierKind::FinessJuridique, s.ej(), "Selon la configuration du RIS")
        .contract(Contract::Required(None));
    vec![if s.ej().is_some() { draft.warn(WarningCode::EjOrEgChoice) } else { draft }]
}
