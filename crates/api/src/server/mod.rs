//! The server: it receives its listeners and its shutdown, and holds no connection longer than its limits.

mod accept;
mod connection;

use std::future::Future;

use axum::Router;
use tokio::{net::TcpListener, sync::watch};

use crate::App;

/// A server about to run.
#[derive(Debug)]
pub struct Server {
    app: App,
    bound: Vec<(TcpListener, Router)>,
}

impl Server {
    /// A server of `app`.
    pub const fn new(app: App) -> Self {
        Self { app, bound: Vec::new() }
    }

    /// Serves `router` on `listener`, too.
    #[must_use]
    pub fn listening(mut self, listener: TcpListener, router: Router) -> Self {
        self.bound.push((listener, router));
        self
    }

    /// Serves until `shutdown`, then lets the requests under way finish, within the configured deadline.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let (stop, stopped) = watch::channel(false);
        let mut listeners = tokio::task::JoinSet::new();
        for (listener, router) in self.bound {
            listeners.spawn(accept::run(self.app.clone(), listener, router, stopped.clone()));
        }
        shutdown.await;
        // Whoever listens is alive until it has seen this.
        let _nobody_listens = stop.send(true);
        while listeners.join_next().await.is_some() {}
    }
}
