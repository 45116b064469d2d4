//! The W3C Reconciliation Service API, version 0.2: as OpenRefine and similar tools use it.
//!
//! Candidates and `match` are those of the judgement that client files get (`aiguilleur_reconcile::Judge`): `match` is
//! true only when a number or a complete name agrees and nothing contradicts, never for a homonym.

mod candidate;
mod cors;
mod entity;
mod extend;
mod manifest;
mod preview;
mod property;
mod query;
mod routes;
mod suggest;

pub(crate) use cors::any_origin;
pub(crate) use manifest::origin;
pub(crate) use routes::routes;
