//! Couloir hôpital, for a professional's situation: the établissement orders, public on its EJ, private by date.
//! What an établissement asks for itself is in `etablissement.rs` beside this file's folder.

pub(crate) mod etablissement;
pub(crate) mod groupement;

use crate::ambiguity::Ambiguity;
use crate::answer::{Confidence, Orderer, Outcome};
use crate::citation::{
    Citation, O1_EJ, S002_L205_206, S003_L65, S003_L83, S003_L197_199, S003_L207_B, S003_L313, S003_L313_B,
    S003_L314, S003_L342, S003_L397,
};
use crate::couloir::radiologie::etablissement::{NATURE_INCONNUE, by_finess, other_level, public_identifier};
use crate::couloir::{PUBLIC as PUBLIC_SECTEURS, prive};
use crate::draft::{Contract, Draft, Plan};
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;
use crate::warning::WarningCode;

const FACTS: &[&str] = &[
    "secteur_activite",
    "statut_juridique",
    "categorie",
    "sph",
    "fonction_publique",
    "finess_juridique",
    "finess_geographique",
];

/// Quotes of the private établissements' rule and of the doctrine that follows it.
pub(crate) const PRIVE_CITATIONS: &[Citation] = &[S003_L314, S003_L65, S003_L342, O1_EJ, S003_L397];

/// Public établissement or dialysis centre.
pub(crate) static PUBLIC: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A18],
    part: Part::Decides { applies: is_public, decide: public },
    ..Rule::completing(
        "R-HOP-1",
        Family::Hopital,
        "Établissement public de santé ou centre de dialyse",
        "L'établissement commande sur son FINESS juridique, pour tous ses sites",
        &[S003_L313, S003_L342, S003_L313_B, S003_L65, S003_L397, S002_L205_206, S003_L197_199, S003_L83],
    )
};

/// Private établissement during the transition.
pub(crate) static PRIVE: Rule = Rule {
    facts: FACTS,
    valid_until: Some(prive::TRANSITION_LAST_DAY),
    ambiguities: &[Ambiguity::A1],
    part: Part::Decides { applies: is_prive, decide: private },
    ..Rule::completing(
        "R-HOP-2",
        Family::Hopital,
        "Établissement de santé privé, jusqu'à début 2023",
        "Chaque site commande sur son FINESS géographique, sans mutualisation entre sites",
        &[S003_L314, S003_L397],
    )
};

/// Private établissement after it.
pub(crate) static PRIVE_ECHU: Rule = Rule {
    facts: FACTS,
    valid_from: Some(prive::TRANSITION_OVER),
    valid_until: Some(prive::SILENCE_LAST_DAY),
    ambiguities: &[Ambiguity::A1],
    part: Part::Decides { applies: is_prive, decide: private_expired },
    ..Rule::completing(
        "R-HOP-2-ECHU",
        Family::Hopital,
        "Établissement de santé privé, entre la règle transitoire échue et la recommandation de l'ANS",
        "Choix : FINESS juridique d'abord, ou FINESS géographique de chaque site",
        PRIVE_CITATIONS,
    )
};

/// Private établissement, as the ANS recommends.
pub(crate) static PRIVE_EJ: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    valid_from: Some(prive::EJ_RECOMMENDED),
    ambiguities: &[Ambiguity::A1],
    part: Part::Decides { applies: is_prive, decide: private_recommended },
    ..Rule::completing(
        "R-HOP-2-EJ",
        Family::Hopital,
        "Établissement de santé privé, depuis la recommandation de l'ANS",
        "L'établissement commande sur son FINESS juridique ; le FINESS géographique du site est admis",
        prive::EJ_CITATIONS,
    )
};

/// A salaried professional orders nothing.
pub(crate) static SALARIE: Rule = Rule::completing(
    "R-HOP-7",
    Family::Hopital,
    "Professionnel salarié d'un établissement",
    "L'établissement commande, pas le professionnel",
    &[S003_L397, S003_L207_B],
);

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Rule] = &[&PUBLIC, &NATURE_INCONNUE, &PRIVE, &PRIVE_ECHU, &PRIVE_EJ];

pub(crate) fn is_public(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA01, SA02 ou SA34", s.in_secteur(PUBLIC_SECTEURS))
        || by_finess(s, probe)
}

fn is_prive(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "établissement non public", true)
}

pub(crate) fn public(s: &Situation<'_>) -> Vec<Draft> {
    vec![order(&PUBLIC, Orderer::Etablissement, s)]
}

/// The structure orders on its EJ, its EG shown beside.
pub(crate) fn order(rule: &'static Rule, orderer: Orderer, s: &Situation<'_>) -> Draft {
    let (kind, value) = public_identifier(s);
    let draft = Draft::new(rule, Outcome::OrderByStructure)
        .by(orderer)
        .on(kind, value)
        .contract(Contract::Required(None))
        .plan(Plan::Finess);
    let draft = if value.is_some() { other_level(draft, s, kind) } else { draft };
    if s.maybe_liberal() { draft } else { draft.with(&SALARIE) }
}

fn private(s: &Situation<'_>) -> Vec<Draft> {
    let draft =
        prive::transitional(&PRIVE, Outcome::OrderByStructure, s.eg()).warn(WarningCode::PrivateEgUntil2023);
    vec![if s.maybe_liberal() { draft } else { draft.with(&SALARIE) }]
}

fn private_expired(s: &Situation<'_>) -> Vec<Draft> {
    vec![prive::expired_for(&PRIVE_ECHU, s)]
}

fn private_recommended(s: &Situation<'_>) -> Vec<Draft> {
    let draft = prive::recommended_for(&PRIVE_EJ, s);
    vec![if s.maybe_liberal() { draft } else { draft.with(&SALARIE) }]
}
