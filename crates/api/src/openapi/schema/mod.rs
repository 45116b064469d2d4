//! The schemas of bodies: what answers hold, field by field. Tests compare every answer with them, both ways.

mod batch;
mod case;
mod certificate;
mod changes;
mod complements;
mod decision;
mod directory;
mod form;
mod kit;
mod named;
mod path;
mod reconcile;
mod search;
mod trace;

use std::sync::LazyLock;

use aiguilleur_directory::changes::ChangeKind;
use aiguilleur_resolver::{Ask, Couloir, Incident, Usage};
use serde_json::{Map, Value, json};

pub(crate) use named::close;
pub(crate) use path::{Fields, check_fields};

/// A named schema.
pub(crate) type Named = (&'static str, Value);

/// Every schema, by name.
pub(crate) fn components() -> Map<String, Value> {
    let all = [
        problem(),
        directory::schemas(),
        decision::schemas(),
        form::schemas(),
        trace::schemas(),
        search::schemas(),
        case::schemas(),
        batch::schemas(),
        kit::schemas(),
        reconcile::schemas(),
        certificate::schemas(),
        changes::schemas(),
    ];
    named::named(all.into_iter().flatten().collect(), &ENUMERATIONS)
}

/// The closed lists of requests that have a name.
pub(crate) static ENUMERATIONS: LazyLock<Vec<Named>> = LazyLock::new(|| {
    vec![
        ("Ask", codes("Une question.", &codes_of!(Ask))),
        ("ChangeKind", codes("Un genre de changement.", &ChangeKind::ALL.map(ChangeKind::code))),
        ("Couloir", codes("Un couloir.", &codes_of!(Couloir))),
        ("Incident", codes("Ce qui est arrivé à un certificat.", &codes_of!(Incident))),
        ("RecordType", codes("Un genre de fiche.", &["professional", "structure"])),
        ("Usage", codes("Ce à quoi un certificat sert.", &codes_of!(Usage))),
    ]
});

/// A reference to a named schema.
pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object; a field whose name ends with `?` may be absent.
fn object(about: &str, fields: &[(&str, Value)]) -> Value {
    let required: Vec<&str> =
        fields.iter().map(|(name, _)| *name).filter(|name| !name.ends_with('?')).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema)| (name.trim_end_matches('?').to_owned(), schema.clone())).collect();
    json!({ "type": "object", "description": about, "properties": properties, "required": required })
}

/// An object that has the fields of `parts` too.
fn joined(about: &str, parts: &[Value]) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in parts {
        properties.extend(part["properties"].as_object().cloned().unwrap_or_default());
        required.extend(part["required"].as_array().cloned().unwrap_or_default());
    }
    json!({ "type": "object", "description": about, "properties": properties, "required": required })
}

fn text(about: &str) -> Value {
    json!({ "type": "string", "description": about })
}

fn date(about: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": about })
}

fn number(about: &str) -> Value {
    json!({ "type": "integer", "description": about })
}

fn flag(about: &str) -> Value {
    json!({ "type": "boolean", "description": about })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// One of the codes of a closed list.
fn codes(about: &str, codes: &[&str]) -> Value {
    json!({ "type": "string", "enum": codes, "description": about })
}

/// The same, or `null`.
fn nullable(schema: &Value) -> Value {
    let mut schema = schema.clone();
    match schema["type"].as_str() {
        Some(kind) => {
            schema["type"] = json!([kind, "null"]);
            if let Some(codes) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                codes.push(Value::Null);
            }
            schema
        }
        None => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

/// The codes of a closed list of the resolver.
macro_rules! codes_of {
    ($kind:ty) => {
        <$kind>::ALL.iter().map(|value| value.code()).collect::<Vec<&'static str>>()
    };
}
pub(crate) use codes_of;

fn problem() -> Vec<Named> {
    let known: Vec<&str> = crate::problem::Kind::ALL.iter().map(|kind| kind.code).collect();
    let schema = object(
        "Une erreur (RFC 9457).",
        &[
            ("type", text("L'adresse de la page qui explique le code.")),
            ("title", text("Le titre du code.")),
            ("status", number("Le statut HTTP.")),
            ("code", codes("Le code, stable.", &known)),
            ("detail", text("Ce qui ne va pas, en une phrase.")),
        ],
    );
    vec![("Problem", schema)]
}
