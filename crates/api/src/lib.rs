//! The HTTP API, version 1: routes, errors, limits. It decides nothing: it asks the directory and answers.
//!
//! One request reads one snapshot, whatever is published meanwhile. Every error is a problem document with a
//! stable code ([`problem`]); every answer carries its generation in its entity tag. Logs and metrics know
//! routes by their template and callers by the id of their key, never what was asked.

mod access;
mod admin;
mod answer;
pub mod config;
mod cursor;
mod depot;
mod expiry;
mod extract;
mod fhir;
mod fields;
mod held;
mod html;
pub mod keys;
mod layers;
mod leftover;
mod metrics;
mod observe;
mod openapi;
mod page;
mod parameters;
pub mod problem;
mod reconciliation;
mod route;
mod server;
mod state;
mod waiting;
mod work;

pub use access::Peer;
pub use admin::admin_router;
pub use config::Config;
pub use depot::{DEPOT_STATES, DepotStatus};
pub use expiry::Expiry;
pub use held::{HeldBack, TrippedGuard};
pub use layers::{Screens, router};
pub use openapi::openapi;
pub use server::Server;
pub use state::App;
pub use waiting::waiting_router;
