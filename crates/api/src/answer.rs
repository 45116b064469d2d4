//! Answers: JSON with the generation in the entity tag.

use aiguilleur_directory::Snapshot;
use axum::{
    BoxError,
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, TryStream, TryStreamExt};
use serde::Serialize;

use crate::{openapi::schema::Fields, problem::Problem};

/// What a handler returns.
pub(crate) type Outcome = Result<Response, Problem>;

/// The entity tag of everything that `snapshot` answers: an answer changes with the generation, the rule set, the
/// program and, because it tells ages, the day. Weak, because the same answer may travel packed.
pub(crate) fn entity_tag(snapshot: &Snapshot) -> String {
    let day = snapshot.today();
    let (rules, program) = (aiguilleur_resolver::RULES_VERSION, env!("CARGO_PKG_VERSION"));
    format!("W/\"{}.{}.{rules}.{program}\"", snapshot.id(), day.strftime("%Y%m%d"))
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let given = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| {
        given
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"))
            .any(|one| one == "*" || one == tag.trim_start_matches("W/"))
    })
}

/// 304 when the caller holds this generation's answer already.
pub(crate) fn unchanged(snapshot: &Snapshot, headers: &HeaderMap) -> Option<Response> {
    held(&entity_tag(snapshot), headers)
}

fn held(tag: &str, headers: &HeaderMap) -> Option<Response> {
    is_known(headers, tag).then(|| {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        pin(&mut response, tag);
        response
    })
}

/// `body` as JSON, or 304 when the caller holds this generation's answer already.
pub(crate) fn json(snapshot: &Snapshot, headers: &HeaderMap, body: &impl Serialize) -> Response {
    selected(snapshot, headers, body, None)
}

/// The same, with the wanted fields only.
pub(crate) fn selected(
    snapshot: &Snapshot,
    headers: &HeaderMap,
    body: &impl Serialize,
    fields: Option<&Fields>,
) -> Response {
    tagged(&entity_tag(snapshot), headers, body, fields)
}

/// `body` as JSON under a tag of its own: for what changes with more than the generation.
pub(crate) fn tagged(
    tag: &str,
    headers: &HeaderMap,
    body: &impl Serialize,
    fields: Option<&Fields>,
) -> Response {
    held(tag, headers).unwrap_or_else(|| {
        let mut response = match fields {
            None => written(body),
            Some(fields) => written(&only(body, fields)),
        };
        pin(&mut response, tag);
        response
    })
}

/// `body` as JSON.
fn written(body: &impl Serialize) -> Response {
    /// Room for most answers: a decision with its citations is some ten thousand bytes.
    const ROOM: usize = 16 << 10;
    let mut bytes = Vec::with_capacity(ROOM);
    append(&mut bytes, body);
    ([(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}

/// Appends `body` to `out` as JSON.
pub(crate) fn append(out: &mut Vec<u8>, body: &impl Serialize) {
    if let Err(error) = serde_json::to_writer(out, body) {
        // Writing to memory does not fail, and keys of our answers are texts: only a fault of ours comes here.
        tracing::error!(%error, "an answer could not be written");
    }
}

/// The wanted fields of `body`.
pub(crate) fn only(body: &impl Serialize, fields: &Fields) -> serde_json::Value {
    // What is answered always serialises: its keys are text.
    let mut value = serde_json::to_value(body).unwrap_or_default();
    fields.keep(&mut value);
    value
}

/// Says which generation a response comes from, and that only its own caller may keep it.
pub(crate) fn pin(response: &mut Response, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
}

/// A body whose pieces come one after another. The compression layer polls once more after the end, where an unfolded
/// stream would panic and break the answer off.
pub(crate) fn in_pieces<S>(pieces: S) -> Body
where
    S: TryStream<Ok = Bytes> + Send + 'static,
    S::Error: Into<BoxError>,
{
    Body::from_stream(pieces.into_stream().fuse())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use axum::body::Bytes;
    use futures_util::StreamExt;

    #[tokio::test]
    async fn pieces_may_be_asked_for_after_their_end() {
        let once = futures_util::stream::unfold(Some(Bytes::from("a")), async |piece| {
            piece.map(|piece| (Ok::<_, std::io::Error>(piece), None))
        });
        let mut body = super::in_pieces(once).into_data_stream();
        assert_eq!(body.next().await.unwrap().unwrap(), "a");
        assert!(body.next().await.is_none());
        assert!(body.next().await.is_none(), "again");
    }
}
