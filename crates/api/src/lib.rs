//! The HTTP API, version 1: routes, errors, limits. It decides nothing: it asks the directory and answers.
//!
//! One request reads one snapshot, whatever is published meanwhile. Every error is a problem document with a
//! stable code ([`problem`]); every answer carries its generation in its entity tag.

mod answer;
mod cursor;
mod page;
mod parameters;
pub mod problem;
mod route;
mod server;
mod state;

pub use server::{Server, router};
pub use state::App;
