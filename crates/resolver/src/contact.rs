//! Whom to write to where nothing is ordered, and a message ready to be sent that holds the facts known and no other.

use std::fmt::Write;

use serde::Serialize;

use crate::answer::{Decision, Identifier, Outcome};
use crate::case::{Activity, Case, Professional, Structure};
use crate::citation::{
    S001_L30, S001_L135_136, S001_L333, S001_L335, S002_L107, S002_L452_453, S004_L124_126,
};
use crate::codes::codes;
use crate::draft::Draft;
use crate::product::Usage;
use crate::rule::{Family, Rule};
use crate::scm::ScmSirens;
use crate::situation::Situation;
use crate::warning::WarningCode as W;

/// Whom to ask.
pub(crate) static CONTACT: Rule = Rule::completing(
    "R-CONTACT",
    Family::Prerequisites,
    "La réponse n'est pas une commande",
    "Écrire à l'ANS (certificats, annuaire, cartes et contrats), au client, ou d'abord à la DSI d'un groupement",
    &[S001_L135_136, S001_L333, S002_L107, S001_L30, S001_L335, S002_L452_453, S004_L124_126],
);

codes! {
    /// Who can answer.
    pub enum Desk {
        Certificats = "certificats", "service client de l'ANS, certificats";
        Annuaire = "annuaire", "service client de l'ANS, Annuaire Santé";
        Cartes = "cartes", "service client de l'ANS, cartes et contrats";
        Client = "client", "le client lui-même";
        Dsi = "dsi", "la DSI du groupement";
    }
}

impl Desk {
    const fn email(self) -> Option<&'static str> {
        match self {
            Self::Certificats => Some(crate::form::F413_ADDRESS),
            Self::Annuaire => Some("monserviceclient.annuaire@esante.gouv.fr"),
            Self::Cartes => Some("monserviceclient.cartes@esante.gouv.fr"),
            Self::Client | Self::Dsi => None,
        }
    }

    const fn phone(self) -> Option<&'static str> {
        match self {
            Self::Certificats => Some("08 25 85 20 00 (0,06 €/min)"),
            _ => None,
        }
    }

    const fn url(self) -> Option<&'static str> {
        match self {
            Self::Certificats => {
                Some("https://esante.gouv.fr/securite/cartes-et-certificats/certificats-logiciels")
            }
            Self::Annuaire => Some("https://annuaire.sante.fr/"),
            _ => None,
        }
    }
}

/// Whom to ask, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Who can answer.
    pub who: Desk,
    /// The question, in one French sentence.
    pub question: String,
    /// Their address; `None` for the client and the DSI, whom the asker knows.
    pub email: Option<&'static str>,
    /// Their telephone.
    pub phone: Option<&'static str>,
    /// Their page.
    pub url: Option<&'static str>,
    /// A message ready to be sent.
    pub message: String,
}

/// The facts that a message may tell.
struct Facts<'a> {
    usages: &'a [Usage],
    professional: Option<&'a Professional>,
    activity: Option<&'a Activity>,
    structure: Option<&'a Structure>,
    scm_sirens: Option<&'a ScmSirens<'a>>,
}

/// Gives the decision of a situation its contacts.
pub(crate) fn of_situation(draft: &mut Draft, s: &Situation<'_>) {
    let facts = Facts {
        usages: s.usages,
        professional: s.professional,
        activity: s.activity,
        structure: s.structure,
        scm_sirens: Some(s.scm_sirens),
    };
    add(draft, &facts);
}

/// Gives the answer to another question its contacts.
pub(crate) fn of_case(draft: &mut Draft, case: &Case) {
    let facts = Facts {
        usages: &case.usages,
        professional: case.professional.as_ref(),
        activity: None,
        structure: None,
        scm_sirens: None,
    };
    add(draft, &facts);
}

fn add(draft: &mut Draft, facts: &Facts<'_>) {
    let contacts: Vec<Contact> = questions(&draft.decision)
        .into_iter()
        .map(|(who, question)| Contact {
            who,
            email: who.email(),
            phone: who.phone(),
            url: who.url(),
            message: message(&draft.decision, facts, &question),
            question,
        })
        .collect();
    if !contacts.is_empty() {
        draft.complete(&CONTACT);
        draft.decision.contacts = contacts;
    }
}

fn has(decision: &Decision, code: W) -> bool {
    decision.warnings.iter().any(|warning| warning.code == code)
}

/// Who is asked what: whoever can answer first, the ANS after the client and the group's DSI.
fn questions(decision: &Decision) -> Vec<(Desk, String)> {
    let mut list: Vec<(Desk, String)> = Vec::new();
    if has(decision, W::DpContractPerSite) && (decision.group.is_some() || decision.outcome.is_order()) {
        list.push((
            Desk::Dsi,
            "Quels sites du groupement ont déjà un contrat de structure avec l'ANS ?".to_owned(),
        ));
    }
    if decision.outcome.is_order() {
        return list;
    }
    list.extend(by_warning(decision));
    if list.is_empty() {
        list.push((Desk::Certificats, general(decision)));
    }
    list
}

fn by_warning(decision: &Decision) -> Vec<(Desk, String)> {
    let choice = decision.outcome == Outcome::ChoiceRequired;
    let known: [(bool, Desk, &str); 13] = [
        (
            has(decision, W::EndedActivity),
            Desk::Annuaire,
            "Cette situation d'exercice est-elle bien terminée, et dans quelle structure le professionnel exerce-t-il ?",
        ),
        (
            has(decision, W::StructureClosed),
            Desk::Annuaire,
            "Cette structure est-elle bien fermée, et une autre lui succède-t-elle ?",
        ),
        (
            has(decision, W::NoIdentifier) || has(decision, W::Checksum) || has(decision, W::Format),
            Desk::Annuaire,
            "Quel est l'identifiant de cette structure dans l'Annuaire Santé ?",
        ),
        (
            has(decision, W::RangHolderMismatch) && decision.outcome != Outcome::CardSufficient,
            Desk::Client,
            "Qui est titulaire du cabinet auquel appartient ce RPPS-rang ?",
        ),
        (
            has(decision, W::LbmSitePrincipal),
            Desk::Client,
            "Quel site est le site principal du laboratoire ?",
        ),
        (
            has(decision, W::Sa04GieOrEtab),
            Desk::Client,
            "La structure est-elle un GIE ou un établissement de santé ?",
        ),
        (
            has(decision, W::ContractEgExposed),
            Desk::Cartes,
            "À quel niveau le contrat d'adhésion est-il signé : l'entité juridique, ou un site, et lequel ?",
        ),
        (
            has(decision, W::EjOrEgChoice) && choice,
            Desk::Client,
            "Le système d'information est-il configuré pour l'entité juridique ou par site ?",
        ),
        (
            has(decision, W::ScmSiret) && (choice || decision.outcome == Outcome::Blocked),
            Desk::Client,
            "Dans quel cabinet, ou dans quelle société d'exercice (SEL, SCP), le professionnel exerce-t-il ?",
        ),
        (
            has(decision, W::GhtOnePerEj),
            Desk::Dsi,
            "Quelles entités juridiques du groupement utilisent la solution et doivent chacune un certificat ?",
        ),
        (
            has(decision, W::DpDomainMissing),
            Desk::Client,
            "Quel est le nom de domaine de messagerie de la structure ?",
        ),
        (
            has(decision, W::DpNeedsCard) || has(decision, W::DpRole),
            Desk::Cartes,
            "Quelle carte chaque utilisateur du Dossier Pharmaceutique doit-il demander, selon son rôle ?",
        ),
        (
            has(decision, W::NotInSeeds) || has(decision, W::PrivateRuleExpired),
            Desk::Certificats,
            "Un certificat peut-il être commandé dans ce cas, par qui et sur quel identifiant ?",
        ),
    ];
    known.into_iter().filter(|(met, ..)| *met).map(|(_, who, question)| (who, question.to_owned())).collect()
}

/// The question where no warning tells a narrower one.
fn general(decision: &Decision) -> String {
    match decision.outcome {
        Outcome::CardSufficient => "La carte CPS suffit-elle pour cet usage ?".to_owned(),
        Outcome::NotRequired => "Le certificat est-il bien facultatif dans ce cas ?".to_owned(),
        Outcome::ChoiceRequired | Outcome::NotCovered => {
            "Un certificat peut-il être commandé dans ce cas, par qui et sur quel identifiant ?".to_owned()
        }
        _ => format!("Que faut-il faire dans ce cas : {} ?", decision.rule.rule.condition),
    }
}

fn message(decision: &Decision, facts: &Facts<'_>, question: &str) -> String {
    let mut text = format!("Bonjour,\n\n{question}\n");
    let lines = lines(decision, facts);
    if !lines.is_empty() {
        text.push_str("\nCe que nous savons :\n");
        for line in lines {
            let _infallible = writeln!(text, "- {line}");
        }
    }
    text.push_str("\nMerci d'avance de votre réponse.");
    text
}

/// The facts known, one a line.
fn lines(decision: &Decision, facts: &Facts<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let usages: Vec<&str> = facts.usages.iter().map(|usage| usage.label_fr()).collect();
    if !usages.is_empty() {
        lines.push(format!("usage du certificat : {}", usages.join(", ")));
    }
    if let Some(rpps) = facts.professional.and_then(|person| person.rpps.as_deref()) {
        lines.push(format!("RPPS du professionnel : {rpps}"));
    }
    let practised = facts.activity.and_then(|activity| activity.profession);
    let profession = practised.or_else(|| facts.professional.and_then(|person| person.profession));
    lines.extend(profession.map(|code| format!("profession : code {code}")));
    if let Some(activity) = facts.activity {
        lines.extend(activity.secteur.map(|code| format!("secteur d'activité : {code}")));
        lines.extend(activity.mode.map(|code| format!("mode d'exercice : {code}")));
    }
    if let Some(structure) = facts.structure {
        lines.extend(structure_lines(structure, facts.scm_sirens));
    }
    let offered: Vec<String> =
        decision.options.iter().filter_map(|option| option.identifier.as_ref()).filter_map(number).collect();
    if !offered.is_empty() {
        lines.push(format!("identifiants possibles : {}", offered.join(", ")));
    }
    lines
}

fn number(identifier: &Identifier) -> Option<String> {
    Some(format!("{} {}", identifier.kind.label_fr(), identifier.value.as_deref()?))
}

fn structure_lines(structure: &Structure, scm_sirens: Option<&ScmSirens<'_>>) -> Vec<String> {
    let place = [structure.code_postal.as_deref(), structure.commune.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = structure.denomination.as_deref().or(structure.raison_sociale.as_deref());
    let siret = structure.siret.as_deref().filter(|siret| !scm_sirens.is_some_and(|known| known.own(siret)));
    let known = [
        ("structure", name),
        ("commune", Some(place.as_str()).filter(|place| !place.is_empty())),
        ("FINESS géographique", structure.finess_geographique.as_deref()),
        ("FINESS juridique", structure.finess_juridique.as_deref()),
        ("SIRET", siret),
        ("RPPS-rang", structure.rpps_rang.as_deref()),
        ("ADELI-rang", structure.adeli_rang.as_deref()),
    ];
    known.into_iter().filter_map(|(label, value)| Some(format!("{label} : {}", value?))).collect()
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
        let contact = &answer.decisions[0].contacts[0];
        assert_eq!(
            contact.message,
            "Bonjour,\n\nLa structure est-elle un GIE ou un établissement de santé ?\n\nCe que nous savons :\n\
             - usage du certificat : alimentation du DMP\n- RPPS du professionnel : 99700000377\n\
             - profession : code 10\n\
             - secteur d'activité : SA04\n- structure : IMAGERIE TEST\n- FINESS géographique : 990000523\n\n\
             Merci d'avance de votre réponse."
        );
        assert_eq!(contact.email, None);
    }

    #[test]
    fn the_siret_of_an_scm_is_told_to_nobody() {
        let body = r#"{"professional": {"profession": "10", "savoir_faire": ["SM44"]},
            "activities": [{"secteur": "SA09", "structure": "s"}],
            "structures": {"s": {"siret": "99990020200014", "categorie_juridique": "6589"}}}"#;
        for contact in &answer(body).decisions[0].contacts {
            assert!(!contact.message.contains("99990020200014"), "{}", contact.message);
        }
    }

    #[test]
    fn what_is_ordered_needs_nobody() {
        let body = r#"{"couloir": "radiologie", "activities": [{"secteur": "SA07", "structure": "s"}],
            "structures": {"s": {"rpps_rang": "99700000104007"}}}"#;
        assert!(answer(body).decisions[0].contacts.is_empty());
    }
}
