//! `serve`: the HTTP API on the current generation, following new ones.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use aiguilleur_api::{App, Server};
use aiguilleur_directory::Host;
use aiguilleur_store::DataDir;
use anyhow::{Context, bail};
use tokio::net::TcpListener;

use crate::{Ending, arguments::Serve, console};

/// How often the pointer is looked at: one small file read.
const FOLLOW: Duration = Duration::from_secs(2);

pub(crate) fn run(arguments: &Serve) -> anyhow::Result<Ending> {
    let host = Arc::new(Host::open(DataDir::existing(arguments.data.dir()))?);
    serve(host, arguments.listen)
}

/// Serves `host` on `listen` until the process is told to stop.
pub(crate) fn serve(host: Arc<Host>, listen: SocketAddr) -> anyhow::Result<Ending> {
    if !listen.ip().is_loopback() {
        bail!("{listen} est une adresse publique et aucune clé n'est configurée ; écouter sur 127.0.0.1");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener =
            TcpListener::bind(listen).await.with_context(|| format!("impossible d'écouter sur {listen}"))?;
        console::print(&format!("à l'écoute sur http://{}/\n", listener.local_addr()?))?;
        tokio::spawn(follow(Arc::clone(&host)));
        let router = aiguilleur_api::router(App::new(host), axum::Router::new());
        Server::new(listener, router).run(asked_to_stop()).await?;
        Ok(Ending::Done)
    })
}

/// Serves each newly published generation.
async fn follow(host: Arc<Host>) {
    let mut ticks = tokio::time::interval(FOLLOW);
    loop {
        ticks.tick().await;
        let watched = Arc::clone(&host);
        match tokio::task::spawn_blocking(move || watched.refresh()).await {
            Ok(Ok(false)) => {}
            Ok(Ok(true)) => tracing::info!(generation = %host.snapshot().id(), "now serving"),
            Ok(Err(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the new generation does not open");
            }
            Err(error) => tracing::error!(%error, "the watch of the pointer was interrupted"),
        }
    }
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
