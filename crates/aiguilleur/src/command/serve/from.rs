//! `serve --from`: a server without a worker of its own, which follows a depot and may start on an empty disk.

use std::{sync::Arc, thread, time::Duration};

use aiguilleur_api::{App, DepotStatus, keys::KeyRing};
use aiguilleur_depot::{Depot, Location, Reader, ReaderStatus, TrustedKeys};
use aiguilleur_directory::{BlockCache, Clock, DirectoryError, Host, HostOptions, Snapshot};
use aiguilleur_store::{DataDir, StoreError};
use jiff::Timestamp;
use tokio::sync::watch;

use super::{
    Bound,
    follow::{Trusted, follow},
    runtime,
};
use crate::{
    Ending,
    command::publish::{named, variables},
    configuration::Configuration,
    console, jobs, stop, telemetry,
};

type Updates = watch::Receiver<ReaderStatus>;

/// Serves what the depot at `location` names, until the process is asked to stop.
pub(super) fn serve(
    location: &Location,
    data: DataDir,
    configuration: Configuration,
    keys: KeyRing,
    clock: Clock,
) -> anyhow::Result<Ending> {
    telemetry::panics_without_payload();
    let reader = reader(location, &data, &configuration.depot)?;
    let options = configuration.serve.host(clock);
    let here = opened(&data, &options)?;
    let authorities = configuration.certificates.read()?;
    let trusted = Trusted::new(configuration.certificates);
    let mut updates = start(reader, configuration.depot.poll)?;
    runtime()?.block_on(async {
        let bound = Bound::new(&configuration.serve, &keys).await?;
        let mut stopped = Box::pin(stop::asked()?);
        bound.announce()?;
        let host = match here {
            Some(host) => host,
            None => {
                say(&format!("en attente d'une première génération de {location}\n"));
                let come = async {
                    tokio::select! {
                        host = first(&data, &options, &mut updates) => Some(host),
                        () = &mut stopped => None,
                    }
                };
                match bound.wait(come).await? {
                    Some(host) => host,
                    None => return Ok(Ending::Done),
                }
            }
        };
        say(&format!("sert {}\n", host.snapshot().id()));
        let app = App::with(Arc::new(host), configuration.serve, keys).prepared_by(configuration.editeur);
        let app = jobs::run_in(app);
        app.trust(authorities);
        let watching = [
            tokio::spawn(follow(app.clone(), Arc::new(configuration.sync), trusted)),
            tokio::spawn(tell(app.clone(), updates)),
        ];
        let served = bound.serve(&app, stopped).await;
        watching.iter().for_each(tokio::task::JoinHandle::abort);
        served.map(|()| Ending::Done)
    })
}

/// The standard output may be closed once the addresses were read.
fn say(text: &str) {
    let _nobody_reads = console::print(text);
}

fn reader(location: &Location, data: &DataDir, config: &aiguilleur_depot::Config) -> anyhow::Result<Reader> {
    let depot = Depot::open(location, config, variables())?;
    let trusted = named(&config.verify_key).map(TrustedKeys::read).transpose()?;
    // As it will be served: the tables and the index.
    let opens = Box::new(|data: &DataDir, id: &_| {
        Snapshot::open(data, id, &BlockCache::new(0))?;
        Ok(())
    });
    Ok(Reader::new(depot, data.clone(), trusted, config.keep_local, opens))
}

/// What this disk has to serve. What does not open is served no more: the depot has it, or something newer.
fn opened(data: &DataDir, options: &HostOptions) -> anyhow::Result<Option<Host>> {
    match Host::with(data.clone(), options.clone()) {
        Ok(host) => Ok(Some(host)),
        Err(DirectoryError::Store(StoreError::Empty { .. })) => Ok(None),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "what is on this disk does not open");
            data.withdraw()?;
            Ok(None)
        }
    }
}

/// Follows on a thread of its own: what is written to the disk must not hold answers up.
fn start(reader: Reader, poll: Duration) -> anyhow::Result<Updates> {
    let (sender, updates) = watch::channel(ReaderStatus::starting(Timestamp::now()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    thread::Builder::new().name("depot".to_owned()).spawn(move || {
        runtime.block_on(reader.follow(poll, |status| {
            sender.send_replace(status.clone());
        }))
    })?;
    Ok(updates)
}

/// The first generation that is there and opens.
async fn first(data: &DataDir, options: &HostOptions, updates: &mut Updates) -> Host {
    loop {
        // The thread has ended, and logged why.
        if updates.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
        match Host::with(data.clone(), options.clone()) {
            Ok(host) => return host,
            Err(DirectoryError::Store(StoreError::Empty { .. })) => {}
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the generation does not open");
            }
        }
    }
}

/// Hands each change of the depot's state to the application.
async fn tell(app: App, mut updates: Updates) {
    loop {
        let ReaderStatus { state, since, sequence, followed_at, .. } = updates.borrow_and_update().clone();
        app.set_depot(DepotStatus { state: state.code(), since, sequence, followed_at });
        if updates.changed().await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use aiguilleur_api::DEPOT_STATES;
    use aiguilleur_depot::State;

    #[test]
    fn every_state_is_one_that_the_api_tells() {
        assert_eq!(State::ALL.map(State::code), DEPOT_STATES);
    }
}
