//! The server: it receives its listeners and its shutdown, and holds no connection longer than its limits.

mod accept;
mod connection;

use std::{future::Future, io, thread};

use axum::Router;
use tokio::{net::TcpListener, runtime, sync::watch};

use crate::App;

/// A server about to run.
#[derive(Debug)]
pub struct Server {
    app: App,
    bound: Vec<(TcpListener, Router)>,
    apart: Vec<(TcpListener, Router)>,
}

impl Server {
    /// A server of `app`.
    pub const fn new(app: App) -> Self {
        Self { app, bound: Vec::new(), apart: Vec::new() }
    }

    /// Serves `router` on `listener`, too.
    #[must_use]
    pub fn listening(mut self, listener: TcpListener, router: Router) -> Self {
        self.bound.push((listener, router));
        self
    }

    /// Serves `router` on `listener` from a thread of its own, which answers whatever the others do.
    #[must_use]
    pub fn listening_apart(mut self, listener: TcpListener, router: Router) -> Self {
        self.apart.push((listener, router));
        self
    }

    /// Serves until `shutdown`, then lets the requests under way finish, within the configured deadline.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> io::Result<()> {
        let (stop, stopped) = watch::channel(false);
        let mut listeners = tokio::task::JoinSet::new();
        for (listener, router) in self.bound {
            listeners.spawn(accept::run(self.app.clone(), listener, router, stopped.clone()));
        }
        for (listener, router) in self.apart {
            let thread = apart(self.app.clone(), listener.into_std()?, router, stopped.clone())?;
            listeners.spawn_blocking(move || drop(thread.join()));
        }
        shutdown.await;
        // A listener is there until it has seen this.
        let _nobody_listens = stop.send(true);
        while listeners.join_next().await.is_some() {}
        Ok(())
    }
}

/// A thread that serves one listener.
fn apart(
    app: App,
    listener: std::net::TcpListener,
    router: Router,
    stopped: watch::Receiver<bool>,
) -> io::Result<thread::JoinHandle<()>> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = {
        let _registered_there = runtime.enter();
        TcpListener::from_std(listener)?
    };
    let serve = move || runtime.block_on(accept::run(app, listener, router, stopped));
    thread::Builder::new().name("admin".to_owned()).spawn(serve)
}
