//! Couloir médecine de ville: the card suffices, but where the usage is no card's business; maisons and centres de
//! santé order on their FINESS géographique.

use crate::citation::{S002_L138_144, S002_L146_155, S003_L130};
use crate::codes::{IdentifierKind, Orderer, Outcome, Usage};
use crate::couloir::decider::Decider;
use crate::couloir::{hors_couloir, radiologie};
use crate::draft::{Contract, Draft, Plan};
use crate::rule::{Rule, medecine_de_ville as rules};
use crate::situation::Situation;
use crate::situation::probe::Probe;
use crate::situation::secteur::{CABINET, COORDONNE, LIBERAL, SOCIETE};
use crate::warning::{Warning, WarningCode};

pub(crate) static COORDONNEE: Decider =
    Decider { rule: &rules::COORDONNEE, applies: is_coordonnee, decide: coordonnee };

pub(crate) static SANS_CARTE: Decider =
    Decider { rule: &rules::SANS_CARTE, applies: wants_more_than_a_card, decide: without_card };

pub(crate) static CABINET_GROUPE: Decider =
    Decider { rule: &rules::CABINET_GROUPE, applies: wants_in_group, decide: group };

pub(crate) static CABINET_INDIVIDUEL: Decider =
    Decider { rule: &rules::CABINET_INDIVIDUEL, applies: wants_alone, decide: alone };

pub(crate) static SOCIETE_EXERCICE: Decider =
    Decider { rule: &rules::SOCIETE_EXERCICE, applies: in_societe, decide: societe };

pub(crate) static CARTE: Decider = Decider { rule: &rules::CARTE, applies: in_cabinet, decide: card };

pub(crate) static AUTRE_PROFESSION: Decider =
    Decider { rule: &rules::AUTRE_PROFESSION, applies: is_known_other, decide: not_covered };

pub(crate) static ADELI_VOULU: Decider =
    Decider { rule: &rules::ADELI_VOULU, applies: wants_on_adeli, decide: adeli };

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Decider] = &[
    &COORDONNEE,
    &AUTRE_PROFESSION,
    &ADELI_VOULU,
    &SANS_CARTE,
    &CABINET_GROUPE,
    &CABINET_INDIVIDUEL,
    &SOCIETE_EXERCICE,
    &CARTE,
];

fn is_coordonnee(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA05 ou SA52", s.in_secteur(COORDONNE))
}

fn is_known_other(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let other = s.profession().is_some_and(|code| code != "10");
    probe.check(s, "profession", s.profession(), "autre que 10 (médecin)", other && s.in_secteur(LIBERAL))
}

fn wants(s: &Situation<'_>, probe: &mut Probe<'_>, secteur: &'static str) -> bool {
    probe.flag(s, "certificate_requested", s.case.certificate_requested, true)
        && probe.check(s, "secteur_activite", Some(s.secteur()), secteur, s.secteur() == secteur)
}

fn wants_in_group(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    wants(s, probe, "SA08")
}

fn wants_alone(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    wants(s, probe, "SA07")
}

/// A certificate is wanted where it is asked for, and where no card serves the usage.
fn wants_on_adeli(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    (probe.flag(s, "certificate_requested", s.case.certificate_requested, true) || is_beyond_card(s, probe))
        && hors_couloir::is_adeli_rang(s, probe)
}

fn in_societe(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    radiologie::societe::in_societe(s, probe)
}

fn in_cabinet(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let known = s.in_secteur(CABINET) || s.secteur().is_empty();
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA07 ou SA08", known)
}

fn coordonnee(s: &Situation<'_>) -> Vec<Draft> {
    let centre = s.secteur() == "SA05";
    let draft = Draft::new(&rules::COORDONNEE, Outcome::OrderByStructure)
        .by(if centre { Orderer::CentreSante } else { Orderer::MaisonSante })
        .on(IdentifierKind::FinessGeographique, s.eg())
        .plan(Plan::Finess)
        .optional();
    vec![if centre {
        draft.contract(Contract::Required(None)).with(&rules::CONTRAT_CENTRE)
    } else {
        draft.contract(Contract::NotStated)
    }]
}

/// Usages that a card does not serve, those left out that are said not to be needed.
fn beyond_card(s: &Situation<'_>) -> impl Iterator<Item = Usage> {
    let operator = s.case.mssante_operateur != Some(false);
    s.usages
        .iter()
        .copied()
        .filter(move |usage| !is_served_by_card(s, *usage) && (*usage != Usage::MssanteOperateur || operator))
}

/// Whether a card opens the usage here: it is no server's, and a fournisseur de service is one.
fn is_served_by_card(s: &Situation<'_>, usage: Usage) -> bool {
    let server = usage == Usage::Psc && s.case.psc_fournisseur_de_service == Some(true);
    usage.is_served_by_card() && !server
}

fn is_beyond_card(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let found = beyond_card(s).next();
    let wanted = "un usage qu'une carte n'assure pas";
    probe.check(s, "usages", found.map(Usage::code), wanted, found.is_some())
}

fn wants_more_than_a_card(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    s.case.certificate_requested != Some(true) && is_beyond_card(s, probe)
}

/// The order that the usage calls for; the card goes on serving the others.
fn without_card(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = if s.secteur() != SOCIETE {
        radiologie::cabinet::order(&rules::SANS_CARTE, s)
    } else if s.scm.is_some() {
        radiologie::societe::scm_choice(Draft::new(&rules::SANS_CARTE, Outcome::ChoiceRequired), s)
    } else {
        Draft::new(&rules::SANS_CARTE, Outcome::Order)
            .by(Orderer::SocieteExercice)
            .on(IdentifierKind::Siret, s.number(IdentifierKind::Siret))
            .contract(Contract::NotRequired)
            .plan(Plan::Societe)
    };
    draft.carry(match s.secteur() {
        SOCIETE => &S002_L138_144,
        "SA08" => &S003_L130,
        _ => &S002_L146_155,
    });
    if let Some(usage) = beyond_card(s).next() {
        draft.carry(&usage.rule().citations[0]);
    }
    draft.by_card = s.usages.iter().copied().filter(|usage| is_served_by_card(s, *usage)).collect();
    if !draft.by_card.is_empty() {
        draft.order.by_cps = true;
    }
    vec![draft]
}

fn not_covered(s: &Situation<'_>) -> Vec<Draft> {
    vec![hors_couloir::hinted(Draft::new(&rules::AUTRE_PROFESSION, Outcome::NotCovered), s)]
}

fn adeli(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&rules::ADELI_VOULU, Outcome::NotCovered);
    vec![hors_couloir::warn_adeli(draft.warn(WarningCode::NotInSeeds), s)]
}

fn group(s: &Situation<'_>) -> Vec<Draft> {
    vec![radiologie::cabinet::order(&rules::CABINET_GROUPE, s)]
}

fn alone(s: &Situation<'_>) -> Vec<Draft> {
    vec![radiologie::cabinet::order(&rules::CABINET_INDIVIDUEL, s)]
}

fn societe(s: &Situation<'_>) -> Vec<Draft> {
    let siret = s.number(IdentifierKind::Siret);
    if s.case.certificate_requested != Some(true) {
        return vec![
            sufficient(&rules::SOCIETE_EXERCICE, s)
                .by(Orderer::SocieteExercice)
                .fallback(IdentifierKind::Siret, siret),
        ];
    }
    if s.scm.is_some() {
        return vec![radiologie::societe::scm_choice(
            Draft::new(&rules::SOCIETE_EXERCICE, Outcome::ChoiceRequired),
            s,
        )];
    }
    vec![
        Draft::new(&rules::SOCIETE_EXERCICE, Outcome::Order)
            .by(Orderer::SocieteExercice)
            .on(IdentifierKind::Siret, siret)
            .warn(WarningCode::NotInSeeds)
            .contract(Contract::NotRequired)
            .plan(Plan::Societe),
    ]
}

fn card(s: &Situation<'_>) -> Vec<Draft> {
    let rang = s.number(IdentifierKind::RppsRang);
    vec![sufficient(&rules::CARTE, s).by(Orderer::CabinetTitulaire).fallback(IdentifierKind::RppsRang, rang)]
}

fn sufficient(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let mut draft = Draft::new(rule, Outcome::CardSufficient);
    draft.order.by_cps = true;
    if s.usages.contains(&Usage::Dmp) {
        draft.complete(&rules::MODE_AIR);
    }
    if s.usages.contains(&Usage::Psc) && s.case.psc_fournisseur_de_service.is_none() {
        draft.push(Warning::new(WarningCode::PscServiceProviderOnly));
    }
    let draft = if s.scm.is_some() { draft.with(&rules::SCM) } else { draft };
    if hors_couloir::only_adeli_rang(s) { hors_couloir::warn_adeli(draft, s) } else { draft }
}
