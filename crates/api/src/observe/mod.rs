//! What operators see of each request: one line of log, one count, one request id; never what was asked.

mod trace_context;

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::catch_panic::ResponseForPanic;

use crate::{
    App,
    access::UsedKey,
    metrics::{Number, method_label},
    problem::{Code, Kind, Problem},
};

pub(crate) use trace_context::Numbering;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
static TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// Route label of requests that match no route.
const NO_ROUTE: &str = "none";

/// What observing needs.
#[derive(Debug, Clone)]
pub(crate) struct Observer {
    app: App,
    numbering: Arc<Numbering>,
    listener: &'static str,
}

impl Observer {
    /// An observer of the listener of that name.
    pub(crate) fn new(app: App, listener: &'static str) -> Self {
        Self { app, numbering: Arc::new(Numbering::new()), listener }
    }
}

/// Counts down when the request ends, however it ends.
struct InFlight<'m>(&'m Number);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.down();
    }
}

/// Observes a request: route templates, never paths; codes, never texts.
pub(crate) async fn observe(State(observer): State<Observer>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let metrics = observer.app.metrics();
    metrics.in_flight.up();
    let _in_flight = InFlight(&metrics.in_flight);
    let given = request.headers().get(&TRACEPARENT).and_then(|value| value.to_str().ok());
    let context = observer.numbering.context(given);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let (method, version) = (request.method().clone(), request.version());
    let mut response = next.run(request).await;
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let (status, time) = (response.status(), begun.elapsed());
    metrics.answered(route, &method, status, time);
    let code = response.extensions().get::<Code>().map(|code| code.0);
    if let Some(code) = code {
        metrics.problem(code);
    }
    let key = response.extensions().get::<UsedKey>().map(|used| used.0.id.as_str());
    tracing::info!(
        target: "aiguilleur::requests",
        listener = observer.listener, request_id = context.request_id(), trace_id = context.trace_id(),
        parent_id = context.parent_id(), parent_sampled = context.parent_sampled(),
        method = method_label(&method), route, status = status.as_u16(), code, key, version = ?version,
        micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX),
        "answered"
    );
    for (name, value) in [(&REQUEST_ID, context.request_id()), (&TRACEPARENT, context.traceparent())] {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name.clone(), value);
        }
    }
    response
}

/// Answers 500 in the place of a handler that panicked, and counts it.
#[derive(Debug, Clone)]
pub(crate) struct Panicked(pub(crate) App);

impl ResponseForPanic for Panicked {
    type ResponseBody = axum::body::Body;

    // The payload may hold what was asked: where it happened is the panic hook's to say.
    fn response_for_panic(&mut self, _payload: Box<dyn std::any::Any + Send>) -> Response {
        self.0.metrics().panics.up();
        tracing::error!("a handler panicked");
        let problem = Problem::new(Kind::INTERNAL, "L'incident est journalisé et compté.");
        problem.into_response()
    }
}
