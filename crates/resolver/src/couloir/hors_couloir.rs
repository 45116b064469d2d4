//! What the documents leave open or say nothing of: never guessed, at most a hint.

use jiff::civil::date;

use crate::ambiguity::Ambiguity;
use crate::answer::{Confidence, IdentifierKind, Orderer, Outcome, Proposal};
use crate::asked::GIE_PAR_CATEGORIE;
use crate::citation::{
    O18_SA40, P14_ADELI, S000_L120, S002_L9_11, S002_L86_87, S003_L109, S003_L144, S003_L335, S003_L354,
};
use crate::couloir::{LIBERAL, SECTEUR_PRIVE_PH};
use crate::draft::Draft;
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;
use crate::warning::WarningCode;

/// Secteur privé of a hospital doctor.
pub(crate) static SECTEUR_PRIVE: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["secteur_activite", "rpps_rang"],
    part: Part::Decides { applies: is_secteur_prive, decide: secteur_prive },
    ..Rule::completing(
        "R-SA40",
        Family::Ordre,
        "SA40 : secteur privé d'un praticien hospitalier temps plein",
        "Choix : l'établissement si l'outil est le sien, sinon le RPPS-rang que porte l'annuaire",
        &[S003_L109, O18_SA40, S002_L9_11],
    )
};

/// A cabinet known by an ADELI-rang only.
pub(crate) static ADELI_RANG: Rule = Rule {
    ambiguities: &[Ambiguity::A21],
    facts: &["adeli_rang"],
    part: Part::Decides { applies: is_adeli_rang, decide: adeli_rang },
    ..Rule::completing(
        "R-ADELI-RANG",
        Family::Identifiers,
        "Cabinet connu par son seul ADELI-rang",
        "Cas non prévu : aucune règle ne permet de commander sur un ADELI-rang",
        &[S003_L144, S000_L120, S002_L86_87],
    )
};

/// A professional practice that no couloir covers.
pub(crate) static AUTRE_PROFESSION: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["profession", "rpps_rang", "siret"],
    part: Part::Decides { applies: is_other_profession, decide: not_covered_profession },
    ..Rule::completing(
        "R-VIL-6",
        Family::MedecineDeVille,
        "SA07, SA08 ou SA09, profession autre que médecin",
        "Cas non prévu ; l'identifiant de l'annuaire est donné à titre indicatif",
        &[S003_L335, S003_L354],
    )
};

/// Any other secteur. A structure without any number blocks: there is not even a hint to give.
pub(crate) static AUTRE_SECTEUR: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["secteur_activite"],
    carried_by: 1,
    part: Part::Decides { applies: |_, _| true, decide: not_covered_secteur },
    ..Rule::completing(
        "R-HORS-COULOIR",
        Family::Ordre,
        "Tout autre secteur d'activité, ou secteur inconnu",
        "Cas non prévu ; l'identifiant de l'annuaire est donné à titre indicatif",
        &[S003_L354, S002_L86_87],
    )
};

/// ADELI is closed: the same person and place have a number in the RPPS.
pub(crate) static MIGRATION_ADELI: Rule = Rule {
    confidence: Confidence::Medium,
    valid_from: Some(date(2025, 1, 1)),
    ..Rule::completing(
        "R-ADELI-MIGRATION",
        Family::Identifiers,
        "ADELI ou ADELI-rang, une fois le RPPS seul répertoire",
        "Migration : chercher le RPPS, ou le RPPS-rang, de la même personne au même endroit, à confirmer",
        &[P14_ADELI],
    )
};

/// Tried before the couloir's rules.
pub(crate) static FIRST: &[&Rule] = &[&SECTEUR_PRIVE, &GIE_PAR_CATEGORIE];
/// Tried after them.
pub(crate) static LAST: &[&Rule] = &[&ADELI_RANG, &AUTRE_PROFESSION, &AUTRE_SECTEUR];

fn is_secteur_prive(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.check(s, "secteur_activite", Some(s.secteur()), "SA40", s.secteur() == SECTEUR_PRIVE_PH)
}

fn secteur_prive(s: &Situation<'_>) -> Vec<Draft> {
    let etablissement = Proposal {
        orderer: Some(Orderer::Etablissement),
        identifier: None,
        condition: "Si l'outil est celui de l'hôpital : l'établissement commande, sur son FINESS",
        ..Proposal::default()
    };
    let draft = Draft::new(&SECTEUR_PRIVE, Outcome::ChoiceRequired)
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
    vec![warn_adeli(Draft::new(&ADELI_RANG, Outcome::NotCovered).warn(WarningCode::NotInSeeds), s)]
}

/// Says that no rule orders on an ADELI-rang, and where to look since ADELI is closed.
pub(crate) fn warn_adeli(draft: Draft, s: &Situation<'_>) -> Draft {
    if !MIGRATION_ADELI.in_force(s.as_of) {
        return draft.warn(WarningCode::AdeliRang);
    }
    let message = "Aucune règle ne permet de commander sur un ADELI-rang, et le répertoire ADELI est fermé : chercher le \
                   RPPS-rang de la même personne au même endroit, à confirmer";
    draft.warn_with(WarningCode::AdeliRang, message.to_owned()).with(&MIGRATION_ADELI)
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
    vec![hinted(Draft::new(&AUTRE_PROFESSION, Outcome::NotCovered), s)]
}

fn not_covered_secteur(s: &Situation<'_>) -> Vec<Draft> {
    if s.bears_no_number() {
        return vec![Draft::new(&AUTRE_SECTEUR, Outcome::Blocked).warn(WarningCode::NoIdentifier)];
    }
    vec![hinted(Draft::new(&AUTRE_SECTEUR, Outcome::NotCovered), s)]
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
