//! What handlers take from a request: as axum extracts it, refused as a problem.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{HeaderMap, header, request::Parts},
};

use aiguilleur_certificate::{CertificateRefused, has_private_key};
use aiguilleur_reconcile::is_text;

use crate::problem::{Kind, Problem};

/// The variable piece of the path.
pub(crate) struct PathText(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for PathText {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::from_request_parts(parts, state).await?;
        Ok(Self(text))
    }
}

/// A body of JSON, not read yet.
pub(crate) struct JsonBytes(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for JsonBytes {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            let detail = "Le corps attendu est du JSON : envoyer Content-Type: application/json.";
            return Err(Problem::new(Kind::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let bytes = Bytes::from_request(request, state).await?;
        without_key(&bytes)?;
        Ok(Self(bytes))
    }
}

/// Refuses a body that holds a private key: what a refusal quotes, and what an answer repeats, would hold it too.
///
/// # Errors
/// 400.
pub(crate) fn without_key(body: &[u8]) -> Result<(), Problem> {
    if has_private_key(body) {
        return Err(Problem::new(Kind::INVALID_BODY, CertificateRefused::PrivateKey.message()));
    }
    Ok(())
}

/// Refuses a form's envelope around a file: the body is the file itself.
///
/// # Errors
/// 415.
pub(crate) fn bare(headers: &HeaderMap) -> Result<(), Problem> {
    if essence(headers).is_some_and(|kind| kind.starts_with("multipart/")) {
        let detail = "Le corps est le fichier lui-même, pas un formulaire : curl --data-binary @FICHIER.";
        return Err(Problem::new(Kind::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    Ok(())
}

/// Refuses a body that is said to be neither an array nor lines of JSON.
///
/// # Errors
/// 415.
pub(crate) fn records(headers: &HeaderMap) -> Result<(), Problem> {
    /// What senders that do not choose say, curl among them.
    const UNCHOSEN: [&str; 3] =
        ["application/octet-stream", "application/x-www-form-urlencoded", "text/plain"];
    const LINES: [&str; 3] = ["application/x-ndjson", "application/ndjson", "application/jsonl"];
    let Some(kind) = essence(headers) else { return Ok(()) };
    if is_json(headers) || LINES.contains(&kind.as_str()) || UNCHOSEN.contains(&kind.as_str()) {
        return Ok(());
    }
    let detail = "Un tableau JSON ou du NDJSON est attendu ; un fichier (CSV, Parquet…) se confie à \
                  POST /v1/jobs/reconcile.";
    Err(Problem::new(Kind::UNSUPPORTED_MEDIA_TYPE, detail))
}

/// Refuses a body that is no client file in plain text: one of another kind, packed, or with a private key in it.
///
/// # Errors
/// 415, or 400 for a key.
pub(crate) fn table(headers: &HeaderMap, body: &[u8]) -> Result<(), Problem> {
    bare(headers)?;
    let csv = essence(headers).is_some_and(|kind| kind == "text/csv");
    if !csv {
        records(headers)?;
    }
    without_key(body)?;
    if is_text(body) { Ok(()) } else { Err(not_text()) }
}

/// A file of another kind where a client file is taken as text.
pub(crate) fn not_text() -> Problem {
    let detail = "Ni classeur, ni PDF, ni archive, ni autre fichier binaire n'est reçu ici : envoyer du CSV ou du NDJSON, \
                  en UTF-8 ou Windows-1252.";
    Problem::new(Kind::UNSUPPORTED_MEDIA_TYPE, detail)
}

/// Whether the body is said to be JSON; one of which nothing is said is read as such.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(kind) = essence(headers) else { return true };
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// The media type that the body is said to be, in small letters and without its parameters.
fn essence(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().unwrap_or_default();
    Some(kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}
