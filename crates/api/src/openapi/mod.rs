//! The OpenAPI 3.1 document, made of the same table as the router and of the schemas that answers are tested by.
//!
//! Neither utoipa nor aide: what answers are made of lives in crates that must not know HTTP documents, and
//! attributes on handlers would say a second time what [`Operation`] says once. Here a parameter that is not
//! documented is refused, an operation that is not documented has no route, and an answer that is not what its
//! schema says fails the tests.

mod document;
pub(crate) mod operation;
pub(crate) mod schema;
mod yaml;

pub use document::document as openapi;
pub(crate) use operation::{Content, Form, Link, Method, Operation, Parameter};
pub(crate) use yaml::yaml;
