//! `/.well-known/security.txt` (RFC 9116): where a flaw of this server is reported.

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

use crate::{App, answer::Outcome};

/// How long an answer holds: the RFC advises less than a year. It is the configuration of a server that runs, so each
/// answer renews it.
const DAYS: i64 = 180;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/.well-known/security.txt", get(file))
}

/// `GET /.well-known/security.txt`; an address without a route while no contact is configured.
async fn file(State(app): State<App>) -> Outcome {
    let contacts = &app.config().security_contacts;
    if contacts.is_empty() {
        return Err(super::nowhere().await);
    }
    Ok(answer(contacts))
}

fn answer(contacts: &[String]) -> Response {
    let end = Timestamp::now().to_zoned(TimeZone::UTC).date().saturating_add(DAYS.days());
    let contacts: String = contacts.iter().map(|contact| format!("Contact: {contact}\n")).collect();
    let text = format!("{contacts}Expires: {end}T00:00:00Z\nPreferred-Languages: fr, en\n");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
