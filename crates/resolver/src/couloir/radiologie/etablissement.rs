//! Plateaux techniques: the établissement that supplies the RIS orders, not the radiologue.

use crate::ambiguity::Ambiguity;
use crate::answer::{Confidence, Couloir, IdentifierKind, Level, Orderer, Outcome};
use crate::case::{PLATEAU_TECHNIQUE, Party};
use crate::citation::{
    Citation, O1_EJ, P1_RADIO_BIO, P13_EG, P13_EJ, S002_L9_11, S002_L11, S002_L117, S002_L119_123,
    S002_L128_130, S002_L130_136, S002_L163_164, S002_L205_206, S003_L65, S003_L109, S003_L111, S003_L115,
    S003_L123, S003_L313, S003_L313_B, S003_L314, S003_L327, S003_L342, S003_L378_380, S003_L397, S003_L421,
};
use crate::couloir::{PUBLIC as PUBLIC_SECTEURS, PUBLIC_OU_PRIVE, nature, prive};
use crate::draft::{Contract, Draft, Plan};
use crate::naming;
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

const CITATIONS: &[Citation] = &[
    S003_L109,
    S003_L111,
    S002_L9_11,
    S002_L11,
    S002_L117,
    S002_L119_123,
    S002_L163_164,
    S003_L397,
    S003_L123,
    S003_L327,
    S002_L205_206,
    S003_L313,
    S003_L313_B,
];

/// A public établissement or a dialysis centre.
pub(crate) static PUBLIC: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A18, Ambiguity::A23],
    part: Part::Decides { applies: is_public, decide: public },
    ..Rule::completing(
        "R-RAD-ETAB",
        Family::Radiologie,
        "Établissement public ou centre de dialyse (SA01, SA02, SA34, ou SA03, SA04, SA30, SA36 public) : salarié ou \
         libéral, RIS de l'établissement",
        "L'établissement commande : FINESS juridique, ou géographique selon la configuration du RIS",
        CITATIONS,
    )
};

/// A private one, during the transition.
pub(crate) static PRIVE: Rule = Rule {
    facts: FACTS,
    valid_until: Some(prive::TRANSITION_LAST_DAY),
    ambiguities: &[Ambiguity::A1],
    part: Part::Decides { applies: is_prive, decide: private },
    ..Rule::completing(
        "R-RAD-ETAB-PRIVE",
        Family::Radiologie,
        "Établissement privé (SA03, SA04, SA30, SA36), jusqu'à début 2023",
        "L'établissement commande sur le FINESS géographique du site",
        &[
            S003_L109,
            S003_L111,
            S002_L130_136,
            S003_L314,
            S003_L123,
            S002_L205_206,
            S002_L9_11,
            S002_L11,
            S002_L117,
            S003_L397,
            S003_L327,
        ],
    )
};

/// The same, after it.
pub(crate) static PRIVE_ECHU: Rule = Rule {
    facts: FACTS,
    valid_from: Some(prive::TRANSITION_OVER),
    valid_until: Some(prive::SILENCE_LAST_DAY),
    ambiguities: &[Ambiguity::A1, Ambiguity::A23],
    part: Part::Decides { applies: is_prive, decide: private_expired },
    ..Rule::completing(
        "R-RAD-ETAB-PRIVE-ECHU",
        Family::Radiologie,
        "Établissement privé, entre la règle transitoire échue et la recommandation de l'ANS",
        "Choix : FINESS juridique d'abord, ou FINESS géographique du site",
        &[S003_L314, S003_L65, S003_L342, O1_EJ, S003_L109, S003_L111, S003_L397],
    )
};

/// The same, as the ANS recommends.
pub(crate) static PRIVE_EJ: Rule = Rule {
    confidence: Confidence::Medium,
    facts: FACTS,
    valid_from: Some(prive::EJ_RECOMMENDED),
    ambiguities: &[Ambiguity::A1, Ambiguity::A23],
    part: Part::Decides { applies: is_prive, decide: private_recommended },
    ..Rule::completing(
        "R-RAD-ETAB-PRIVE-EJ",
        Family::Radiologie,
        "Établissement privé (SA03, SA04, SA30, SA36), depuis la recommandation de l'ANS",
        "L'établissement commande sur son FINESS juridique ; le FINESS géographique du site est admis",
        &[P13_EG, S003_L109, O1_EJ, P13_EJ, P1_RADIO_BIO, S003_L111, S002_L130_136, S003_L397],
    )
};

/// SA04 of unknown nature.
pub(crate) static NATURE_INCONNUE: Rule = Rule {
    facts: FACTS,
    ambiguities: &[Ambiguity::A3],
    part: Part::Decides { applies: is_unknown, decide: unknown },
    ..Rule::completing(
        "R-RAD-SA04",
        Family::Radiologie,
        "SA04 sans statut juridique, catégorie ni nom qui dise s'il s'agit d'un GIE ou d'un établissement",
        "Demander la nature de la structure ; FINESS géographique en attendant, juridique possible",
        &[S003_L327, S003_L111, S002_L117, S002_L128_130, S003_L421],
    )
};

/// A professional who orders in his own name on a plateau technique.
pub(crate) static LIBERAL_EN_ERREUR: Rule = Rule::completing(
    "R-RAD-LIB-ERR",
    Family::Radiologie,
    "Libéral qui commande en son nom pour une activité en plateau technique ou en GIE",
    "Renvoyer vers l'établissement ou le GIE : la demande serait rejetée, faute de contrat",
    &[S003_L115, S003_L109, S003_L378_380],
);

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
    let plateau =
        s.activity.and_then(|a| a.type_activite_liberale).is_some_and(|code| code == PLATEAU_TECHNIQUE);
    let ris = s.context().ris_fourni_par == Some(Party::Etablissement);
    let salaried = s.activity.is_some_and(|a| a.mode.is_some_and(|mode| mode == "S"));
    plateau
        || ris
        || salaried
        || s.structure.is_some_and(|st| nature::is_gie(st) == Some(false) || naming::says_etablissement(st))
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
    let told = s.case.couloir == Some(Couloir::Hopital) || known_etablissement(s);
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA04", s.secteur() == "SA04")
        && probe.check(
            s,
            "nature",
            None,
            "ni GIE ni établissement, d'après FINESS, le nom ou l'activité",
            !told,
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
    let draft = Draft::new(&PUBLIC, Outcome::OrderByStructure)
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
    let draft = prive::transitional(&PRIVE, Outcome::OrderByStructure, s.eg());
    vec![other_level(draft, s, IdentifierKind::FinessGeographique)]
}

fn private_expired(s: &Situation<'_>) -> Vec<Draft> {
    vec![prive::expired_for(&PRIVE_ECHU, s)]
}

fn private_recommended(s: &Situation<'_>) -> Vec<Draft> {
    vec![prive::recommended_for(&PRIVE_EJ, s)]
}

fn unknown(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&NATURE_INCONNUE, Outcome::ChoiceRequired)
        .by(Orderer::GieOuEtablissement)
        .warn(WarningCode::Sa04GieOrEtab)
        .on(IdentifierKind::FinessGeographique, s.eg())
        .or(IdentifierKind::FinessJuridique, s.ej(), "Selon la configuration du RIS")
        .contract(Contract::Required(None));
    vec![if s.ej().is_some() { draft.warn(WarningCode::EjOrEgChoice) } else { draft }]
}
