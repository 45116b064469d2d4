//! The document as YAML: keys and texts quoted as in JSON, which is YAML too; maps and lists by their indentation.

use std::fmt::Write;

use serde_json::Value;

/// A value as a YAML document.
pub(crate) fn yaml(value: &Value) -> String {
    let mut out = String::new();
    block(&mut out, value, 0);
    out
}

fn block(out: &mut String, value: &Value, depth: usize) {
    let begin = |out: &mut String| out.push_str(&"  ".repeat(depth));
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, inner) in map {
                begin(out);
                // Writing to a string does not fail.
                let _infallible = write!(out, "{}:", Value::from(key.as_str()));
                inner_of(out, inner, depth + 1);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                begin(out);
                out.push('-');
                inner_of(out, item, depth + 1);
            }
        }
        scalar => {
            let _infallible = writeln!(out, "{scalar}");
        }
    }
}

fn inner_of(out: &mut String, value: &Value, depth: usize) {
    let nested = match value {
        Value::Object(map) => !map.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    out.push(if nested { '\n' } else { ' ' });
    block(out, value, depth);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn maps_lists_and_texts() {
        let value = json!({ "a": [1, { "b": "x: \"y\"" }, []], "c": {}, "200": null });
        let expected = "\"200\": null\n\"a\":\n  - 1\n  -\n    \"b\": \"x: \\\"y\\\"\"\n  - []\n\"c\": {}\n";
        assert_eq!(super::yaml(&value), expected);
    }
}
