//! `serve`: the HTTP API on the current generation, following new ones.

mod follow;
mod from;
mod listen;

use std::{path::Path, sync::Arc};

use aiguilleur_api::{
    App, Config,
    keys::{KeyFile, KeyRing},
};
use aiguilleur_directory::{Clock, Host};
use aiguilleur_store::DataDir;
use toml::Value;

use crate::{Ending, arguments::Serve, configuration, jobs, stop, telemetry};
pub(crate) use follow::Trusted;
use listen::Bound;

pub(crate) fn run(arguments: &Serve, clock: Clock) -> anyhow::Result<Ending> {
    let data = arguments.place.dir();
    let (configuration, _) = configuration::read(&arguments.place, given(arguments))?;
    let keys = KeyRing::open(key_file(&configuration.serve, &data))?;
    if let Some(location) = &arguments.from {
        return from::serve(location, DataDir::open(data)?, configuration, keys, clock);
    }
    let options = configuration.serve.host(clock);
    let host = Arc::new(Host::with(DataDir::existing(data), options)?);
    let authorities = configuration.certificates.read()?;
    let trusted = follow::Trusted::new(configuration.certificates);
    let app = App::with(host, configuration.serve, keys).prepared_by(configuration.editeur);
    app.trust(authorities);
    serve(app, configuration.sync, trusted)
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
    let bytes = arguments.cache_bytes.and_then(|bytes| i64::try_from(bytes).ok());
    given.extend(bytes.map(|bytes| ("serve.cache_bytes", Value::Integer(bytes))));
    if arguments.require_keys {
        given.push(("serve.require_keys", Value::Boolean(true)));
    }
    if arguments.allow_anonymous {
        given.push(("serve.allow_anonymous", Value::Boolean(true)));
    }
    given
}

/// Serves `app` until the process is asked to stop; `worker` is how the worker of this machine is configured.
pub(crate) fn serve(app: App, worker: aiguilleur_sync::Config, trusted: Trusted) -> anyhow::Result<Ending> {
    telemetry::panics_without_payload();
    let app = jobs::run_in(app);
    runtime()?.block_on(async {
        let bound = Bound::new(app.config(), app.keys()).await?;
        let stopped = stop::asked()?;
        bound.announce()?;
        app.expire(follow::expiries(&worker));
        let following = tokio::spawn(follow::follow(app.clone(), Arc::new(worker), trusted));
        let served = bound.serve(&app, stopped).await;
        following.abort();
        served.map(|()| Ending::Done)
    })
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}
