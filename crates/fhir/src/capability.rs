//! What the server can do, and the definitions of its own extensions.

use aiguilleur_directory::Snapshot;
use serde_json::{Value, json};

use crate::{Kind, query::MAX_COUNT};

/// The capability statement of a server reached at `base`.
pub fn metadata(snapshot: &Snapshot, base: &str) -> Value {
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": snapshot.generation().manifest().created_at.to_string(),
        "publisher": "Aiguilleur",
        "kind": "instance",
        "instantiates": [
            "https://interop.esante.gouv.fr/ig/fhir/annuaire/CapabilityStatement/AsServerDPCapabilityStatement",
        ],
        "software": { "name": "Aiguilleur", "version": env!("CARGO_PKG_VERSION") },
        "implementation": {
            "description": "Annuaire Santé en libre accès, avec l'identifiant sur lequel commander",
            "url": base,
        },
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [{
            "mode": "server",
            "documentation": format!(
                "Lecture seule. Pages de {MAX_COUNT} ressources au plus, suivies par le lien next. Les identifiants \
                 techniques sont les identifiants métier."
            ),
            "security": { "description": "Clé dans l'en-tête ESANTE-API-KEY ou Authorization: Bearer, où il en faut une." },
            "resource": Kind::ALL.map(resource),
        }],
    })
}

fn resource(kind: Kind) -> Value {
    let parameter = |it: &crate::parameter::Parameter| {
        let mut entry = json!({ "name": it.name, "type": it.form.code() });
        if it.without_source {
            entry["documentation"] =
                "Admis ; aucune source importée ne le dit, la recherche est vide.".into();
        }
        entry
    };
    let mut entry = json!({
        "type": kind.name(),
        "profile": kind.profile(),
        "interaction": [{ "code": "read" }, { "code": "search-type" }],
        "versioning": "no-version",
        "searchParam": kind.parameters().iter().map(parameter).collect::<Vec<_>>(),
    });
    let all = |names: &[&str]| {
        std::iter::once("*").chain(names.iter().copied()).map(String::from).collect::<Vec<_>>()
    };
    if !kind.includes().is_empty() {
        entry["searchInclude"] = all(kind.includes()).into();
    }
    if !kind.reverse_includes().is_empty() {
        entry["searchRevInclude"] =
            kind.reverse_includes().iter().copied().map(String::from).collect::<Vec<_>>().into();
    }
    entry
}

/// A definition of ours, by its id.
pub fn definition(id: &str) -> Option<&'static str> {
    match id {
        "decision" => Some(include_str!("../definitions/StructureDefinition-decision.json")),
        "end" => Some(include_str!("../definitions/StructureDefinition-end.json")),
        _ => None,
    }
}
