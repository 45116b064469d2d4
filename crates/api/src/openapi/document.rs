//! The document itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    Content, Form, Link, Operation, Parameter,
    operation::COMMON_ERRORS,
    schema::{self, ENUMERATIONS, close, reference},
};
use crate::{
    problem::{self, Kind, Problem},
    route::OPERATIONS,
};

/// The OpenAPI document.
pub fn document() -> Value {
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in OPERATIONS {
        let path = paths.entry(operation.path).or_default();
        path.insert(operation.method.key().to_owned(), described(operation));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Aiguilleur",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Sur quelle structure, et sur quel identifiant, commander le certificat IGC-Santé d'un professionnel",
            "description": include_str!("../../doc/introduction.md"),
            "contact": { "name": "Aiguilleur", "email": "aiguilleur@exemple.fr" },
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{}, { "key": [] }],
        "tags": TAGS.map(|(name, about, _)| json!({ "name": name, "description": about })),
        "paths": paths,
        "components": {
            "schemas": schema::components(),
            "headers": headers(),
            "securitySchemes": { "key": {
                "type": "http", "scheme": "bearer",
                "description": "Une clé d'accès. Sans objet là où le serveur n'en demande pas (127.0.0.1 par défaut).",
            }},
        },
    })
}

/// Groups of operations: the name, what it is, and how the paths of it begin. The first that fits holds.
const TAGS: [(&str, &str, &[&str]); 6] = [
    (
        "decisions",
        "Sur quel identifiant commander, et pourquoi.",
        &["/v1/decide", "/v1/decisions", "/v1/kits"],
    ),
    ("rapprochement", "Des fiches de clients comparées à l'annuaire.", &["/v1/reconcile", "/v1/jobs"]),
    ("certificats", "Ce que sont des certificats, et de qui.", &["/v1/certificates"]),
    ("changements", "Ce qui a changé d'une génération à l'autre.", &["/v1/changes"]),
    ("service", "Ce que le serveur sert.", &["/v1/status"]),
    ("annuaire", "Professionnels, structures, groupements, identifiants, recherche.", &["/v1/"]),
];

fn tag(path: &str) -> &'static str {
    let of = |(_, _, begins): &&(&str, &str, &[&str])| begins.iter().any(|begin| path.starts_with(begin));
    let decides = path.ends_with("/decisions").then_some(TAGS[0].0);
    decides.or_else(|| TAGS.iter().find(of).map(|(name, ..)| *name)).unwrap_or_default()
}

fn described(operation: &Operation) -> Value {
    let in_path = operation.in_path.iter().map(|parameter| parameter_object(parameter, "path"));
    let in_query = operation.parameters.iter().map(|parameter| parameter_object(parameter, "query"));
    let mut described = json!({
        "operationId": operation.id,
        "tags": [tag(operation.path)],
        "summary": operation.summary,
        "description": operation.description,
        "parameters": in_path.chain(in_query).collect::<Vec<_>>(),
        "responses": responses(operation),
    });
    if !operation.bodies.is_empty() {
        described["requestBody"] = json!({ "required": true, "content": contents(operation.bodies) });
    }
    described
}

fn parameter_object(parameter: &Parameter, place: &str) -> Value {
    let mut object = json!({
        "name": parameter.name,
        "in": place,
        "required": place == "path",
        "description": parameter.meaning,
        "schema": form_schema(parameter.form),
    });
    close(&mut object["schema"], &ENUMERATIONS);
    if let Some(example) = parameter.example {
        object["example"] = match parameter.form {
            Form::SomeOf(_) | Form::Codes => json!(example.split(',').collect::<Vec<_>>()),
            Form::Flag(_) | Form::Number(..) => serde_json::from_str(example).unwrap_or_default(),
            _ => json!(example),
        };
    }
    object
}

fn form_schema(form: Form) -> Value {
    match form {
        Form::Text => json!({ "type": "string" }),
        Form::Cursor => json!({ "type": "string", "pattern": "^[A-Za-z0-9_-]+$" }),
        Form::Generation => json!({ "type": "string", "pattern": "^[0-9]{8}T[0-9]{6}-[0-9]{6}$" }),
        Form::Fields => json!({ "type": "string", "pattern": "^[a-z_.]+(,[a-z_.]+)*$" }),
        Form::Flag(default) => json!({ "type": "boolean", "default": default }),
        Form::Number(default, min, max) => {
            json!({ "type": "integer", "default": default, "minimum": min, "maximum": max })
        }
        Form::Date => json!({ "type": "string", "format": "date" }),
        Form::Codes => {
            json!({ "type": "array", "items": { "type": "string", "pattern": "^[A-Za-z0-9_.-]{1,12}$" } })
        }
        Form::OneOf(codes) => json!({ "type": "string", "enum": codes() }),
        Form::SomeOf(codes) => json!({ "type": "array", "items": { "type": "string", "enum": codes() } }),
    }
}

fn contents(contents: &[Content]) -> Value {
    let content = |content: &Content| {
        let example: Value = serde_json::from_str(content.example).unwrap_or_default();
        let described = json!({ "schema": reference(content.schema), "example": example });
        (content.media_type.to_owned(), described)
    };
    Value::Object(contents.iter().map(content).collect())
}

fn responses(operation: &Operation) -> Value {
    let mut responses = Map::new();
    // What answers nothing answers 204.
    let status = if operation.answers.is_empty() { "204" } else { "200" };
    responses.insert(status.to_owned(), success(operation));
    if operation.method == super::Method::Get {
        let unchanged = "La réponse que l'appelant tient déjà est encore la bonne (`If-None-Match`).";
        responses.insert("304".to_owned(), json!({ "description": unchanged }));
    }
    let mut by_status: BTreeMap<u16, Vec<Kind>> = BTreeMap::new();
    for kind in COMMON_ERRORS.iter().chain(operation.errors) {
        by_status.entry(kind.status.as_u16()).or_default().push(*kind);
    }
    for (status, kinds) in by_status {
        responses.insert(status.to_string(), error_response(&kinds));
    }
    Value::Object(responses)
}

fn success(operation: &Operation) -> Value {
    let mut success = json!({
        "description": "La réponse.",
        "headers": header_references(operation),
        "content": contents(operation.answers),
    });
    let link = |link: &Link| {
        let expression = format!("$response.body#{}", link.pointer);
        let described =
            json!({ "operationId": link.operation, "parameters": { link.parameter: expression } });
        (format!("{}{}", link.operation, link.pointer.replace('/', "_")), described)
    };
    if !operation.links.is_empty() {
        success["links"] = Value::Object(operation.links.iter().map(link).collect());
    }
    success
}

fn header_references(operation: &Operation) -> Value {
    let mut names = vec!["X-Request-Id", "RateLimit", "RateLimit-Policy"];
    if operation.method == super::Method::Get {
        names.push("ETag");
    }
    let reference = |name: &str| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    Value::Object(names.into_iter().map(reference).collect())
}

fn error_response(kinds: &[Kind]) -> Value {
    let lines: Vec<String> = kinds.iter().map(|kind| format!("`{}` : {}", kind.code, kind.when)).collect();
    let example = |kind: &Kind| {
        let document = serde_json::to_value(Problem::new(*kind, kind.when).document()).unwrap_or_default();
        (kind.code.to_owned(), json!({ "summary": kind.title, "value": document }))
    };
    let examples: Map<String, Value> = kinds.iter().map(example).collect();
    json!({
        "description": lines.join("\n\n"),
        "content": { problem::MEDIA_TYPE: { "schema": reference("Problem"), "examples": examples } },
    })
}

fn headers() -> Value {
    let text = |description: &str| json!({ "description": description, "schema": { "type": "string" } });
    json!({
        "ETag": text("Change avec la génération des données, les règles et le jour."),
        "X-Request-Id": text("À donner à l'exploitant pour toute question sur cette requête."),
        "RateLimit": text("Ce qui reste (`r`), et en combien de secondes tout revient (`t`)."),
        "RateLimit-Policy": text("Le quota : `q` requêtes en `w` secondes."),
    })
}
