//! Accepting connections: as many at once as configured, of one address too.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::Router;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};

use super::connection;
use crate::App;

/// After the system refused a connection (no descriptor left, most often), so that the loop does not spin.
const AFTER_REFUSAL: Duration = Duration::from_millis(100);

/// Connections held, by address.
type Held = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// The right to hold one more connection.
struct Seat {
    app: App,
    held: Held,
    address: IpAddr,
    _permit: OwnedSemaphorePermit,
}

impl Seat {
    /// A seat, unless that address has too many. Loopback and trusted proxies speak for many.
    fn take(app: &App, held: &Held, peer: SocketAddr, permit: OwnedSemaphorePermit) -> Option<Self> {
        let address = peer.ip().to_canonical();
        let mut counts = held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        let unlimited = address.is_loopback() || app.config().trusts(&address);
        if !unlimited && *count >= app.config().limits.connections_per_address {
            return None;
        }
        *count += 1;
        app.metrics().connections.up();
        Some(Self { app: app.clone(), held: Arc::clone(held), address, _permit: permit })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.app.metrics().connections.down();
        let mut counts = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// Accepts until the stop signal, then waits for the connections, within the deadline.
pub(super) async fn run(app: App, listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) {
    let seats = Arc::new(Semaphore::new(app.config().limits.connections));
    let held = Held::default();
    let mut connections = JoinSet::new();
    loop {
        let next = next(&listener, &seats);
        let accepted = tokio::select! {
            accepted = next => accepted,
            _ = stopped.changed() => break,
        };
        // Those that ended are forgotten as others come.
        while connections.try_join_next().is_some() {}
        let Some((stream, peer, permit)) = accepted else { continue };
        match Seat::take(&app, &held, peer, permit) {
            None => app.metrics().dropped_connections.up(),
            Some(seat) => {
                let serving = connection::serve(app.clone(), stream, peer, router.clone(), stopped.clone());
                connections.spawn(async move {
                    let _seat = seat;
                    serving.await;
                });
            }
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    let finished = tokio::time::timeout(app.config().limits.shutdown_time(), all).await;
    if finished.is_err() {
        tracing::warn!(connections = connections.len(), "the deadline has passed: connections are cut");
    }
}

/// The next connection and its permit; `None` when the system gave none.
async fn next(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    // The semaphore is never closed.
    let permit = Arc::clone(seats).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, permit)),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(AFTER_REFUSAL).await;
            None
        }
    }
}
