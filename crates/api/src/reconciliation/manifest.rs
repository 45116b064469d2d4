//! The manifest: what this service is and where its parts are.

use axum::http::{HeaderMap, header};
use serde_json::{Value, json};

use super::entity::Kind;

/// Queries in one call, as the manifest says.
pub(super) const MAX_QUERIES: usize = 100;

/// Where the caller reached us, for the addresses that the client will open itself.
pub(crate) fn origin(headers: &HeaderMap) -> String {
    let sane = |host: &&str| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b))
    };
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).filter(sane);
    let https = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    format!("{}://{}", if https { "https" } else { "http" }, host.unwrap_or("127.0.0.1:8080"))
}

pub(super) fn manifest(headers: &HeaderMap, asks_for_keys: bool) -> Value {
    let origin = origin(headers);
    let service = |path: &str| json!({ "service_url": origin, "service_path": path });
    let suggest = |what: &str| {
        let mut suggest = service(&format!("/reconcile/suggest/{what}"));
        if what == "entity" {
            suggest["flyout_service_path"] = json!("/reconcile/flyout/entity?id=${id}");
        }
        suggest
    };
    // Not 0.1, which asks for JSONP; nor the draft of 1.0, whose queries are others.
    let mut manifest = json!({
        "versions": ["0.2"],
        "name": "Aiguilleur : professionnels et structures de santé",
        "identifierSpace": format!("{origin}/reconcile/id/"),
        "schemaSpace": format!("{origin}/reconcile/properties/"),
        "documentation": format!("{origin}/docs"),
        "defaultTypes": Kind::ALL.map(Kind::described),
        "batchSize": MAX_QUERIES,
        "view": { "url": format!("{origin}/reconcile/preview?id={{{{id}}}}") },
        "preview": { "url": format!("{origin}/reconcile/preview?id={{{{id}}}}"), "width": 430, "height": 320 },
        "suggest": { "entity": suggest("entity"), "type": suggest("type"), "property": suggest("property") },
        "extend": { "propose_properties": service("/reconcile/properties"), "property_settings": [] },
    });
    if asks_for_keys {
        manifest["authentication"] = json!({ "type": "http", "scheme": "bearer" });
    }
    manifest
}
