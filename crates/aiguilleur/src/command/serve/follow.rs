//! What changes under a running server: the generation, the keys, what waits for a person.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use aiguilleur_api::{App, Expiry, HeldBack, TrippedGuard};
use aiguilleur_directory::Clock;
use aiguilleur_store::DataDir;
use aiguilleur_sync::{guard::Tripped, run::Ledger};

use crate::{certificates, configuration::Certificates};

/// How often the pointer and the file of keys are looked at: two small reads.
const FOLLOW: Duration = Duration::from_secs(2);

/// How often limiters forget callers who have everything left.
const TIDY: Duration = Duration::from_secs(60);

/// The files that certificates are checked with: read again when one of them was written since. A revocation list is
/// renewed every morning.
#[derive(Default)]
pub(crate) struct Trusted {
    files: Certificates,
    seen: Vec<Option<(SystemTime, u64)>>,
}

impl Trusted {
    /// The files of `configured`, which the server has read.
    pub(crate) fn new(files: Certificates) -> Self {
        let seen = Self::stamps(&files);
        Self { files, seen }
    }

    fn stamps(files: &Certificates) -> Vec<Option<(SystemTime, u64)>> {
        let stamp = |path: &PathBuf| {
            let metadata = std::fs::metadata(path).ok()?;
            Some((metadata.modified().ok()?, metadata.len()))
        };
        files.authorities.iter().chain(&files.lists).map(stamp).collect()
    }

    fn refresh(&mut self, app: &App) {
        let stamps = Self::stamps(&self.files);
        if stamps == self.seen {
            return;
        }
        self.seen = stamps;
        match self.files.read() {
            Ok(authorities) => {
                app.trust(authorities);
                tracing::info!("authorities and revocation lists were read again");
            }
            // A file that is being written is whole at one of the next looks.
            Err(error) => tracing::error!("authorities or revocation lists that cannot be read: {error:#}"),
        }
    }
}

/// Serves each newly published generation, and what the file of keys has become.
pub(super) async fn follow(app: App, worker: Arc<aiguilleur_sync::Config>, trusted: Trusted) {
    let trusted = Arc::new(Mutex::new(trusted));
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
        let trusted = Arc::clone(&trusted);
        blocking(&app, move |app| {
            refresh(app);
            trusted.lock().unwrap_or_else(PoisonError::into_inner).refresh(app);
        })
        .await;
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
pub(super) fn expiries(worker: &aiguilleur_sync::Config) -> Vec<Expiry> {
    let ends = certificates::ends(worker, Clock::Machine.today()).into_iter();
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
