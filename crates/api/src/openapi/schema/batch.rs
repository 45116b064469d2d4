//! Bulk calls.

use aiguilleur_resolver::{Couloir, Usage};
use serde_json::{Value, json};

use super::{Named, codes, codes_of, date, list, nullable, number, object, reference, text};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        ("BatchRequest", request()),
        (
            "ProfessionalRecord",
            without(super::directory::professional_whole(), "Un professionnel et ses situations.", &["data"]),
        ),
        (
            "Decisions",
            without(super::decision::decided(), "Les décisions pour un identifiant.", &["data", "trace"]),
        ),
        ("BatchItem", item()),
        ("Batch", batch()),
        ("MixedRequest", mixed_request()),
        ("MixedItem", mixed_item()),
        ("Mixed", mixed()),
    ]
}

fn request() -> Value {
    let mut request = object(
        "Des professionnels, et ce qu'on en veut. Un champ inconnu est refusé.",
        &[
            ("ids", list(&text("RPPS, ADELI ou idNat PP, dans l'écriture que l'on a."))),
            ("want?", codes("Les fiches, ou les décisions.", &["records", "decisions"])),
            ("usages?", list(&codes("Un usage.", &codes_of!(Usage)))),
            ("couloir?", nullable(&codes("Le couloir, s'il est connu.", &codes_of!(Couloir)))),
            ("as_of?", nullable(&date("Le jour de la réponse ; aujourd'hui par défaut."))),
        ],
    );
    request["additionalProperties"] = json!(false);
    request
}

/// An object without some of its fields: what the whole answer says once.
fn without(mut schema: Value, about: &str, fields: &[&str]) -> Value {
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.retain(|name, _| !fields.contains(&name.as_str()));
    }
    if let Some(required) = schema["required"].as_array_mut() {
        required.retain(|name| !fields.iter().any(|field| name == field));
    }
    schema["description"] = about.into();
    schema
}

fn item() -> Value {
    object(
        "Un élément : `record` ou `decided` selon ce qui est voulu, ou `error`.",
        &[
            ("index", number("Son rang dans la demande.")),
            ("id", text("L'identifiant, tel que reçu.")),
            ("record?", reference("ProfessionalRecord")),
            ("decided?", reference("Decisions")),
            ("error?", reference("Problem")),
        ],
    )
}

fn batch() -> Value {
    object(
        "Les éléments, dans l'ordre de la demande.",
        &[("items", list(&reference("BatchItem"))), ("data", reference("Data"))],
    )
}

fn mixed_request() -> Value {
    let ids = "RPPS, ADELI, FINESS, SIRET, RPPS-rang ou idNat, dans l'écriture que l'on a.";
    let mut request = object(
        "Des professionnels et des structures mêlés. Un champ inconnu est refusé.",
        &[
            ("ids", list(&text(ids))),
            ("usages?", list(&codes("Un usage.", &codes_of!(Usage)))),
            ("couloir?", nullable(&codes("Le couloir, s'il est connu.", &codes_of!(Couloir)))),
            ("as_of?", nullable(&date("Le jour de la réponse ; aujourd'hui par défaut."))),
        ],
    );
    request["additionalProperties"] = json!(false);
    request
}

fn mixed_item() -> Value {
    object(
        "Un élément : `decided`, ou `error`.",
        &[
            ("index", number("Son rang dans la demande.")),
            ("id", text("L'identifiant, tel que reçu.")),
            ("type?", codes("Ce qu'il nomme.", &["professional", "structure"])),
            ("decided?", reference("Decisions")),
            ("error?", reference("Problem")),
        ],
    )
}

fn mixed() -> Value {
    object(
        "Les éléments, dans l'ordre de la demande.",
        &[("items", list(&reference("MixedItem"))), ("data", reference("Data"))],
    )
}
