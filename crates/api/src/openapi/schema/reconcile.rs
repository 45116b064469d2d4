//! Client records.

use aiguilleur_reconcile::{FindingCode, Format, Verdict};
use aiguilleur_resolver::{Couloir, Outcome, Severity};
use serde_json::{Value, json};

use super::{Named, codes, codes_of, date, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        ("ClientRecord", record()),
        ("ClientRecords", list(&reference("ClientRecord"))),
        ("Finding", finding()),
        ("ReconciledRecord", reconciled()),
        ("ReconciledRecords", list(&reference("ReconciledRecord"))),
        ("Job", job()),
        ("ClientFile", text("Le fichier des clients, tel qu'un tableur l'enregistre.")),
        ("ReportFile", text("Le compte rendu, dans le format demandé.")),
    ]
}

fn record() -> Value {
    let mut record = object(
        "Une fiche de client. Tout autre champ est repris tel quel.",
        &[
            ("client_id?", text("Le numéro du client.")),
            ("rpps?", text("RPPS, ADELI ou idNat PP du professionnel.")),
            ("name?", text("Nom entier, d'une personne ou d'une structure.")),
            ("family_name?", text("Nom.")),
            ("given_name?", text("Prénom.")),
            ("identifier?", text("L'identifiant de structure du fichier.")),
            ("identifier_kind?", text("Ce que le fichier dit qu'il est.")),
            ("couloir?", text("Le couloir.")),
            ("usages?", text("Les usages, séparés par des virgules ; une liste est admise.")),
            ("certificate?", text("Le certificat, en PEM.")),
            ("city?", text("La ville.")),
            ("postcode?", text("Le code postal.")),
            ("phone?", text("Le téléphone.")),
            ("email?", text("L'adresse électronique, MSSanté comprise.")),
            ("profession?", text("La profession.")),
        ],
    );
    record["additionalProperties"] = json!(true);
    record
}

fn job() -> Value {
    let formats: Vec<&str> = Format::ALL.iter().map(|format| format.code()).collect();
    let mut summary = object("Le bilan : par verdict, constat, gravité et couloir.", &[]);
    summary["additionalProperties"] = json!(true);
    object(
        "Un rapprochement en arrière-plan.",
        &[
            ("id", text("Son nom.")),
            ("status", codes("Où il en est.", &["queued", "running", "done", "failed"])),
            ("as_of", date("Le jour des verdicts.")),
            ("formats", list(&codes("Un format.", &formats))),
            ("webhook", nullable(&text("L'adresse prévenue de la fin."))),
            ("created_at", text("Quand il a été confié.")),
            ("ended_at", nullable(&text("Quand il s'est terminé."))),
            ("records", number("Fiches traitées.")),
            ("progress", number("Part du fichier traitée, en pour cent.")),
            ("summary", nullable(&summary)),
            ("failure", nullable(&text("Pourquoi il a échoué, en une phrase."))),
        ],
    )
}

fn finding() -> Value {
    let passage = object(
        "Le passage sur lequel le constat repose.",
        &[
            ("document", text("Le document.")),
            ("date?", date("Sa date.")),
            ("lines?", list(&number("Première et dernière ligne."))),
            ("quote", text("Les mots.")),
        ],
    );
    object(
        "Un constat.",
        &[
            ("code", codes("Code stable.", &codes_of!(FindingCode))),
            ("severity", codes("Sa gravité.", &codes_of!(Severity))),
            ("field", text("Le champ dont il parle.")),
            ("message", text("Une phrase, à lire telle quelle.")),
            ("proposed?", reference("OrderIdentifier")),
            ("rule?", text("La règle.")),
            ("citation?", passage),
            ("days_left?", number("Jours avant l'échéance du certificat.")),
            ("threshold?", number("Le seuil franchi, en jours.")),
        ],
    )
}

fn matched() -> Value {
    object(
        "Qui ou quoi a été reconnu.",
        &[
            ("by", codes("Par quel champ.", &["rpps", "identifier", "certificate", "name"])),
            ("type", codes("Ce que c'est.", &["professional", "structure"])),
            ("id", text("idNat PP ou idNatStruct.")),
            ("name", text("Son nom dans l'annuaire.")),
            ("score", number("De 0 à 100 ; par le nom, la probabilité que ce soit le client.")),
            ("margin?", number("Par le nom : de combien le candidat suivant est en retrait.")),
            ("evidence?", list(&text("Ce qui concorde ou non."))),
        ],
    )
}

fn decision() -> Value {
    object(
        "La décision qui a servi à juger.",
        &[
            ("couloir", nullable(&codes("Couloir.", &codes_of!(Couloir)))),
            ("outcome", codes("Ce qu'elle dit.", &codes_of!(Outcome))),
            ("summary", text("En une phrase.")),
            ("structure", text("La structure.")),
            ("rule", text("La règle.")),
        ],
    )
}

fn comparison() -> Value {
    object(
        "Un champ comparé.",
        &[
            ("field", text("Le champ.")),
            ("on_file", text("Dans le fichier.")),
            ("directory", text("Dans l'annuaire.")),
            ("verdict", codes("Ce qui en ressort.", &["same", "close", "differs"])),
            ("reason", text("Pourquoi.")),
        ],
    )
}

fn candidate() -> Value {
    object(
        "Une personne ou une structure possible.",
        &[
            ("id", text("idNat PP ou idNatStruct.")),
            ("name", text("Son nom.")),
            ("cities", list(&text("Une ville."))),
            ("profession", nullable(&text("Sa profession, ou sa catégorie."))),
            ("score", number("De 0 à 100 : la probabilité que ce soit le client.")),
            ("evidence?", list(&text("Ce qui concorde ou non."))),
            ("orders_on?", reference("OrderIdentifier")),
        ],
    )
}

fn reconciled() -> Value {
    object(
        "La réponse à une fiche.",
        &[
            ("line", number("Son rang dans un tableau, sa ligne en NDJSON.")),
            ("client_id", nullable(&text("Le numéro du client."))),
            ("client_key?", text("Ce qui en tient lieu.")),
            ("verdict", codes("Le verdict.", &codes_of!(Verdict))),
            ("matched", nullable(&matched())),
            ("identifier", nullable(&reference("OrderIdentifier"))),
            ("proposed", nullable(&reference("OrderIdentifier"))),
            ("decision", nullable(&decision())),
            ("findings", list(&reference("Finding"))),
            ("comparisons?", list(&comparison())),
            ("candidates?", list(&candidate())),
            ("certificates?", list(&reference("ClientCertificate"))),
            ("carried?", json!({ "type": "object", "description": "Les autres champs." })),
        ],
    )
}
