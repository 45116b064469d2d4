//! The page of the API, written from the OpenAPI document: what it says is what the document says.

use std::fmt::Write;

use serde_json::Value;

use crate::config::{Config, Limits, Quotas};
use crate::html::{escaped, marked};

/// The page's text.
pub(super) fn text(document: &Value, config: &Config) -> String {
    let mut out = paragraphs(document["info"]["description"].as_str().unwrap_or_default());
    out.push_str(&limits(config));
    let paths = document["paths"].as_object();
    for (path, methods) in paths.into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            out.push_str(&section(document, path, method, operation));
        }
    }
    out
}

/// Paragraphs of text with `code` and **strong** words.
fn paragraphs(text: &str) -> String {
    let strong = |text: String| {
        let parts = text.split("**").enumerate();
        parts
            .map(
                |(index, part)| {
                    if index % 2 == 1 { format!("<strong>{part}</strong>") } else { part.to_owned() }
                },
            )
            .collect::<String>()
    };
    text.split("\n\n")
        .map(|paragraph| format!("<p>{}</p>\n", strong(marked(paragraph.trim()))))
        .collect::<Vec<_>>()
        .concat()
}

/// What this very server admits.
fn limits(config: &Config) -> String {
    let Limits { body_bytes, bulk_body_bytes, bulk_ids, url_bytes, header_bytes, request_seconds, .. } =
        config.limits;
    let Quotas { key, address, .. } = config.quotas;
    let rows = [
        ("Quota d'une clé", format!("{} requêtes par seconde, {} d'affilée", key.per_second, key.burst)),
        (
            "Quota d'une adresse sans clé",
            format!("{} requêtes par seconde, {} d'affilée", address.per_second, address.burst),
        ),
        ("Corps", format!("{body_bytes} octets")),
        ("Corps d'un appel groupé", format!("{bulk_body_bytes} octets, {bulk_ids} identifiants")),
        ("Adresse", format!("{url_bytes} octets")),
        ("En-têtes", format!("{header_bytes} octets")),
        ("Délai", format!("{request_seconds} secondes")),
    ];
    let rows = rows.map(|(name, value)| format!("<tr><th>{name}<td>{value}\n")).concat();
    format!("<section><h2>Limites de ce serveur</h2>\n<table>{rows}</table></section>\n")
}

fn section(document: &Value, path: &str, method: &str, operation: &Value) -> String {
    let word = |name: &str| operation[name].as_str().unwrap_or_default();
    let mut out = format!(
        "<section id=\"{}\"><h2>{}</h2>\n<p><code>{} {}</code></p>\n{}",
        escaped(word("operationId")),
        escaped(word("summary")),
        method.to_uppercase(),
        escaped(path),
        paragraphs(word("description")),
    );
    out.push_str(&parameters(document, &operation["parameters"]));
    for (title, body) in [("Corps", &operation["requestBody"]), ("Réponse", &operation["responses"]["200"])]
    {
        for (kind, content) in body["content"].as_object().into_iter().flatten() {
            let example = serde_json::to_string_pretty(&content["example"]).unwrap_or_default();
            // Writing to a string does not fail.
            let _infallible = writeln!(
                out,
                "<details><summary>{title} : <code>{}</code></summary>\n<pre>{}</pre></details>",
                escaped(kind),
                escaped(&example)
            );
        }
    }
    out.push_str(&errors(&operation["responses"]));
    out.push_str("</section>\n");
    out
}

fn parameters(document: &Value, parameters: &Value) -> String {
    let Some(list) = parameters.as_array().filter(|list| !list.is_empty()) else { return String::new() };
    let row = |parameter: &Value| {
        let word = |name: &str| parameter[name].as_str().unwrap_or_default();
        let schema = &parameter["schema"];
        let schema = schema.get("items").unwrap_or(schema);
        let named = schema["$ref"].as_str().and_then(|name| document.pointer(name.trim_start_matches('#')));
        let codes = named.unwrap_or(schema).get("enum").and_then(Value::as_array);
        let codes: Vec<&str> = codes.into_iter().flatten().filter_map(Value::as_str).collect();
        let codes = if codes.is_empty() {
            String::new()
        } else {
            format!(" Valeurs : <code>{}</code>", codes.join(" "))
        };
        format!("<tr><td><code>{}</code><td>{}{codes}\n", escaped(word("name")), marked(word("description")))
    };
    format!("<table>{}</table>\n", list.iter().map(row).collect::<Vec<_>>().concat())
}

fn errors(responses: &Value) -> String {
    let all = responses.as_object().into_iter().flatten();
    let kinds = all.flat_map(|(_, response)| {
        response["content"][crate::problem::MEDIA_TYPE]["examples"].as_object().into_iter().flatten()
    });
    let links: Vec<String> =
        kinds.map(|(code, _)| format!("<a href=\"/docs/errors/{code}\"><code>{code}</code></a>")).collect();
    format!("<details><summary>Erreurs</summary>\n<p>{}</p></details>\n", links.join(" "))
}
