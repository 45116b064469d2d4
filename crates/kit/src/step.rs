//! The steps of an order, from what is missing to the renewal; each with its rule.

use aiguilleur_directory::Decided;
use aiguilleur_resolver::{Decision, Usage, rule};
use serde::Serialize;

use crate::{order::Order, sheet::Sheet};

/// When a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Before anything is sent.
    Before,
    /// Declaring the administrateurs techniques.
    Declare,
    /// On the platform of the IGC-Santé.
    Platform,
    /// After the certificate was issued.
    After,
}

impl Moment {
    /// Every moment, in order.
    pub const ALL: [Self; 4] = [Self::Before, Self::Declare, Self::Platform, Self::After];

    /// In French.
    pub const fn label_fr(self) -> &'static str {
        match self {
            Self::Before => "Avant de commander",
            Self::Declare => "Déclarer les administrateurs techniques",
            Self::Platform => "Commander sur la plateforme IGC-Santé",
            Self::After => "Ensuite",
        }
    }
}

/// One thing to do for an order, with its stage and rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Stage of the order at which it is done.
    pub when: Moment,
    /// What to do.
    pub text: String,
    /// Rule that requires the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
}

/// The platform where certificates are ordered and retrieved.
const PLATFORM: &str = "pfc.eservices.esante.gouv.fr";

/// A step that rests on a rule of the resolver: one that has none is not said.
fn ruled(when: Moment, id: &'static str, text: impl Into<String>) -> Option<Step> {
    rule(id).map(|rule| Step { when, text: text.into(), rule: Some(rule.id) })
}

/// The steps of everything that `decided` orders.
pub(crate) fn steps(decided: &Decided, orders: &[Order], sheets: &[Sheet], usages: &[Usage]) -> Vec<Step> {
    let mut steps = before(decided);
    if orders.is_empty() {
        return steps;
    }
    for sheet in sheets {
        steps.extend(declare(sheet));
    }
    steps.dedup();
    steps.extend(platform(orders, usages));
    steps.extend(after());
    steps
}

fn before(decided: &Decided) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let ordering = decided.decisions.iter().map(|view| &view.decision).filter(|one| one.outcome().is_order());
    let needs = |decision: &Decision| {
        let missing = decision.needs().missing.iter().map(|need| ("Manque", *need));
        let unknown = decision.needs().unknown.iter().map(|need| ("À vérifier", *need));
        missing.chain(unknown).collect::<Vec<_>>()
    };
    for (word, need) in ordering.flat_map(needs) {
        let text = format!("{word} : {}.", need.label_fr());
        if !steps.iter().any(|step| step.text == text) {
            steps.push(Step { when: Moment::Before, text, rule: None });
        }
    }
    steps
}

fn declare(sheet: &Sheet) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(address) = sheet.send_to {
        let text = format!(
            "Compléter, dater, faire signer et tamponner le formulaire, puis l'envoyer à {address}. Sa validation \
             prend environ 3 jours ouvrés."
        );
        steps.extend(ruled(Moment::Declare, "R-F413-CAS3", text));
    }
    for way in &sheet.online {
        let text = format!("Ou déclarer la même chose en ligne, dans {} : {}", way.name, way.url);
        steps.extend(ruled(Moment::Declare, "R-F413-EN-LIGNE", text));
    }
    steps
}

fn platform(orders: &[Order], usages: &[Usage]) -> Vec<Step> {
    let mut steps = Vec::new();
    for order in orders {
        let Some(id) = order.identifier.as_ref().and_then(|it| it.id_nat_struct.as_deref()) else { continue };
        let text = format!(
            "Sur {PLATFORM}, choisir la structure dont l'« Identifiant national structure » est {id} ({}).",
            order.structure
        );
        steps.extend(ruled(Moment::Platform, "R-PLATEFORME", text));
    }
    steps.extend(ruled(
        Moment::Platform,
        "R-PLATEFORME",
        "Saisir de nouveau l'« Email de l'acteur » : il n'est pas repris du formulaire 413.",
    ));
    if orders.iter().flat_map(|order| &order.certificates).any(|one| one.request.is_some()) {
        steps.extend(ruled(
            Moment::Platform,
            "R-PRATIQUE-CSR",
            "Faire la clé et la demande (CSR) sur le serveur où le certificat sera installé ; ne pas envoyer la CSR par \
             courriel.",
        ));
    }
    if usages.contains(&Usage::Roc) {
        steps.extend(ruled(
            Moment::Platform,
            "R-PLATEFORME",
            "ROC, si le certificat n'a pas été généré en ligne : ajouter le certificat de l'autorité intermédiaire.",
        ));
    }
    steps
}

fn after() -> Vec<Step> {
    let known = [
        (
            "R-CLE-UNIQUE",
            "Installer un certificat et une clé par instance ou serveur : la clé n'est jamais copiée ailleurs.",
        ),
        (
            "R-VIE-VALIDITE",
            "Le certificat vaut trois ans à compter de son obtention : noter ce jour dans le calendrier joint.",
        ),
        (
            "R-VIE-RENOUVELER",
            "Le renouveler sur la plateforme IGC-Santé, avant l'échéance : un certificat expiré ne se renouvelle plus.",
        ),
    ];
    known.into_iter().filter_map(|(id, text)| ruled(Moment::After, id, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_rests_on_a_rule_that_exists() {
        for id in ["R-F413-CAS3", "R-F413-EN-LIGNE", "R-PLATEFORME", "R-PRATIQUE-CSR"] {
            assert!(rule(id).is_some_and(|rule| !rule.citations.is_empty()), "{id}");
        }
        assert_eq!(after().len(), 3);
    }
}
