//! The server: it receives its listener and its shutdown, and bounds what a client may cost.

use std::{future::Future, time::Duration};

use axum::{Router, extract::DefaultBodyLimit, http::StatusCode};
use tokio::net::TcpListener;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

use crate::{
    App,
    problem::{Kind, Problem},
    route,
};

/// Largest body of `POST /v1/decide`, in bytes: a hundred times the largest real case.
const MAX_BODY: usize = 1 << 20;

/// Longest time a request may take. The slowest honest one takes some milliseconds.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The API's routes, with `pages` beside them.
pub fn router(app: App, pages: Router<App>) -> Router {
    let broken = |_panic| {
        use axum::response::IntoResponse;
        tracing::error!("a handler panicked");
        Problem::new(Kind::INTERNAL, "L'incident est journalisé.").into_response()
    };
    route::version_1()
        .merge(pages)
        .fallback(route::nowhere)
        .method_not_allowed_fallback(route::other_method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(CatchPanicLayer::custom(broken))
        .with_state(app)
}

/// A server about to run.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    router: Router,
}

impl Server {
    /// Serves `router` on `listener`.
    pub const fn new(listener: TcpListener, router: Router) -> Self {
        Self { listener, router }
    }

    /// Serves until `shutdown`, then finishes the requests under way.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
        axum::serve(self.listener, self.router).with_graceful_shutdown(shutdown).await
    }
}
