//! Errors as problem documents (RFC 9457): one table of codes, and never a word of what failed inside.

mod table;

use std::{borrow::Cow, time::Duration};

use aiguilleur_directory::DirectoryError;
use aiguilleur_directory::StoreError;
use axum::{
    Json,
    extract::{
        Request,
        rejection::{BytesRejection, PathRejection},
    },
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;

pub use table::{Kind, Row};

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error, on its way to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    kind: Kind,
    detail: Cow<'static, str>,
    retry_after: Option<Duration>,
}

/// A problem document.
#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'a str,
    detail: &'a str,
}

/// The code of the problem that a response carries, for those who count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Code(pub(crate) &'static str);

impl Problem {
    /// An error of `kind`, said in one French sentence.
    pub fn new(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, detail: detail.into(), retry_after: None }
    }

    /// The same, with when to try again.
    #[must_use]
    pub const fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// Type, title and status of the problem (RFC 9457).
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The document, as a value: what a bulk answer holds in the place of a record.
    pub(crate) fn document(&self) -> impl Serialize {
        Document {
            r#type: self.kind.page(),
            title: self.kind.title,
            status: self.kind.status.as_u16(),
            code: self.kind.code,
            detail: &self.detail,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.kind.status, Json(self.document())).into_response();
        response.extensions_mut().insert(Code(self.kind.code));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(wait) = self.retry_after {
            // Whole seconds, and never « at once », which would only be refused again.
            let seconds = (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1);
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.kind.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"aiguilleur\""));
        }
        response
    }
}

impl From<DirectoryError> for Problem {
    fn from(error: DirectoryError) -> Self {
        if error.is_late() {
            return Self::new(Kind::TIMEOUT, "Le travail demandé n'a pas tenu dans le délai.");
        }
        tracing::error!(error = &error as &dyn std::error::Error, "the directory could not answer");
        Self::new(Kind::INTERNAL, "L'annuaire n'a pas pu répondre ; l'incident est journalisé.")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        DirectoryError::from(error).into()
    }
}

impl From<PathRejection> for Problem {
    fn from(_rejection: PathRejection) -> Self {
        Self::new(Kind::BAD_REQUEST, "Le chemin de l'adresse n'est pas du texte UTF-8.")
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::new(
                Kind::BODY_TOO_LARGE,
                "Le corps de la requête dépasse la limite : le couper en morceaux.",
            );
        }
        Self::new(Kind::BAD_REQUEST, "Le corps de la requête a été interrompu.")
    }
}

/// Gives a body to errors that something below answered without one.
pub(crate) async fn complete(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let bare = match response.headers().get(header::CONTENT_TYPE) {
        None => true,
        Some(kind) => kind.as_bytes().starts_with(b"text/plain"),
    };
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut completed = Problem::new(Kind::of_status(status), "").into_response();
    for (name, value) in response.headers() {
        if ![header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name) {
            completed.headers_mut().insert(name.clone(), value.clone());
        }
    }
    completed
}
