//! What an operation is: the one table that the router, the parameters' check and the document are made of.

use axum::routing::MethodRouter;

use crate::{App, config::Limits, problem::Kind};

/// The methods that the API has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Delete,
}

impl Method {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Delete => "delete",
        }
    }
}

/// The form of a parameter's value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// Any text.
    Text,
    /// A cursor that we made.
    Cursor,
    /// The name of a generation.
    Generation,
    /// Dotted names, separated by commas.
    Fields,
    /// `true` or `false`, with the default.
    Flag(bool),
    /// A number: default, least, most.
    Number(usize, usize, usize),
    /// A day.
    Date,
    /// Codes of a nomenclature, separated by commas.
    Codes,
    /// One of those.
    OneOf(fn() -> Vec<&'static str>),
    /// Some of those, separated by commas.
    SomeOf(fn() -> Vec<&'static str>),
}

impl Form {
    /// Whether several values may be given, `a,b` or repeated.
    pub(crate) const fn is_list(self) -> bool {
        matches!(self, Self::SomeOf(_) | Self::Codes | Self::Fields)
    }
}

/// A parameter of the query or of the path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    /// What it says, in French.
    pub(crate) meaning: &'static str,
    /// The form of its value.
    pub(crate) form: Form,
    /// A value; none where the parameter is better left out of a first try.
    pub(crate) example: Option<&'static str>,
}

/// What a body holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Content {
    pub(crate) media_type: &'static str,
    /// The name of its schema.
    pub(crate) schema: &'static str,
    /// An example, JSON.
    pub(crate) example: &'static str,
}

impl Content {
    /// One JSON value.
    pub(crate) const fn json(schema: &'static str, example: &'static str) -> Self {
        Self { media_type: "application/json", schema, example }
    }

    /// A JSON value a line.
    pub(crate) const fn lines(schema: &'static str, example: &'static str) -> Self {
        Self { media_type: "application/x-ndjson", schema, example }
    }
}

/// What an answer holds that another operation takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    /// The other operation.
    pub(crate) operation: &'static str,
    pub(crate) parameter: &'static str,
    /// Position in the answer, as a JSON pointer.
    pub(crate) pointer: &'static str,
}

/// One operation of the API.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    /// Stable name, for generated clients.
    pub(crate) id: &'static str,
    /// One French line.
    pub(crate) summary: &'static str,
    /// More of it.
    pub(crate) description: &'static str,
    /// The variable piece of the path.
    pub(crate) in_path: Option<Parameter>,
    /// The parameters of the query.
    pub(crate) parameters: &'static [Parameter],
    /// The bodies it reads.
    pub(crate) bodies: &'static [Content],
    /// The bodies it answers.
    pub(crate) answers: &'static [Content],
    /// Where its answer leads.
    pub(crate) links: &'static [Link],
    /// The errors of its own, beside those that every operation has.
    pub(crate) errors: &'static [Kind],
    /// What answers.
    pub(crate) handler: fn(&Limits) -> MethodRouter<App>,
}

/// The errors that every operation may answer.
pub(crate) const COMMON_ERRORS: &[Kind] = &[
    Kind::BAD_REQUEST,
    Kind::UNKNOWN_PARAMETER,
    Kind::INVALID_PARAMETER,
    Kind::KEY_REQUIRED,
    Kind::KEY_REFUSED,
    Kind::SCOPE_MISSING,
    Kind::METHOD_NOT_ALLOWED,
    Kind::URL_TOO_LONG,
    Kind::UNSUPPORTED_MEDIA_TYPE,
    Kind::RATE_LIMITED,
    Kind::TOO_MANY_REFUSED_KEYS,
    Kind::HEADERS_TOO_LARGE,
    Kind::INTERNAL,
    Kind::OVERLOADED,
    Kind::TIMEOUT,
];
