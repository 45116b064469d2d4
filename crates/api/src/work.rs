//! Work that may take more than a millisecond: off the threads that answer, a bounded number at once.

use std::{
    panic::resume_unwind,
    time::{Duration, Instant},
};

use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::Handle;

use crate::{
    App,
    access::Caller,
    problem::{Kind, Problem},
};

/// Routes whose handlers work less than a millisecond, or go aside by themselves: for the pieces of a long answer, or for
/// a person who has very much. Every other one is run aside.
const LIGHT: &[&str] = &[
    "/docs/style.css",
    "/openapi.json",
    "/static/{file}",
    "/v1/decisions:batch",
    "/v1/jobs/reconcile",
    "/v1/jobs/{id}",
    "/v1/jobs/{id}/result",
    "/v1/professionals/{id}",
    "/v1/professionals/{id}/decisions",
    "/v1/professionals:batch",
    "/v1/reconcile",
    "/v1/status",
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

    /// When it passes, for work that looks at the time itself.
    pub(crate) const fn instant(self) -> Instant {
        self.0
    }
}

/// Runs handlers that may be heavy on threads of their own, as many at once as there are processors. The others wait here, within
/// the request's time, and hold no thread.
pub(crate) async fn aside(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if path.is_none_or(|path| LIGHT.contains(&path)) {
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
    let (runtime, caller) = (Handle::current(), request.extensions().get::<Caller>().cloned());
    app.work(caller.as_ref(), move || runtime.block_on(next.run(request))).await
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
    /// Does `work` on a thread that may take its time, once one of the places is free, and charges its processor time to
    /// `caller`. A panic goes on here.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        caller: Option<&Caller>,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> T {
        // The semaphore is never closed.
        let place = self.places().acquire_owned().await.ok();
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            let begun = processor_time();
            (work(), processor_time().saturating_sub(begun))
        });
        match done.await {
            Ok((done, spent)) => {
                if let Some(caller) = caller {
                    caller.charge(self, spent);
                }
                done
            }
            Err(error) => resume_unwind(error.into_panic()),
        }
    }
}

/// What this thread has worked so far.
fn processor_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}
