//! FHIR R4 over HTTP, under `/fhir` and `/fhir/v2`: the same keys, limits and counts as the API, errors as
//! OperationOutcome. What is answered is the `fhir` crate's.

use std::sync::Arc;

use aiguilleur_directory::Snapshot;
use aiguilleur_fhir::{Answer, Call, Failure, Kind, MEDIA_TYPE, Query, Refusal, Updates};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Path, RawQuery, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::{
    App,
    answer::{self, Outcome},
    extract, problem,
    reconciliation::origin,
};

/// The two addresses of the ANS's API: without a version it is the second.
const BASES: [&str; 2] = ["/fhir", "/fhir/v2"];

pub(crate) fn routes() -> Router<App> {
    BASES.into_iter().fold(Router::new(), |router, base| {
        let at = |path: &str| format!("{base}{path}");
        router
            .route(&at("/metadata"), get(metadata))
            .route(&at("/StructureDefinition/{id}"), get(definition))
            .route(&at("/{kind}"), get(search))
            .route(&at("/{kind}/_search"), post(posted).get(search_in))
            .route(&at("/{kind}/{id}"), get(read))
    })
}

/// The address under which the caller reached us.
fn base(headers: &HeaderMap, uri: &Uri) -> String {
    let path = if uri.path().starts_with("/fhir/v2/") { BASES[1] } else { BASES[0] };
    format!("{}{path}", origin(headers))
}

/// What every answer of this file is.
fn written(snapshot: &Snapshot, body: Vec<u8>) -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))];
    let mut response = (kind, body).into_response();
    answer::pin(&mut response, &answer::entity_tag(snapshot));
    response
}

/// A refusal, as the problems of the API are: [`outcomes`] writes them.
fn refused(refusal: &Refusal) -> Response {
    let body = serde_json::to_vec(&aiguilleur_fhir::outcome(refusal.code, &refusal.details));
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
    (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body.unwrap_or_default()).into_response()
}

/// `GET /fhir/metadata`
async fn metadata(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    if let Some(refusal) = unacceptable(&headers, uri.query().unwrap_or_default().as_bytes()) {
        return refused(&refusal);
    }
    let snapshot = app.snapshot();
    let statement = aiguilleur_fhir::metadata(&snapshot, &base(&headers, &uri));
    written(&snapshot, serde_json::to_vec(&statement).unwrap_or_default())
}

/// `GET /fhir/StructureDefinition/{id}`: what the extensions of ours say.
async fn definition(Path(id): Path<String>) -> Response {
    let not_found =
        Refusal { status: 404, code: "not-found", details: "Aucune définition de ce nom.".to_owned() };
    match aiguilleur_fhir::definition(&id) {
        Some(text) => ([(header::CONTENT_TYPE, MEDIA_TYPE)], text).into_response(),
        None => refused(&not_found),
    }
}

/// What a search or a read is asked with.
struct Asked {
    app: App,
    headers: HeaderMap,
    uri: Uri,
}

impl Asked {
    /// Answers what the pairs of a query or a form ask, from one snapshot.
    fn answer(&self, pairs: &[u8], work: impl FnOnce(Call<'_>) -> Result<Answer, Failure>) -> Outcome {
        if let Some(refusal) = unacceptable(&self.headers, pairs) {
            return Ok(refused(&refusal));
        }
        let snapshot = self.app.snapshot();
        if let Some(unchanged) = answer::unchanged(&snapshot, &self.headers) {
            return Ok(unchanged);
        }
        let updates: Arc<Updates> = self.app.updates(&snapshot)?;
        let base = base(&self.headers, &self.uri);
        match work(Call { snapshot: &snapshot, updates: &updates, base: &base }) {
            Ok(Answer { body, .. }) => Ok(written(&snapshot, body)),
            Err(Failure::Refused(refusal)) => Ok(refused(&refusal)),
            Err(Failure::Directory(error)) => Err(error.into()),
        }
    }

    fn search(&self, kind: &str, pairs: &[u8]) -> Outcome {
        let lenient = self.headers.get("prefer").is_some_and(|prefer| {
            prefer
                .to_str()
                .is_ok_and(|prefer| prefer.split([',', ';']).any(|it| it.trim() == "handling=lenient"))
        });
        self.answer(pairs, |call| {
            let query = Query::read(known(kind)?, pairs, lenient)?;
            aiguilleur_fhir::search(call, &query)
        })
    }
}

/// The type of that name.
fn known(kind: &str) -> Result<Kind, Refusal> {
    kind.parse().map_err(|()| {
        let shown: String = kind.chars().take(40).collect();
        let names = Kind::ALL.map(Kind::name).join(", ");
        let details = format!("Ressource « {shown} » inconnue ; ressources servies : {names}.");
        Refusal { status: 404, code: "not-supported", details }
    })
}

fn unacceptable(headers: &HeaderMap, pairs: &[u8]) -> Option<Refusal> {
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    aiguilleur_fhir::unacceptable(pairs, accepted)
}

/// `GET /fhir/{kind}`
async fn search(
    State(app): State<App>,
    Path(kind): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    uri: Uri,
) -> Outcome {
    Asked { app, headers, uri }.search(&kind, query.unwrap_or_default().as_bytes())
}

/// `GET /fhir/{kind}/_search`
async fn search_in(
    state: State<App>,
    kind: Path<String>,
    query: RawQuery,
    headers: HeaderMap,
    uri: Uri,
) -> Outcome {
    search(state, kind, query, headers, uri).await
}

/// `POST /fhir/{kind}/_search`: parameters in the address, then those of the form.
async fn posted(
    State(app): State<App>,
    Path(kind): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    uri: Uri,
    form: Bytes,
) -> Outcome {
    let is_form = headers.get(header::CONTENT_TYPE).is_none_or(|kind| {
        kind.to_str().is_ok_and(|kind| kind.trim_start().starts_with("application/x-www-form-urlencoded"))
    });
    if !form.is_empty() && !is_form {
        let details =
            "Un formulaire est attendu : Content-Type: application/x-www-form-urlencoded.".to_owned();
        return Ok(refused(&Refusal { status: 415, code: "not-supported", details }));
    }
    extract::without_key(&form)?;
    let mut pairs = query.unwrap_or_default().into_bytes();
    pairs.push(b'&');
    pairs.extend_from_slice(&form);
    Asked { app, headers, uri }.search(&kind, &pairs)
}

/// `GET /fhir/{kind}/{id}`
async fn read(
    State(app): State<App>,
    Path((kind, id)): Path<(String, String)>,
    headers: HeaderMap,
    uri: Uri,
) -> Outcome {
    let pairs = uri.query().unwrap_or_default().to_owned();
    let asked = Asked { app, headers, uri };
    asked.answer(pairs.as_bytes(), |call| aiguilleur_fhir::read(call, known(&kind)?, &id, pairs.as_bytes()))
}

/// Writes the problems of the API as outcomes, where FHIR was asked.
pub(crate) async fn outcomes(request: Request, next: Next) -> Response {
    /// A problem document is some hundred bytes.
    const MOST: usize = 64 << 10;
    let path = request.uri().path();
    let fhir = path == "/fhir" || path.starts_with("/fhir/");
    let response = next.run(request).await;
    let is_problem =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == problem::MEDIA_TYPE);
    if !fhir || !is_problem {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, MOST).await.unwrap_or_default();
    let document: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let said = ["detail", "title"]
        .into_iter()
        .find_map(|field| document[field].as_str().filter(|it| !it.is_empty()));
    let outcome = aiguilleur_fhir::outcome(issue(parts.status), said.unwrap_or_default());
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(serde_json::to_vec(&outcome).unwrap_or_default()))
}

/// The code of FHIR's issue-type for a status.
fn issue(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "login",
        403 => "forbidden",
        404 => "not-found",
        405 | 406 | 415 => "not-supported",
        408 | 504 => "timeout",
        413 | 414 | 431 => "too-long",
        429 => "throttled",
        503 => "transient",
        500..=599 => "exception",
        _ => "invalid",
    }
}
