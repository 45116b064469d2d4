//! Answers: a rendered page with its entity tag, and the headers that guard every page.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use aiguilleur_directory::Snapshot;
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use crate::{failure::Failure, frame::Frame, page::ErrorPage, site::Site};

/// What a handler returns.
pub(crate) type Outcome = Result<Response, Failure>;

/// Everything a page loads comes from the server that sent it; nothing is inline, and framing is refused.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const GUARDS: [(HeaderName, HeaderValue); 5] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // The address of a page holds what was searched for: other sites never learn it.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// Puts the guards on an answer, as a layer.
pub(crate) async fn guarded(response: Response) -> Response {
    guard(response)
}

/// Puts the guards on an answer.
pub(crate) fn guard(mut response: Response) -> Response {
    for (name, value) in GUARDS {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The error page of a failure, as a layer: handlers fail where no frame is at hand.
pub(crate) async fn shown(State(site): State<Site>, response: Response) -> Response {
    written(&site.frame(&site.host.snapshot()), response)
}

/// The error page of `failure`.
pub(crate) fn failed(frame: &Frame, failure: Failure) -> Response {
    written(frame, failure.into_response())
}

fn written(frame: &Frame, mut response: Response) -> Response {
    let Some(page) = response.extensions_mut().remove::<Arc<ErrorPage>>() else { return response };
    match page.render_with_values(frame) {
        Ok(text) => (response.status(), Html(text)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `page`, or 304 when the browser shows this very page already.
pub(crate) fn html(site: &Site, snapshot: &Snapshot, headers: &HeaderMap, page: &impl Template) -> Outcome {
    let text = page.render_with_values(&site.frame(snapshot))?;
    let tag = entity_tag(snapshot, &text);
    let mut response = if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag.as_str()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Html(text).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// The generation, and the text itself: ages of data and new versions of the program change a page too.
fn entity_tag(snapshot: &Snapshot, text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("\"{}.{:016x}\"", snapshot.id(), hasher.finish())
}
