//! One connection: HTTP/1.1 or HTTP/2 in clear, a first request in time, an age that ends.

use std::{
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use axum::Router;
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use tokio::{net::TcpStream, sync::watch, time::sleep};
use tower::Service;

use crate::{App, access::Peer, config::Limits};

/// Streams of one HTTP/2 connection at once.
const MAX_STREAMS: u32 = 128;

/// Bytes that HTTP/1 heads and bodies are read through; not less than hyper admits.
const MIN_BUFFER: usize = 8 << 10;

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time())
        .max_headers(limits.headers)
        // One more than the documented limits, so that a problem document tells of them.
        .max_buf_size((2 * (limits.header_bytes + limits.url_bytes)).max(MIN_BUFFER));
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .max_header_list_size(u32::try_from(limits.header_bytes).unwrap_or(u32::MAX))
        .keep_alive_interval(Some(limits.header_time()))
        .keep_alive_timeout(limits.header_time());
    builder
}

/// Whether a connection ended for a head that did not come in time, was too large, or was no HTTP.
fn is_abuse(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    error.downcast_ref::<hyper::Error>().is_some_and(|error| error.is_timeout() || error.is_parse())
}

/// Serves a connection to its end: the client's wish, its age, or the server's stop.
pub(super) async fn serve(
    app: App,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are small and whole: waiting to fill a packet only adds latency.
    let _slower_at_worst = stream.set_nodelay(true);
    let limits = &app.config().limits;
    let asked = Arc::new(AtomicBool::new(false));
    let service = {
        let asked = Arc::clone(&asked);
        service_fn(move |mut request: Request<Incoming>| {
            asked.store(true, Relaxed);
            request.extensions_mut().insert(Peer(peer));
            router.clone().call(request)
        })
    };
    let builder = builder(limits);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let mut first = pin!(sleep(limits.header_time()));
    let mut age = pin!(sleep(limits.connection_time()));
    let mut ending = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                // How a connection broke is the client's affair; that it was no honest one is ours to count.
                if ended.is_err_and(|error| is_abuse(&*error)) {
                    app.metrics().dropped_connections.up();
                }
                return;
            }
            () = first.as_mut(), if !first.is_elapsed() => {
                if !asked.load(Relaxed) {
                    app.metrics().dropped_connections.up();
                    return;
                }
            }
            () = age.as_mut() => {
                if ending {
                    app.metrics().dropped_connections.up();
                    return;
                }
                ending = true;
                connection.as_mut().graceful_shutdown();
                age.as_mut().reset(tokio::time::Instant::now() + limits.stream_time());
            }
            _ = stopped.changed(), if !ending => {
                ending = true;
                connection.as_mut().graceful_shutdown();
                age.as_mut().reset(tokio::time::Instant::now() + limits.stream_time());
            }
        }
    }
}
