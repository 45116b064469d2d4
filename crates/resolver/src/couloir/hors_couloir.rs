//! What the documents leave open or say nothing of: never guessed, at most a hint.

use crate::answer::Proposal;
use crate::codes::{IdentifierKind, Orderer, Outcome};
use crate::couloir::decider::Decider;
use crate::draft::{Contract, Draft};
use crate::rule::hors_couloir as rules;
use crate::situation::Situation;
use crate::situation::kind::Kind;
use crate::situation::probe::Probe;
use crate::situation::secteur::{LIBERAL, SECTEUR_PRIVE_PH};
use crate::warning::WarningCode;

pub(crate) static SECTEUR_PRIVE: Decider =
    Decider { rule: &rules::SECTEUR_PRIVE, applies: is_secteur_prive, decide: secteur_prive };

pub(crate) static ADELI_RANG: Decider =
    Decider { rule: &rules::ADELI_RANG, applies: is_adeli_rang, decide: adeli_rang };

pub(crate) static AUTRE_PROFESSION: Decider =
    Decider { rule: &rules::AUTRE_PROFESSION, applies: is_other_profession, decide: not_covered_profession };

pub(crate) static AUTRE_SECTEUR: Decider =
    Decider { rule: &rules::AUTRE_SECTEUR, applies: |_, _| true, decide: not_covered_secteur };

/// Tried before the couloir's rules.
pub(crate) static FIRST: &[&Decider] = &[&SECTEUR_PRIVE, &GIE_PAR_CATEGORIE];

/// Tried after them.
pub(crate) static LAST: &[&Decider] = &[&ADELI_RANG, &AUTRE_PROFESSION, &AUTRE_SECTEUR];

fn is_secteur_prive(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA40", s.secteur() == SECTEUR_PRIVE_PH)
}

fn secteur_prive(s: &Situation<'_>) -> Vec<Draft> {
    let etablissement = Proposal {
        orderer: Some(Orderer::Etablissement),
        condition: "Si l'outil est celui de l'hôpital : l'établissement commande, sur son FINESS",
        ..Proposal::default()
    };
    let draft = Draft::new(&rules::SECTEUR_PRIVE, Outcome::ChoiceRequired)
        .warn(WarningCode::NotInSeeds)
        .option(etablissement);
    vec![match s.number(IdentifierKind::RppsRang) {
        Some(rang) => draft.option(
            Proposal::new(IdentifierKind::RppsRang, rang, "Si l'outil est celui du praticien")
                .by(Orderer::CabinetTitulaire),
        ),
        None => draft,
    }]
}

/// Whether the structure's only number is an ADELI-rang.
pub(crate) fn only_adeli_rang(s: &Situation<'_>) -> bool {
    s.number(IdentifierKind::AdeliRang).is_some() && s.number(IdentifierKind::RppsRang).is_none()
}

pub(crate) fn is_adeli_rang(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "adeli_rang", s.number(IdentifierKind::AdeliRang), "seul identifiant", only_adeli_rang(s))
}

fn adeli_rang(s: &Situation<'_>) -> Vec<Draft> {
    vec![warn_adeli(Draft::new(&rules::ADELI_RANG, Outcome::NotCovered).warn(WarningCode::NotInSeeds), s)]
}

/// Says that no rule orders on an ADELI-rang, and where to look since ADELI is closed.
pub(crate) fn warn_adeli(draft: Draft, s: &Situation<'_>) -> Draft {
    if !rules::MIGRATION_ADELI.in_force(s.as_of) {
        return draft.warn(WarningCode::AdeliRang);
    }
    let message = "Aucune règle ne permet de commander sur un ADELI-rang, et le répertoire ADELI est fermé : chercher le \
                   RPPS-rang de la même personne au même endroit, à confirmer";
    draft.warn_with(WarningCode::AdeliRang, message.to_owned()).with(&rules::MIGRATION_ADELI)
}

fn is_other_profession(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA07, SA08 ou SA09", s.in_secteur(LIBERAL))
        && probe.check(
            s,
            "profession",
            s.profession(),
            "autre que 10 (médecin)",
            s.profession() != Some("10"),
        )
}

fn not_covered_profession(s: &Situation<'_>) -> Vec<Draft> {
    vec![hinted(Draft::new(&rules::AUTRE_PROFESSION, Outcome::NotCovered), s)]
}

fn not_covered_secteur(s: &Situation<'_>) -> Vec<Draft> {
    if s.bears_no_number() {
        return vec![Draft::new(&rules::AUTRE_SECTEUR, Outcome::Blocked).warn(WarningCode::NoIdentifier)];
    }
    vec![hinted(Draft::new(&rules::AUTRE_SECTEUR, Outcome::NotCovered), s)]
}

/// Adds the number that the directory carries, and says that no document covers the case.
pub(crate) fn hinted(draft: Draft, s: &Situation<'_>) -> Draft {
    use IdentifierKind as K;
    let kinds = match s.secteur() {
        "SA09" => [K::Siret, K::RppsRang, K::FinessGeographique, K::FinessJuridique],
        "SA07" | "SA08" => [K::RppsRang, K::FinessGeographique, K::FinessJuridique, K::Siret],
        _ => [K::FinessGeographique, K::FinessJuridique, K::Siret, K::RppsRang],
    };
    let draft = draft.warn(WarningCode::NotInSeeds);
    match kinds.into_iter().find_map(|kind| s.number(kind).map(|value| (kind, value))) {
        Some((kind, value)) => draft.hint(kind, value),
        None => draft,
    }
}

pub(crate) static GIE_PAR_CATEGORIE: Decider =
    Decider { rule: &rules::GIE_PAR_CATEGORIE, applies: only_category, decide: gie_or_etablissement };

fn only_category(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let asked = s.activity.is_some_and(|activity| activity.asked);
    let doubtful = s.structure.is_some_and(|structure| Kind::of(structure) == Kind::GieOuEtablissement);
    let sa04 = s.secteur() == "SA04";
    probe.check(s, "categorie", None, "698 ou 699, sans statut ni nom", asked && sa04 && doubtful)
}

fn gie_or_etablissement(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&rules::GIE_PAR_CATEGORIE, Outcome::ChoiceRequired)
        .by(Orderer::GieOuEtablissement)
        .warn(WarningCode::Sa04GieOrEtab)
        .contract(Contract::Required(None));
    let mut options: Vec<Proposal> = Vec::new();
    if let Some(eg) = s.eg() {
        let condition = "Si c'est un groupement d'intérêt économique";
        options.push(Proposal::new(IdentifierKind::FinessGeographique, eg, condition).by(Orderer::Gie));
    }
    if let Some(ej) = s.ej() {
        let condition = "Si c'est un établissement de santé";
        options
            .push(Proposal::new(IdentifierKind::FinessJuridique, ej, condition).by(Orderer::Etablissement));
    }
    vec![options.into_iter().fold(draft, Draft::option)]
}
