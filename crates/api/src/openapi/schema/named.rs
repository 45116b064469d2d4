//! What generated clients need of the schemas: codes that may grow, enumerations and objects that have a name.
//!
//! The schemas are written where they are read, object within object, each list of codes as it is. Here they become
//! what the document shows: in answers a code is a text that lists the values known today; in requests a list
//! is closed and has a name; an object within another is a schema of its own, once for all places where it is the same.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Named, reference};

/// Schemas of requests: their lists are closed.
const REQUESTS: [&str; 7] =
    ["BatchRequest", "MixedRequest", "Case", "CaseActivity", "ClientRecord", "ClientRecords", "ClientFile"];

/// Names of objects within others, by the field that they stand in, where the field's own name would say little.
const NAMES: [(&str, &str); 16] = [
    ("counts", "ChangeCount"),
    ("fields", "FormField"),
    ("key", "CertificateKey"),
    ("path", "ChainLink"),
    ("sets", "CertificateSet"),
    ("cn", "CommonName"),
    ("group", "DecisionGroup"),
    ("hits", "SearchHit"),
    ("items", "Item"),
    ("members", "GroupMember"),
    ("on", "Location"),
    ("passages", "DecisionPassages"),
    ("scm", "ScmEvidence"),
    ("steps", "RuleStep"),
    ("would_change", "WouldChange"),
    ("online", "OnlineForm"),
];

/// The schemas as the document shows them; `enumerations` are the closed lists that have a name.
pub(super) fn named(schemas: Vec<Named>, enumerations: &[Named]) -> Map<String, Value> {
    let mut all = Map::new();
    for (name, schema) in enumerations {
        all.insert((*name).to_owned(), schema.clone());
    }
    let taken: BTreeSet<&str> = schemas.iter().map(|(name, _)| *name).collect();
    for (name, mut schema) in schemas {
        if REQUESTS.contains(&name) {
            close(&mut schema, enumerations);
        } else {
            open(&mut schema);
        }
        let mut hoist = Hoist { all: &mut all, taken: &taken, parent: name };
        hoist.inner(&mut schema);
        all.insert(name.to_owned(), schema);
    }
    all
}

/// Puts the name of a closed list in its place.
pub(crate) fn close(schema: &mut Value, enumerations: &[Named]) {
    let named = |codes: &Value| enumerations.iter().find(|(_, known)| known["enum"] == *codes);
    if let Some(codes) = schema["enum"].as_array() {
        let some: Vec<&Value> = codes.iter().filter(|code| !code.is_null()).collect();
        if let Some((name, _)) = named(&json!(some)) {
            let nullable = some.len() < codes.len();
            let mut closed = reference(name);
            if nullable {
                closed = json!({ "anyOf": [closed, { "type": "null" }] });
            }
            if let Some(about) = schema.get("description") {
                closed["description"] = about.clone();
            }
            *schema = closed;
            return;
        }
    }
    each_inner(schema, &mut |inner| close(inner, enumerations));
}

/// Makes lists of codes texts that may hold others.
fn open(schema: &mut Value) {
    if let Some(codes) = schema.get_mut("enum").map(Value::take) {
        let known: Vec<String> =
            codes.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        if let Some(map) = schema.as_object_mut() {
            map.remove("enum");
            let about = map.get("description").and_then(Value::as_str).unwrap_or_default();
            let description = format!("{about} Connus : {} ; d'autres peuvent venir.", known.join(", "));
            map.insert("description".to_owned(), description.trim().into());
            map.insert("x-known-values".to_owned(), known.into());
        }
    }
    each_inner(schema, &mut open);
}

fn each_inner(schema: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    let Some(map) = schema.as_object_mut() else { return };
    for (key, inner) in map {
        match (key.as_str(), inner) {
            ("properties", Value::Object(properties)) => properties.values_mut().for_each(&mut *visit),
            ("items" | "additionalProperties", inner @ Value::Object(_)) => visit(inner),
            ("anyOf", Value::Array(any)) => any.iter_mut().for_each(&mut *visit),
            _ => {}
        }
    }
}

/// Moves objects within a schema out, under a name.
struct Hoist<'a> {
    all: &'a mut Map<String, Value>,
    taken: &'a BTreeSet<&'static str>,
    parent: &'a str,
}

impl Hoist<'_> {
    fn inner(&mut self, schema: &mut Value) {
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            for (field, inner) in properties {
                self.field(field, inner);
            }
        }
        for key in ["items", "additionalProperties"] {
            if let Some(inner) = schema.get_mut(key).filter(|inner| inner.is_object()) {
                self.field(key, inner);
            }
        }
    }

    fn field(&mut self, field: &str, schema: &mut Value) {
        if let Some(items) = schema.get_mut("items") {
            return self.field(field, items);
        }
        if let Some(values) = schema.get_mut("additionalProperties").filter(|values| values.is_object()) {
            return self.field(field, values);
        }
        if let Some(any) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
            return any.iter_mut().for_each(|inner| self.field(field, inner));
        }
        let has_fields = schema["properties"].as_object().is_some_and(|fields| !fields.is_empty());
        if !has_fields {
            return;
        }
        self.inner(schema);
        let nullable = schema["type"].is_array();
        if nullable {
            schema["type"] = json!("object");
        }
        let moved = reference(&self.name(field, schema));
        *schema = if nullable { json!({ "anyOf": [moved, { "type": "null" }] }) } else { moved };
    }

    /// The name of an object: of the same one elsewhere, of its field, or of its field in its parent.
    fn name(&mut self, field: &str, schema: &Value) -> String {
        let same = self.all.iter().find(|(_, known)| *known == schema);
        if let Some((name, _)) = same {
            return name.clone();
        }
        let special = NAMES.iter().find(|(name, _)| *name == field).map(|(_, name)| (*name).to_owned());
        let own = special.unwrap_or_else(|| singular(&pascal(field)));
        let in_parent = format!("{}{own}", self.parent);
        let free = |name: &String, all: &Map<String, Value>| {
            !all.contains_key(name) && !self.taken.contains(name.as_str())
        };
        let numbered = (2..).map(|number| format!("{in_parent}{number}"));
        let mut names = [own, in_parent.clone()].into_iter().chain(numbered);
        let name = names.find(|name| free(name, self.all)).unwrap_or(in_parent.clone());
        self.all.insert(name.clone(), schema.clone());
        name
    }
}

fn pascal(field: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    field.split('_').map(word).collect()
}

fn singular(name: &str) -> String {
    match name {
        "Products" | "Contacts" | "Facets" | "Checks" | "Changes" | "Situations" | "Exercices" | "Fields"
        | "Guards" | "Counts" | "Publications" | "Reasons" | "Repairs" | "Matches" | "Groups"
        | "Certificates" | "Ambiguities" | "Professionals" | "Depots" | "Sets" => match name {
            "Ambiguities" => "Ambiguity".to_owned(),
            "Matches" => "Match".to_owned(),
            _ => name.trim_end_matches('s').to_owned(),
        },
        _ => name.to_owned(),
    }
}
