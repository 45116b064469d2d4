//! The support agents' pages: French, server-rendered, complete without JavaScript. They decide nothing: they
//! show what the directory and the resolver answer.
//!
//! Every page is one typed model (`page`) and one template of the same name; a request reads one snapshot.

mod asset;
mod failure;
mod page;
mod parameters;
mod path;
mod reply;
mod route;
mod wording;

use std::sync::Arc;

use aiguilleur_directory::Host;
use axum::{
    Router,
    response::{IntoResponse, Response},
};

/// The pages over `host`, ready to merge into whatever else the server answers.
pub fn router<S: Clone + Send + Sync + 'static>(host: Arc<Host>) -> Router<S> {
    route::pages().layer(axum::middleware::map_response(reply::guarded)).with_state(host)
}

/// The page for a browser at an address where nothing is: what to try.
pub fn lost() -> Response {
    reply::guard(failure::Failure::Lost.into_response())
}
