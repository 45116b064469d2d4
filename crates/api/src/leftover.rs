//! Drains the unread rest of a refused request, when small, so that the connection can be reused.
//! Without it a client that is still sending finds its connection closed instead of its answer.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::oneshot;

/// More than this is not worth a connection.
const MAX_BYTES: usize = 64 << 10;
/// As long as a client that means well needs to send that much.
const PATIENCE: Duration = Duration::from_secs(1);

/// Reads what a refusal left of a small body.
pub(crate) async fn drop_leftover(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (back, mut left) = oneshot::channel();
    let request = request.map(|body| Body::new(Lent { body: Some(body), back: Some(back) }));
    let response = next.run(request).await;
    let refused = response.status().is_client_error() || response.status() == StatusCode::SERVICE_UNAVAILABLE;
    if refused && let Ok(body) = left.try_recv() {
        // Whatever comes of it, the answer is the same.
        let _ended_or_not = tokio::time::timeout(PATIENCE, swallow(body)).await;
    }
    response
}

async fn swallow(mut body: Body) {
    let mut room = MAX_BYTES;
    while let Some(Ok(frame)) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await
    {
        match room.checked_sub(frame.data_ref().map_or(0, Bytes::len)) {
            Some(less) => room = less,
            None => return,
        }
    }
}

/// A body that comes back when its reader drops it before its end.
struct Lent {
    body: Option<Body>,
    back: Option<oneshot::Sender<Body>>,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(Body::size_hint).unwrap_or_default()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(body), Some(back)) = (self.body.take(), self.back.take())
            && !body.is_end_stream()
        {
            // Nobody waits for it when the request was given up.
            let _given_up = back.send(body);
        }
    }
}
