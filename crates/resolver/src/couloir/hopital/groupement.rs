//! Groups (GHT, groupements of OG or cliniques): each legal entity orders for itself.

use crate::ambiguity::Ambiguity;
use crate::answer::{Couloir, IdentifierKind, Orderer, Outcome, Proposal};
use crate::case::{Demande, GroupKind, Groupement};
use crate::citation::{S003_L63, S003_L350, S003_L350_B};
use crate::draft::{Contract, Draft, Plan};
use crate::probe::Probe;
use crate::rule::{Family, Part, Rule};
use crate::situation::Situation;
use crate::warning::WarningCode;

/// One certificate for the whole group is refused.
pub(crate) static UN_SEUL: Rule = Rule {
    ambiguities: &[Ambiguity::A8],
    part: Part::Decides { applies: wants_one, decide: refused },
    ..Rule::completing(
        "R-HOP-5B",
        Family::Hopital,
        "Groupement qui demande un seul certificat",
        "Refusé : un groupement n'a pas d'identifiant de personne morale ; chaque entité juridique commande",
        &[S003_L350_B, S003_L63],
    )
};

/// Groups of the hôpital couloir.
pub(crate) static CHAQUE_EJ: Rule = Rule {
    ambiguities: &[Ambiguity::A8],
    facts: &["groupe"],
    part: Part::Decides { applies: |_, _| true, decide: each },
    ..Rule::completing(
        "R-HOP-5",
        Family::Hopital,
        "GHT ou groupement, système d'information commun ou non",
        "Chaque entité juridique commande, sur son FINESS juridique : autant de certificats que d'entités",
        &[S003_L350_B, S003_L350, S003_L63],
    )
};

/// Groups of organismes gestionnaires.
pub(crate) static CHAQUE_OG: Rule = Rule {
    part: Part::Decides { applies: is_medico_social, decide: each_og },
    ..Rule::completing(
        "R-MS-3",
        Family::MedicoSocial,
        "Groupement d'organismes gestionnaires",
        "Chaque entité juridique commande, sur son FINESS juridique",
        &[S003_L350_B, S003_L63],
    )
};

/// The rules, in the order in which they are tried.
pub(crate) static RULES: &[&Rule] = &[&UN_SEUL, &CHAQUE_OG, &CHAQUE_EJ];

fn facts<'a>(s: &Situation<'a>) -> Option<&'a Groupement> {
    s.case.groupement.as_ref()
}

fn wants_one(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let demande = facts(s).and_then(|g| g.demande);
    let one = demande == Some(Demande::UnSeulCertificat);
    probe.check(s, "groupement.demande", demande.map(Demande::code), "un seul certificat", one)
}

fn is_medico_social(s: &Situation<'_>, probe: &mut Probe<'_>) -> bool {
    let couloir = s.couloir.map(Couloir::code);
    probe.check(s, "couloir", couloir, "medico_social", s.couloir == Some(Couloir::MedicoSocial))
}

fn refused(s: &Situation<'_>) -> Vec<Draft> {
    let Some(g) = facts(s) else { return Vec::new() };
    let orderer = if g.kind == Some(GroupKind::Ght) { Orderer::Ght } else { Orderer::Groupement };
    let mut draft = Draft::new(&UN_SEUL, Outcome::Blocked).by(orderer).warn(WarningCode::GhtOnePerEj);
    draft.decision.instead = g
        .entites_juridiques
        .iter()
        .map(|ej| {
            Proposal::new(
                IdentifierKind::FinessJuridique,
                ej,
                "Chaque entité juridique commande pour elle-même",
            )
        })
        .collect();
    vec![draft]
}

fn each(s: &Situation<'_>) -> Vec<Draft> {
    members(&CHAQUE_EJ, s)
}

fn each_og(s: &Situation<'_>) -> Vec<Draft> {
    members(&CHAQUE_OG, s)
}

fn members(rule: &'static Rule, s: &Situation<'_>) -> Vec<Draft> {
    let order = |ej: Option<&str>| {
        Draft::new(rule, Outcome::Order)
            .by(Orderer::ChaqueEntiteJuridique)
            .on(IdentifierKind::FinessJuridique, ej)
            .warn(WarningCode::GhtOnePerEj)
            .contract(Contract::Required(None))
            .plan(Plan::Finess)
    };
    let members = facts(s).map_or(&[][..], |g| &g.entites_juridiques);
    if members.is_empty() { vec![order(None)] } else { members.iter().map(|ej| order(Some(ej))).collect() }
}
