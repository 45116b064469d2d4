//! Contacts of a decision that is not an order, and a message ready to send that holds only the known facts.

mod message;

use crate::answer::Decision;
use crate::answer::contact::{Contact, Desk};
use crate::case::{Ask, Case};
use crate::codes::Outcome;
use crate::finish::contact::message::Facts;
use crate::rule::{RULES_DAY, contact as rules};
use crate::situation::Situation;
use crate::situation::scm::ScmSirens;
use crate::warning::WarningCode as W;

/// Gives the decision of a situation its contacts.
pub(crate) fn of_situation(decision: &mut Decision, s: &Situation<'_>) {
    let facts = Facts {
        case: s.case,
        as_of: s.as_of,
        usages: s.usages,
        professional: s.professional,
        activity: s.activity,
        structure: s.structure,
        scm_sirens: s.scm_sirens,
    };
    add(decision, &facts);
}

/// Gives the answer to another question its contacts.
pub(crate) fn of_case(decision: &mut Decision, case: &Case) {
    let facts = Facts {
        case,
        as_of: case.as_of.unwrap_or(RULES_DAY),
        usages: &case.usages,
        professional: case.professional.as_ref(),
        activity: None,
        structure: None,
        scm_sirens: &ScmSirens::of(case),
    };
    add(decision, &facts);
}

fn add(decision: &mut Decision, facts: &Facts<'_>) {
    let contacts: Vec<Contact> = questions(decision, facts.case.ask)
        .into_iter()
        .map(|(who, question)| Contact {
            who,
            email: who.email(),
            phone: who.phone(),
            url: who.url(),
            message: message::of(decision, facts, question),
            question: question.to_owned(),
        })
        .collect();
    if !contacts.is_empty() {
        decision.conclusion.complete(&rules::CONTACT);
        decision.conclusion.contacts = contacts;
    }
}

/// Contacts and their questions, in the order to try them: the client and the group's DSI, then the ANS.
fn questions(decision: &Decision, ask: Option<Ask>) -> Vec<(Desk, &'static str)> {
    let mut list: Vec<(Desk, &'static str)> = Vec::new();
    let has = |code: W| decision.conclusion.has(code);
    let in_group = decision.order().is_some_and(|order| order.group.is_some());
    if has(W::DpContractPerSite) && (in_group || decision.outcome().is_order()) {
        list.push((Desk::Dsi, "Quels sites du groupement ont déjà un contrat de structure avec l'ANS ?"));
    }
    if decision.outcome().is_order() {
        return list;
    }
    let met = BY_WARNING
        .iter()
        .filter(|(codes, when, ..)| codes.iter().any(|code| has(*code)) && when.admits(decision.outcome()));
    list.extend(met.map(|(.., who, question)| (*who, *question)));
    if list.is_empty() {
        list.push((Desk::Certificats, general(decision, ask)));
    }
    list
}

/// At which outcomes a warning calls for its question.
#[derive(Clone, Copy)]
enum When {
    Always,
    Choice,
    ChoiceOrBlocked,
    NotByCard,
}

impl When {
    fn admits(self, outcome: Outcome) -> bool {
        match self {
            Self::Always => true,
            Self::Choice => outcome == Outcome::ChoiceRequired,
            Self::ChoiceOrBlocked => matches!(outcome, Outcome::ChoiceRequired | Outcome::Blocked),
            Self::NotByCard => outcome != Outcome::CardSufficient,
        }
    }
}

/// What each warning leaves open, and who can tell, in the order of asking.
const BY_WARNING: &[(&[W], When, Desk, &str)] = &[
    (
        &[W::EndedActivity],
        When::Always,
        Desk::Annuaire,
        "Cette situation d'exercice est-elle bien terminée, et dans quelle structure le professionnel exerce-t-il ?",
    ),
    (
        &[W::StructureClosed],
        When::Always,
        Desk::Annuaire,
        "Cette structure est-elle bien fermée, et une autre lui succède-t-elle ?",
    ),
    (
        &[W::NoIdentifier, W::Checksum, W::Format, W::EjAsSite],
        When::Always,
        Desk::Annuaire,
        "Quel est l'identifiant de cette structure dans l'Annuaire Santé ?",
    ),
    (
        &[W::RangHolderMismatch],
        When::NotByCard,
        Desk::Client,
        "Qui est titulaire du cabinet auquel appartient ce RPPS-rang ?",
    ),
    (&[W::LbmSitePrincipal], When::Always, Desk::Client, "Quel site est le site principal du laboratoire ?"),
    (
        &[W::Sa04GieOrEtab],
        When::Always,
        Desk::Client,
        "La structure est-elle un GIE ou un établissement de santé ?",
    ),
    (
        &[W::ContractEgExposed],
        When::Always,
        Desk::Cartes,
        "À quel niveau le contrat d'adhésion est-il signé : l'entité juridique, ou un site, et lequel ?",
    ),
    (
        &[W::EjOrEgChoice],
        When::Choice,
        Desk::Client,
        "Le système d'information est-il configuré pour l'entité juridique ou par site ?",
    ),
    (
        &[W::ScmSiret],
        When::ChoiceOrBlocked,
        Desk::Client,
        "Dans quel cabinet, ou dans quelle société d'exercice (SEL, SCP), le professionnel exerce-t-il ?",
    ),
    (
        &[W::ContradictorySources],
        When::Choice,
        Desk::Client,
        "Dans quelle structure le professionnel exerce-t-il, et sous quelle forme juridique ?",
    ),
    (
        &[W::GhtOnePerEj],
        When::Always,
        Desk::Dsi,
        "Quelles entités juridiques du groupement utilisent la solution et doivent chacune un certificat ?",
    ),
    (
        &[W::DpDomainMissing],
        When::Always,
        Desk::Client,
        "Quel est le nom de domaine de messagerie de la structure ?",
    ),
    (
        &[W::DpNeedsCard, W::DpRole],
        When::Always,
        Desk::Cartes,
        "Quelle carte chaque utilisateur du Dossier Pharmaceutique doit-il demander, selon son rôle ?",
    ),
    (&[W::NotInSeeds, W::PrivateRuleExpired], When::Always, Desk::Certificats, UNCOVERED),
];

const UNCOVERED: &str = "Un certificat peut-il être commandé dans ce cas, par qui et sur quel identifiant ?";

/// The question where no warning tells a narrower one: what was asked.
fn general(decision: &Decision, ask: Option<Ask>) -> &'static str {
    match (ask.unwrap_or(Ask::Order), decision.outcome()) {
        (Ask::Order, Outcome::CardSufficient) => "La carte CPS suffit-elle pour cet usage ?",
        (Ask::Order, Outcome::NotRequired) => "Le certificat est-il bien facultatif dans ce cas ?",
        (Ask::Order, _) => UNCOVERED,
        (ask, _) => ask.label_fr(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::answer;

    #[test]
    fn a_message_holds_the_facts_known_and_no_other() {
        let body = r#"{"as_of": "2026-11-28", "professional": {"rpps": "99700000377", "profession": "10"},
            "activities": [{"secteur": "SA04", "structure": "s"}],
            "structures": {"s": {"denomination": "IMAGERIE TEST", "finess_geographique": "990000523"}}}"#;
        let answer = answer(body);
        let contact = &answer.decisions[0].contacts()[0];
        assert_eq!(
            contact.message,
            "Bonjour,\n\nLa structure est-elle un GIE ou un établissement de santé ?\n\nCe que nous savons :\n\
             - usage du certificat : alimentation du DMP\n- RPPS du professionnel : 99700000377\n\
             - profession : Médecin (10)\n\
             - secteur d'activité : Etablissement privé non PSPH (SA04)\n- structure : IMAGERIE TEST\n- FINESS géographique : 990000523\n\n\
             Merci d'avance de votre réponse."
        );
        assert_eq!(contact.email, None);
    }

    #[test]
    fn the_siret_of_an_scm_is_in_no_message() {
        let body = r#"{"professional": {"profession": "10", "savoir_faire": ["SM44"]},
            "activities": [{"secteur": "SA09", "structure": "s"}],
            "structures": {"s": {"siret": "99990020200014", "categorie_juridique": "6589"}}}"#;
        for contact in answer(body).decisions[0].contacts() {
            assert!(!contact.message.contains("99990020200014"), "{}", contact.message);
        }
    }

    #[test]
    fn what_is_ordered_needs_nobody() {
        let body = r#"{"couloir": "radiologie", "activities": [{"secteur": "SA07", "structure": "s"}],
            "structures": {"s": {"rpps_rang": "99700000104007"}}}"#;
        assert!(answer(body).decisions[0].contacts().is_empty());
    }
}
