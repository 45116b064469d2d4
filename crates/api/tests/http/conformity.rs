//! Whether a value is what a schema of the document says, both ways: a field that the schema does not have is a
//! fault too, so that the document cannot fall behind the code. Only what our schemas use is understood.

use serde_json::Value;

/// The differences between `value` and the schema of that name, a line each.
pub fn differences(document: &Value, schema: &str, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(document, &document["components"]["schemas"][schema], value, schema, &mut found);
    found
}

fn compare(document: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = document.pointer(name.trim_start_matches('#'));
        let target = target.unwrap_or_else(|| panic!("{place}: {name} leads nowhere"));
        return compare(document, target, value, place, found);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let best = any.iter().map(|schema| {
            let mut inner = Vec::new();
            compare(document, schema, value, place, &mut inner);
            inner
        });
        found.extend(best.min_by_key(Vec::len).unwrap());
        return;
    }
    if !admits(&schema["type"], value) {
        found.push(format!("{place}: {} is not {}", short(value), schema["type"]));
        return;
    }
    let known = schema.get("x-known-values").or_else(|| schema.get("enum"));
    if !value.is_null() && known.and_then(Value::as_array).is_some_and(|codes| !codes.contains(value)) {
        found.push(format!("{place}: {} is not a code of the list", short(value)));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        compare(document, &schema["items"], item, &format!("{place}[{index}]"), found);
    }
    if let Some(map) = value.as_object() {
        fields(document, schema, map, place, found);
    }
}

fn fields(
    document: &Value,
    schema: &Value,
    map: &serde_json::Map<String, Value>,
    place: &str,
    found: &mut Vec<String>,
) {
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !map.contains_key(name) {
            found.push(format!("{place}.{name} is absent"));
        }
    }
    // An object of which nothing is said is open.
    let known = schema["properties"].as_object();
    for (name, value) in map {
        let inner = known.and_then(|known| known.get(name)).or_else(|| schema.get("additionalProperties"));
        match inner {
            Some(inner) if inner.is_object() => {
                compare(document, inner, value, &format!("{place}.{name}"), found);
            }
            None if known.is_some() => found.push(format!("{place}.{name} is not documented")),
            _ => {}
        }
    }
}

fn admits(kinds: &Value, value: &Value) -> bool {
    let is = |kind: &str| match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("{other}: not a type of our schemas"),
    };
    match kinds {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}
