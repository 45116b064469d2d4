//! Errors as problem documents (RFC 9457): one table of codes, and never a word of what failed inside.

use std::borrow::Cow;

use aiguilleur_directory::DirectoryError;
use aiguilleur_store::StoreError;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// A kind of error: its stable code, its status, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Stable code.
    pub code: &'static str,
    /// HTTP status.
    pub status: StatusCode,
    /// French title.
    pub title: &'static str,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $code:literal, $title:literal;)+) => {
        impl Kind {
            $($(#[$doc])* pub const $name: Self = Self { code: $code, status: StatusCode::$status, title: $title };)+

            /// Every kind, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

kinds! {
    /// The identifier is not well formed.
    MALFORMED_IDENTIFIER = BAD_REQUEST, "malformed_identifier", "Identifiant mal formé";
    /// A parameter that the route does not have.
    UNKNOWN_PARAMETER = BAD_REQUEST, "unknown_parameter", "Paramètre inconnu";
    /// A parameter whose value is not admitted.
    INVALID_PARAMETER = BAD_REQUEST, "invalid_parameter", "Valeur de paramètre refusée";
    /// The body is not what the route reads.
    INVALID_BODY = BAD_REQUEST, "invalid_body", "Corps de requête refusé";
    /// The cursor was not made by this server.
    INVALID_CURSOR = BAD_REQUEST, "invalid_cursor", "Curseur refusé";
    /// The cursor's generation is no longer served.
    CURSOR_EXPIRED = GONE, "cursor_expired", "Curseur d'une génération qui n'est plus servie";
    /// Nothing of that identifier.
    NOT_IN_DIRECTORY = NOT_FOUND, "not_in_directory", "Absent de l'annuaire";
    /// No such route.
    NO_ROUTE = NOT_FOUND, "no_route", "Adresse inconnue";
    /// The route does not have that method.
    METHOD_NOT_ALLOWED = METHOD_NOT_ALLOWED, "method_not_allowed", "Méthode non admise";
    /// The body is too large.
    BODY_TOO_LARGE = PAYLOAD_TOO_LARGE, "body_too_large", "Corps de requête trop grand";
    /// The request took too long.
    TIMEOUT = SERVICE_UNAVAILABLE, "timeout", "Délai dépassé";
    /// Our own fault.
    INTERNAL = INTERNAL_SERVER_ERROR, "internal", "Erreur interne";
}

/// An error, on its way to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    kind: Kind,
    detail: Cow<'static, str>,
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'a str,
    detail: &'a str,
}

impl Problem {
    /// An error of `kind`, said in one French sentence.
    pub fn new(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, detail: detail.into() }
    }

    /// Its kind.
    pub const fn kind(&self) -> Kind {
        self.kind
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let document = Document {
            r#type: format!("/docs/errors/{}", self.kind.code),
            title: self.kind.title,
            status: self.kind.status.as_u16(),
            code: self.kind.code,
            detail: &self.detail,
        };
        let mut response = (self.kind.status, Json(document)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

impl From<DirectoryError> for Problem {
    fn from(error: DirectoryError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the directory could not answer");
        Self::new(Kind::INTERNAL, "L'annuaire n'a pas pu répondre ; l'incident est journalisé.")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        DirectoryError::from(error).into()
    }
}
