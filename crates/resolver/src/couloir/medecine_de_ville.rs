//! Couloir médecine de ville: the card suffices, but where the usage is no card's business; maisons and centres de
//! santé order on their FINESS géographique.

use crate::ambiguity::Ambiguity;
use crate::answer::{Confidence, IdentifierKind, Orderer, Outcome};
use crate::citation::{
    O13_MSP, O18_SCM, P15_AIR, S000_L283, S002_L138_144, S002_L146_155, S002_L205_207, S003_L55, S003_L55_B,
    S003_L130, S003_L132, S003_L144, S003_L197_199, S003_L207, S003_L335, S003_L336,
};
use crate::couloir::{CABINET, COORDONNE, LIBERAL, SOCIETE, hors_couloir, radiologie};
use crate::draft::{Contract, Draft, Plan};
use crate::probe::Probe;
use crate::product::Usage;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;
use crate::warning::WarningCode;

/// Maisons and centres de santé.
pub(crate) static COORDONNEE: Rule = Rule {
    facts: &["secteur_activite", "finess_geographique"],
    carried_by: 1,
    ambiguities: &[Ambiguity::A19],
    part: Part::Decides { applies: is_coordonnee, decide: coordonnee },
    ..Rule::completing(
        "R-VIL-2",
        Family::MedecineDeVille,
        "SA52 maison de santé ou SA05 centre de santé",
        "La maison ou le centre de santé commande sur son FINESS géographique (possible, non obligatoire)",
        &[S003_L336, O13_MSP],
    )
};

/// A centre de santé is no structure libérale.
pub(crate) static CONTRAT_CENTRE: Rule = Rule::completing(
    "R-VIL-2-CONTRAT",
    Family::MedecineDeVille,
    "SA05 centre de santé, structure non libérale",
    "Contrat d'adhésion avec l'ANS requis pour le formulaire 413",
    &[S003_L197_199, S003_L207],
);

/// A usage that no card serves.
pub(crate) static SANS_CARTE: Rule = Rule {
    confidence: Confidence::Medium,
    facts: &["secteur_activite", "rpps_rang", "siret"],
    part: Part::Decides { applies: wants_more_than_a_card, decide: without_card },
    ..Rule::completing(
        "R-VIL-SANS-CARTE",
        Family::MedecineDeVille,
        "Médecin libéral : usage qu'une carte n'assure pas (opérateur MSSanté, boîte applicative, INSi automatique, serveur)",
        "Le titulaire commande sur le RPPS-rang du cabinet, la société sur son SIRET",
        &[S003_L55, S003_L130, S003_L55_B, S000_L283, S003_L144, S002_L138_144, S002_L205_207],
    )
};

/// A software in AIR mode wants a certificate.
pub(crate) static MODE_AIR: Rule = Rule {
    confidence: Confidence::Medium,
    ..Rule::completing(
        "R-VIL-AIR",
        Family::MedecineDeVille,
        "La carte suffit pour le DMP, sauf pour un logiciel en mode AIR",
        "Un logiciel en mode AIR demande un certificat de personne morale : ORG AUTH_CLI et ORG SIGN",
        &[P15_AIR],
    )
};

/// A cabinet de groupe that wants a certificate all the same.
pub(crate) static CABINET_GROUPE: Rule = Rule {
    facts: &["secteur_activite", "rpps_rang"],
    part: Part::Decides { applies: wants_in_group, decide: group },
    ..Rule::completing(
        "R-VIL-3",
        Family::MedecineDeVille,
        "Cabinet de groupe SA08 qui veut tout de même un certificat",
        "Le titulaire commande sur le RPPS-rang du cabinet, jamais sur le SIRET d'une SCM",
        &[S003_L130, S003_L144, S003_L132, S003_L55_B, S002_L205_207],
    )
};

/// A cabinet individuel that wants one.
pub(crate) static CABINET_INDIVIDUEL: Rule = Rule {
    confidence: Confidence::Medium,
    facts: &["secteur_activite", "rpps_rang"],
    part: Part::Decides { applies: wants_alone, decide: alone },
    ..Rule::completing(
        "R-VIL-4",
        Family::MedecineDeVille,
        "Cabinet individuel SA07 qui veut tout de même un certificat",
        "Le titulaire commande sur le RPPS-rang du cabinet, par analogie avec la radiologie",
        &[S002_L146_155, S003_L144, S002_L205_207],
    )
};

/// A doctor in a société.
pub(crate) static SOCIETE_EXERCICE: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["secteur_activite", "siret"],
    part: Part::Decides { applies: in_societe, decide: societe },
    ..Rule::completing(
        "R-VIL-5",
        Family::MedecineDeVille,
        "Médecin en société d'exercice (SA09), autre que radiologue",
        "La carte CPS suffit ; si un certificat est voulu, SIRET de la société par analogie",
        &[S003_L335, S002_L138_144],
    )
};

/// A doctor in a cabinet.
pub(crate) static CARTE: Rule = Rule {
    facts: &["secteur_activite", "profession", "rpps_rang"],
    part: Part::Decides { applies: in_cabinet, decide: card },
    ..Rule::completing(
        "R-VIL-1",
        Family::MedecineDeVille,
        "Médecin libéral",
        "Aucun certificat n'est nécessaire : la carte CPS suffit",
        &[S003_L335],
    )
};

/// An SCM in this couloir.
pub(crate) static SCM: Rule = Rule::completing(
    "R-VIL-SCM",
    Family::MedecineDeVille,
    "Cabinet ou société dont le SIRET est celui d'une SCM",
    "Ce SIRET n'est jamais donné, pas même à défaut",
    &[S003_L132, S003_L144, O18_SCM],
);

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Rule] = &[
    &COORDONNEE,
    &AUTRE_PROFESSION,
    &ADELI_VOULU,
    &SANS_CARTE,
    &CABINET_GROUPE,
    &CABINET_INDIVIDUEL,
    &SOCIETE_EXERCICE,
    &CARTE,
];

/// A stated couloir does not make a doctor of another professional.
static AUTRE_PROFESSION: Rule = Rule {
    confidence: Confidence::Low,
    facts: &["profession"],
    part: Part::Decides { applies: is_known_other, decide: not_covered },
    ..Rule::completing(
        "R-VIL-6-COULOIR",
        Family::MedecineDeVille,
        "Couloir médecine de ville indiqué, profession autre que médecin",
        "Cas non prévu ; l'identifiant de l'annuaire est donné à titre indicatif",
        &[S003_L335, S003_L144],
    )
};

/// A certificate wanted by a cabinet known by its ADELI-rang only.
static ADELI_VOULU: Rule = Rule {
    ambiguities: &[Ambiguity::A21],
    part: Part::Decides { applies: wants_on_adeli, decide: adeli },
    ..Rule::completing(
        "R-VIL-ADELI",
        Family::MedecineDeVille,
        "Certificat voulu par un cabinet connu par son seul ADELI-rang",
        "Cas non prévu : aucune règle ne permet de commander sur un ADELI-rang",
        &[S003_L144],
    )
};

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

fn wants_on_adeli(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    probe.flag(s, "certificate_requested", s.case.certificate_requested, true)
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
    let draft = Draft::new(&COORDONNEE, Outcome::OrderByStructure)
        .by(if centre { Orderer::CentreSante } else { Orderer::MaisonSante })
        .on(IdentifierKind::FinessGeographique, s.eg())
        .plan(Plan::Finess)
        .optional();
    vec![if centre {
        draft.contract(Contract::Required(None)).with(&CONTRAT_CENTRE)
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
        .filter(move |usage| !usage.is_served_by_card() && (*usage != Usage::MssanteOperateur || operator))
}

fn wants_more_than_a_card(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let found = beyond_card(s).next();
    s.case.certificate_requested != Some(true)
        && !hors_couloir::only_adeli_rang(s)
        && probe.check(
            s,
            "usages",
            found.map(Usage::code),
            "un usage qu'une carte n'assure pas",
            found.is_some(),
        )
}

/// The order that the usage calls for; the card goes on serving the others.
fn without_card(s: &Situation<'_>) -> Vec<Draft> {
    let mut draft = if s.secteur() != SOCIETE {
        radiologie::cabinet::order(&SANS_CARTE, s)
    } else if s.scm.is_some() {
        radiologie::societe::scm_choice(Draft::new(&SANS_CARTE, Outcome::ChoiceRequired), s)
    } else {
        Draft::new(&SANS_CARTE, Outcome::Order)
            .by(Orderer::SocieteExercice)
            .on(IdentifierKind::Siret, s.number(IdentifierKind::Siret))
            .contract(Contract::NotRequired)
            .plan(Plan::Societe)
    };
    draft.by_card = s.usages.iter().copied().filter(|usage| usage.is_served_by_card()).collect();
    if !draft.by_card.is_empty() {
        draft.decision.means = Some("CPS");
    }
    vec![draft]
}

fn not_covered(s: &Situation<'_>) -> Vec<Draft> {
    vec![hors_couloir::hinted(Draft::new(&AUTRE_PROFESSION, Outcome::NotCovered), s)]
}

fn adeli(s: &Situation<'_>) -> Vec<Draft> {
    let draft = Draft::new(&ADELI_VOULU, Outcome::NotCovered);
    vec![hors_couloir::warn_adeli(draft.warn(WarningCode::NotInSeeds), s)]
}

fn group(s: &Situation<'_>) -> Vec<Draft> {
    vec![radiologie::cabinet::order(&CABINET_GROUPE, s)]
}

fn alone(s: &Situation<'_>) -> Vec<Draft> {
    vec![radiologie::cabinet::order(&CABINET_INDIVIDUEL, s)]
}

fn societe(s: &Situation<'_>) -> Vec<Draft> {
    let siret = s.number(IdentifierKind::Siret);
    if s.case.certificate_requested != Some(true) {
        return vec![
            sufficient(&SOCIETE_EXERCICE, s)
                .by(Orderer::SocieteExercice)
                .fallback(IdentifierKind::Siret, siret),
        ];
    }
    if s.scm.is_some() {
        return vec![radiologie::societe::scm_choice(
            Draft::new(&SOCIETE_EXERCICE, Outcome::ChoiceRequired),
            s,
        )];
    }
    vec![
        Draft::new(&SOCIETE_EXERCICE, Outcome::Order)
            .by(Orderer::SocieteExercice)
            .on(IdentifierKind::Siret, siret)
            .warn(WarningCode::NotInSeeds)
            .contract(Contract::NotRequired)
            .plan(Plan::Societe),
    ]
}

fn card(s: &Situation<'_>) -> Vec<Draft> {
    let rang = s.number(IdentifierKind::RppsRang);
    vec![sufficient(&CARTE, s).by(Orderer::CabinetTitulaire).fallback(IdentifierKind::RppsRang, rang)]
}

fn sufficient(rule: &'static Rule, s: &Situation<'_>) -> Draft {
    let mut draft = Draft::new(rule, Outcome::CardSufficient);
    draft.decision.means = Some("CPS");
    if s.usages.contains(&Usage::Dmp) {
        draft.complete(&MODE_AIR);
    }
    let draft = if s.scm.is_some() { draft.with(&SCM) } else { draft };
    if hors_couloir::only_adeli_rang(s) { hors_couloir::warn_adeli(draft, s) } else { draft }
}

/// The completing and lesser rules, for the list of all rules.
pub(crate) static COMPLETING: &[&Rule] = &[&SCM, &CONTRAT_CENTRE, &MODE_AIR];
