//! HTML by hand: the frame of the pages that explain, and text that stays text.

use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};

use crate::{App, config::Legal};

/// What stands above every page of a demonstration.
pub(crate) const DEMO: &str = "<p class=\"demo\">Démonstration : données inventées</p>\n";

/// `text` where HTML expects text or a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `text` with its `code` marked as such.
pub(crate) fn marked(text: &str) -> String {
    let parts = escaped(text);
    let mut out = String::with_capacity(parts.len());
    for (index, part) in parts.split('`').enumerate() {
        let (open, close) = if index % 2 == 1 { ("<code>", "</code>") } else { ("", "") };
        out.push_str(open);
        out.push_str(part);
        out.push_str(close);
    }
    out
}

/// Who answers for the site, where that is configured.
fn foot(legal: &Legal) -> String {
    if legal.editor.is_empty() {
        return String::new();
    }
    let link = |address: &str, text: &str| format!("<a href=\"{}\">{}</a>", escaped(address), escaped(text));
    let mut parts = vec![format!("Site édité par {}", escaped(&legal.editor))];
    if !legal.contact.is_empty() {
        let address = legal.contact_address();
        let shown = address.map_or_else(|| escaped(&legal.contact), |to| link(&to, &legal.contact));
        parts.push(format!("Contact : {shown}"));
    }
    if !legal.notice.is_empty() {
        parts.push(link(&legal.notice, "Mentions légales"));
    }
    format!("<footer class=\"legal\">{}</footer>\n", parts.join(" · "))
}

/// A page without script or request to another host, with the demonstration's banner and the legal foot.
pub(crate) fn page(app: &App, title: &str, body: &str) -> Response {
    let (title, foot) = (escaped(title), foot(&app.config().legal));
    let demo = if app.snapshot().is_invented() { DEMO } else { "" };
    let text = format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} — Aiguilleur</title><link rel=\"stylesheet\" href=\"/docs/style.css\"></head>\n\
         <body>\n<header>{demo}<nav><a href=\"/docs\">Questions</a> <a href=\"/docs/reference\">Référence</a> \
         <a href=\"/docs/codes\">Codes</a> <a href=\"/docs/errors\">Erreurs</a> \
         <a href=\"/docs/console\">Console</a> \
         <a href=\"/openapi.json\">OpenAPI</a></nav></header>\n<main>\n<h1>{title}</h1>\n{body}</main>\n{foot}</body>\n</html>\n"
    );
    let policy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, Html(text)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
        assert_eq!(marked("`a<b` or c"), "<code>a&lt;b</code> or c");
    }
}
