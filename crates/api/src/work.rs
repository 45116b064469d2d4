//! Work that may take more than a millisecond: off the threads that answer, a bounded number at once.

use std::{panic::resume_unwind, time::Instant};

use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::runtime::Handle;

use crate::{
    App,
    problem::{Kind, Problem},
};

/// Routes whose handlers search, or do the work of many requests.
const HEAVY: &[&str] = &[
    "/",
    "/fhir/v2/{kind}",
    "/fhir/v2/{kind}/{id}",
    "/fhir/{kind}",
    "/fhir/{kind}/{id}",
    "/fragments/resultats",
    "/reconcile",
    "/reconcile/",
    "/reconcile/suggest/entity",
    "/structures/{id}",
    "/v1/certificates/inspect",
    "/v1/decide",
    "/v1/search",
    "/v1/structures/{id}",
    "/v1/structures/{id}/professionals",
];

/// When an answer must have begun: work of several steps looks between them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    /// # Errors
    /// 408 once it has passed.
    pub(crate) fn check(self) -> Result<(), Problem> {
        if Instant::now() <= self.0 {
            return Ok(());
        }
        Err(Problem::new(Kind::TIMEOUT, "Le travail demandé n'a pas tenu dans le délai."))
    }
}

/// Runs heavy handlers on threads of their own, as many at once as there are processors. The others wait here, within
/// the request's time, and hold no thread.
pub(crate) async fn aside(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if !path.is_some_and(|path| HEAVY.contains(&path)) {
        return next.run(request).await;
    }
    let limits = &app.config().limits;
    let deadline = Deadline(Instant::now() + limits.request_time());
    // A slow sender must not hold a place.
    let mut request = match received(request, limits.body_bytes).await {
        Ok(request) => request,
        Err(problem) => return problem.into_response(),
    };
    request.extensions_mut().insert(deadline);
    let runtime = Handle::current();
    app.work(move || runtime.block_on(next.run(request))).await
}

/// The request with its whole body.
async fn received(request: Request, limit: usize) -> Result<Request, Problem> {
    let (parts, body) = request.into_parts();
    let refuse = |_| {
        let detail = format!("Le corps dépasse {limit} octets, ou a été interrompu.");
        Problem::new(Kind::BODY_TOO_LARGE, detail)
    };
    let bytes = to_bytes(body, limit).await.map_err(refuse)?;
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

impl App {
    /// Does `work` on a thread that may take its time, once one of the places is free. A panic goes on here.
    pub(crate) async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        // The semaphore is never closed.
        let place = self.places().acquire_owned().await.ok();
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        match done.await {
            Ok(done) => done,
            Err(error) => resume_unwind(error.into_panic()),
        }
    }
}
