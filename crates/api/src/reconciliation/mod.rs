//! The W3C Reconciliation Service API, version 0.2: what OpenRefine and its kin speak.
//!
//! `match` is true only where an identifier or a unique, complete name says so, never for a homonym: a client
//! that accepts every match must not be led to a wrong certificate.

mod candidate;
mod entity;
mod extend;
mod manifest;
mod preview;
mod property;
mod query;
mod routes;
mod score;
mod suggest;

pub(crate) use manifest::origin;
pub(crate) use routes::routes;
