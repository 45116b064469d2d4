//! The support agents' pages: French, server-rendered, complete without JavaScript. They decide nothing: they
//! show what the directory and the resolver answer.
//!
//! Every page is one typed model (`page`) and one template of the same name; a request reads one snapshot.

mod asset;
mod failure;
mod frame;
mod page;
mod parameters;
mod path;
mod reply;
mod route;
mod site;
mod usages;
mod wording;

use askama::Template as _;
use axum::{
    Router,
    http::header,
    response::{Html, IntoResponse, Response},
};

pub use frame::{Frame, Legal};
pub use site::Site;

/// The pages of `site`, ready to merge into whatever else the server answers.
pub fn router<S: Clone + Send + Sync + 'static>(site: Site) -> Router<S> {
    route::pages()
        .layer(axum::middleware::map_response_with_state(site.clone(), reply::shown))
        .layer(axum::middleware::map_response(reply::guarded))
        .with_state(site)
}

/// The page where a browser signs in: why the last key was refused, and where to go then.
pub fn sign_in(frame: &Frame, refused: Option<&str>, to: &str) -> Response {
    let page = page::SignInPage::new(refused, to).render_with_values(frame);
    let kept = [(header::CACHE_CONTROL, "no-store")];
    let page = page.map(|text| (kept, Html(text)).into_response());
    reply::guard(page.unwrap_or_else(|error| reply::failed(frame, error.into())))
}

/// The page for a browser at an address where nothing is: what to try.
pub fn lost(frame: &Frame) -> Response {
    reply::guard(reply::failed(frame, failure::Failure::Lost))
}
