//! A console: the operations of the document, called from the browser. One script of ours, no request to another host.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{App, html};

/// `GET /docs/console`
pub(super) async fn page(State(app): State<App>) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                          base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let body = "<p>Les opérations de ce serveur, à essayer d'ici. La clé reste dans cette page.</p>\n\
                <form id=\"console\"><p><label>Clé, où il en faut une <input id=\"key\" type=\"password\" \
                autocomplete=\"off\"></label></p><p><label>Opération <select id=\"operation\"></select></label></p>\
                <div id=\"parameters\"></div><p><button>Demander</button></p></form>\n\
                <p id=\"address\"></p><pre id=\"answer\" aria-live=\"polite\"></pre>\n\
                <noscript><p>La console demande JavaScript ; la <a href=\"/docs/reference\">référence</a> dit la même \
                chose.</p></noscript>\n<script src=\"/docs/console.js\"></script>\n";
    let mut response = html::page(&app, "Console", body);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// `GET /docs/console.js`
pub(super) async fn script() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, include_str!("console.js")).into_response()
}
