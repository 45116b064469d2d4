//! The API in this process, over the fixtures: what callers and operators can rely on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(unreachable_pub, reason = "shared by the modules of this binary alone")]

mod access;
mod bulk;
mod changes;
mod conformity;
mod document;
mod errors;
mod fhir;
mod jobs;
mod operations;
mod reconcile;
mod reconciliation;
mod sign_in;
mod site;
mod slow_clients;
#[path = "../support/mod.rs"]
mod support;
