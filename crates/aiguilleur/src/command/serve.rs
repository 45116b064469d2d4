//! `serve`: the HTTP API on the current generation, following new ones.

use std::{path::Path, sync::Arc, time::Duration};

use aiguilleur_api::{
    App, Config, Expiry, HeldBack, Server, TrippedGuard, admin_router,
    keys::{KeyFile, KeyRing},
};
use aiguilleur_directory::Host;
use aiguilleur_store::DataDir;
use aiguilleur_sync::{guard::Tripped, run::Ledger};
use anyhow::{Context, bail};
use tokio::net::TcpListener;
use toml::Value;

use crate::{Ending, arguments::Serve, certificates, configuration, console, jobs, stop, telemetry};

/// How often the pointer and the file of keys are looked at: two small reads.
const FOLLOW: Duration = Duration::from_secs(2);

/// How often limiters forget callers who have everything left.
const TIDY: Duration = Duration::from_secs(60);

pub(crate) fn run(arguments: &Serve) -> anyhow::Result<Ending> {
    let data = arguments.place.dir();
    let (configuration, _) = configuration::read(&arguments.place, given(arguments))?;
    let keys = KeyRing::open(key_file(&configuration.serve, &data))?;
    let host = Arc::new(Host::judging(DataDir::existing(data), configuration.serve.freshness.clone())?);
    serve(App::with(host, configuration.serve, keys), configuration.sync)
}

/// The file of keys: the one that is configured, else the data folder's.
fn key_file(config: &Config, data: &Path) -> KeyFile {
    if config.keys_file.as_os_str().is_empty() {
        KeyFile::in_data(data)
    } else {
        KeyFile::at(config.keys_file.clone())
    }
}

/// What the command line says of the configuration.
pub(crate) fn given(arguments: &Serve) -> Vec<configuration::Given> {
    let address = |address: std::net::SocketAddr| Value::String(address.to_string());
    let mut given = Vec::new();
    given.extend(arguments.listen.map(|listen| ("serve.listen", address(listen))));
    given.extend(arguments.admin_listen.map(|listen| ("serve.admin_listen", address(listen))));
    if arguments.require_keys {
        given.push(("serve.require_keys", Value::Boolean(true)));
    }
    if arguments.allow_anonymous {
        given.push(("serve.allow_anonymous", Value::Boolean(true)));
    }
    given
}

/// Serves `app` until the process is told to stop; `worker` is how the worker of this machine is configured.
pub(crate) fn serve(app: App, worker: aiguilleur_sync::Config) -> anyhow::Result<Ending> {
    refuse_unguarded(&app)?;
    telemetry::panics_without_payload();
    let app = jobs::run_in(app);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let config = app.config();
        let (api, admin) = (bind(config.listen).await?, bind_admin(config.admin_listen).await?);
        let stopped = stop::asked()?;
        let pages = aiguilleur_web::router(Arc::clone(app.host()));
        console::print(&format!(
            "à l'écoute sur http://{}/\nexploitation : http://{}/metrics\n",
            api.local_addr()?,
            admin.local_addr()?
        ))?;
        let following = tokio::spawn(follow(app.clone(), Arc::new(worker)));
        Server::new(app.clone())
            .listening(api, aiguilleur_api::router(app.clone(), pages, aiguilleur_web::lost))
            .listening(admin, admin_router(app.clone()))
            .run(stopped)
            .await;
        following.abort();
        Ok(Ending::Done)
    })
}

/// Refuses to listen to strangers without any key to ask for.
fn refuse_unguarded(app: &App) -> anyhow::Result<()> {
    let Config { listen, admin_listen, .. } = app.config();
    if app.keys().active() > 0 {
        return Ok(());
    }
    let asked = [(app.config().asks_for_keys(), listen), (app.config().admin_asks_for_keys(), admin_listen)];
    if let Some((_, address)) = asked.into_iter().find(|(asks, _)| *asks) {
        bail!(
            "{address} demande une clé et il n'y en a aucune : en créer une avec « aiguilleur keys create », \
             écouter sur 127.0.0.1, ou accepter tout le monde avec --allow-anonymous"
        );
    }
    Ok(())
}

async fn bind(address: std::net::SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("impossible d'écouter sur {address}"))
}

/// Where the documented port is taken, most often by another server of ours, any other: the address is told.
async fn bind_admin(address: std::net::SocketAddr) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Err(error)
            if error.kind() == std::io::ErrorKind::AddrInUse && address == Config::default().admin_listen =>
        {
            tracing::warn!(%address, "taken: the operators' listener takes another port");
            bind((address.ip(), 0).into()).await
        }
        Err(error) => Err(error).with_context(|| format!("impossible d'écouter sur {address}")),
        Ok(listener) => Ok(listener),
    }
}

/// Serves each newly published generation, and what the file of keys has become.
async fn follow(app: App, worker: Arc<aiguilleur_sync::Config>) {
    let mut ticks = tokio::time::interval(FOLLOW);
    let mut tidying = tokio::time::interval(TIDY);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = tidying.tick() => {
                app.tidy();
                blocking(&app, {
                    let worker = Arc::clone(&worker);
                    move |app| app.expire(expiries(&worker))
                })
                .await;
            }
        }
        blocking(&app, refresh).await;
    }
}

/// Looks at files, beside the threads that answer.
async fn blocking(app: &App, look: impl FnOnce(&App) + Send + 'static) {
    let app = app.clone();
    if let Err(error) = tokio::task::spawn_blocking(move || look(&app)).await {
        tracing::error!(%error, "the watch of the data folder was interrupted");
    }
}

/// When the worker's certificates end, as the API tells it.
fn expiries(worker: &aiguilleur_sync::Config) -> Vec<Expiry> {
    let ends = certificates::ends(worker, aiguilleur_directory::today()).into_iter();
    let expiry = |end: certificates::Ends| Expiry {
        publisher: end.publisher,
        usage: end.usage.code(),
        not_after: end.not_after,
    };
    ends.map(expiry).collect()
}

/// What a guard held back: the worker's word, as the API tells it.
fn candidates(data: &DataDir) -> anyhow::Result<Vec<HeldBack>> {
    let served = data.current()?.map(|id| id.to_string());
    let candidates = Ledger::read(data.root())?.settled(served.as_deref()).candidates();
    let guards = |tripped: Vec<Tripped>| {
        tripped.into_iter().map(|one| TrippedGuard { guard: one.guard.code().into(), message: one.message })
    };
    let held = candidates.into_iter().map(|candidate| HeldBack {
        generation: candidate.generation,
        since: candidate.since,
        guards: guards(candidate.inspection.tripped).collect(),
    });
    Ok(held.collect())
}

fn refresh(app: &App) {
    match app.host().refresh() {
        Ok(false) => {}
        Ok(true) => tracing::info!(generation = %app.snapshot().id(), "now serving"),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "the new generation does not open");
        }
    }
    match app.keys().refresh() {
        Ok(false) => {}
        Ok(true) => tracing::info!(active = app.keys().active(), "the keys were read again"),
        Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "the keys cannot be read"),
    }
    match candidates(app.host().data()) {
        Ok(held) => app.hold_back(held),
        Err(error) => tracing::error!(%error, "what waits for a person cannot be read"),
    }
}
