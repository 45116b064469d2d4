//! Every code of the answers, with its French sentence and what a caller does with it.

use std::fmt::Write;

use aiguilleur_directory::changes::ChangeKind;
use aiguilleur_reconcile::{FindingCode, Verdict};
use aiguilleur_resolver::{Orderer, Outcome, Severity, WarningCode};

use crate::html::escaped;

pub(super) fn page() -> String {
    let mut out = String::from(
        "<p>Dans les réponses, les codes sont ouverts : d'autres peuvent venir. Un code inconnu se montre, avec sa \
         phrase, à une personne ; il ne se devine pas. Dans les requêtes, ils sont fermés.</p>\n",
    );
    table(
        &mut out,
        "outcome",
        "Ce que dit une décision",
        Outcome::ALL.iter().map(|it| (it.code(), it.label_fr(), of_outcome(*it))),
    );
    table(
        &mut out,
        "orderer",
        "Qui commande",
        Orderer::ALL
            .iter()
            .map(|it| (it.code(), it.label_fr(), "Le montrer : c'est lui qui signe et qui commande.")),
    );
    table(
        &mut out,
        "verdict",
        "Ce que dit le rapprochement d'une fiche",
        Verdict::ALL.iter().map(|it| (it.code(), it.label_fr(), of_verdict(*it))),
    );
    table(
        &mut out,
        "finding",
        "Ce qui est constaté d'une fiche",
        FindingCode::ALL.iter().map(|it| {
            (
                it.code(),
                it.label_fr(),
                "Montrer le message du constat ; écrire `proposed` s'il y est et que le verdict le permet.",
            )
        }),
    );
    table(
        &mut out,
        "warning",
        "Avertissements",
        WarningCode::ALL.iter().map(|it| (it.code(), it.label_fr(), of_severity(it.severity()))),
    );
    table(
        &mut out,
        "change",
        "Ce qui a changé",
        ChangeKind::ALL.iter().map(|it| (it.code(), it.label(), of_change(*it))),
    );
    out
}

fn table<'t>(
    out: &mut String,
    id: &str,
    title: &str,
    rows: impl Iterator<Item = (&'t str, &'t str, &'t str)>,
) {
    // Writing to a string does not fail.
    let _infallible = writeln!(
        out,
        "<section id=\"{id}\"><h2>{title}</h2>\n<table><thead><tr><th>Code<th>Ce qu'il dit<th>Ce que fait l'appelant</thead>\n<tbody>"
    );
    for (code, says, does) in rows {
        let _infallible = writeln!(
            out,
            "<tr id=\"{id}-{code}\"><td><code>{code}</code><td>{}<td>{}",
            escaped(says),
            crate::html::marked(does)
        );
    }
    out.push_str("</tbody></table></section>\n");
}

const fn of_outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Order => "Commander sur `identifier` ; le garder dans la fiche.",
        Outcome::OrderByStructure => "La structure commande, sur `identifier` ; le garder dans la fiche.",
        Outcome::NotRequired => "Rien à commander ; dire pourquoi (`summary`).",
        Outcome::CardSufficient => "Rien à commander : la carte du professionnel suffit.",
        Outcome::ChoiceRequired => "Montrer `options` et le message de `contacts` ; une personne choisit.",
        Outcome::Blocked => "Ne rien commander ; montrer les avertissements et qui peut répondre.",
        Outcome::NotCovered => "Aucun document ne prévoit ce cas : demander, avec le message de `contacts`.",
        Outcome::Info => "Montrer la réponse.",
        Outcome::Procedure => "Suivre `steps` et le formulaire `form`.",
        Outcome::Renew => "Préparer le renouvellement avant l'échéance.",
        Outcome::Revoke => "Faire révoquer le certificat.",
        Outcome::NewOrder => "Faire une nouvelle commande : une clé ne se copie pas.",
        Outcome::WarnOnly => "Corriger ce que disent les avertissements.",
    }
}

const fn of_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "Rien à faire.",
        Verdict::ToComplete => "Écrire `proposed` dans la fiche : une seule réponse est possible.",
        Verdict::ToFix => "Corriger la fiche ; `proposed` dit par quoi, quand il est là.",
        Verdict::ToReview => "Une personne regarde, avec les candidats et les constats.",
        Verdict::NotFound => "Compléter la fiche (nom, ville, RPPS), puis la rapprocher de nouveau.",
        Verdict::Error => "La fiche n'a pas pu être lue : corriger le fichier à la ligne dite.",
    }
}

const fn of_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Ne pas commander avant de l'avoir réglé.",
        Severity::Warning => "Le montrer et le faire confirmer avant de commander.",
        Severity::Info => "Le montrer.",
    }
}

const fn of_change(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::SituationEnded | ChangeKind::ProfessionalLeft => {
            "Redemander les décisions du professionnel ; un certificat peut être à révoquer."
        }
        ChangeKind::StructureClosed | ChangeKind::LegalUnitCeased | ChangeKind::BecameScm => {
            "Redemander les décisions de chaque client de cette structure."
        }
        ChangeKind::SituationStarted
        | ChangeKind::SituationMoved
        | ChangeKind::SituationChanged
        | ChangeKind::IdentifierChanged => "Redemander les décisions : l'identifiant peut être un autre.",
        _ => "Mettre la fiche à jour.",
    }
}
