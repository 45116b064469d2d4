//! What is shown of an entity in a small frame, with what is decided for it.

use aiguilleur_directory::Snapshot;
use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};

use super::{
    entity::Entity,
    extend,
    property::{self, Property},
};
use crate::{
    html::{DEMO, escaped},
    problem::Problem,
};

/// An entity's properties as a list; `None` when the directory does not hold it.
pub(super) fn fragment(snapshot: &Snapshot, id: &str) -> Result<Option<String>, Problem> {
    let Some(entity) = Entity::read(id) else { return Ok(None) };
    let record = extend::record(snapshot, entity, true)?;
    if record.is_null() {
        return Ok(None);
    }
    let mut out = String::from(if snapshot.is_invented() { DEMO } else { "" });
    for summary in property::summaries(&record) {
        out.push_str(&format!("<p><strong>{}</strong></p>", escaped(&summary)));
    }
    out.push_str("<dl>");
    for property in Property::list(Some(entity.kind)).filter(|property| property.id != "summary") {
        let values = property.values(&record);
        if !values.is_empty() {
            for part in ["<dt>", &escaped(property.name), "<dd>", &escaped(&values.join(", "))] {
                out.push_str(part);
            }
        }
    }
    out.push_str("</dl>");
    Ok(Some(out))
}

/// The frame. Other sites may show it: that is what it is for.
pub(super) fn page(fragment: &str) -> Response {
    let text = format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Aiguilleur</title>\
         <link rel=\"stylesheet\" href=\"/docs/style.css\"></head><body>{fragment}</body></html>\n"
    );
    ([(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'self'")], Html(text)).into_response()
}
