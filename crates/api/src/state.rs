//! What every handler shares.

use std::{
    num::NonZero,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use aiguilleur_certificate::Authorities;
use aiguilleur_directory::{DirectoryError, Host, Snapshot};
use aiguilleur_fhir::Updates;
use aiguilleur_kit::Editeur;
use aiguilleur_reconcile::jobs::Jobs;
use tokio::sync::Semaphore;

use crate::{
    access::{Limiters, session::Sessions},
    config::Config,
    depot::DepotStatus,
    expiry::Expiry,
    held::{HeldBack, Latest},
    keys::KeyRing,
    metrics::Metrics,
};

/// What every handler shares. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    host: Arc<Host>,
    config: Config,
    keys: KeyRing,
    limiters: Limiters,
    sessions: Sessions,
    metrics: Metrics,
    slots: Semaphore,
    places: Arc<Semaphore>,
    held: Latest<HeldBack>,
    expiries: Latest<Expiry>,
    authorities: Latest<Authorities>,
    depot: Latest<DepotStatus>,
    updates: Mutex<Option<Arc<Updates>>>,
    jobs: OnceLock<Arc<Jobs>>,
    editeur: OnceLock<Arc<Editeur>>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("host", &self.0.host).finish_non_exhaustive()
    }
}

impl App {
    /// An application that serves `host` with the documented defaults and no keys.
    pub fn new(host: Arc<Host>) -> Self {
        Self::with(host, Config::default(), KeyRing::none())
    }

    /// An application that serves `host` as configured.
    pub fn with(host: Arc<Host>, config: Config, keys: KeyRing) -> Self {
        let limiters = Limiters::new(&config.quotas);
        let slots = Semaphore::new(config.limits.requests_at_once);
        Self(Arc::new(Shared {
            host,
            config,
            keys,
            limiters,
            sessions: Sessions::default(),
            metrics: Metrics::new(),
            slots,
            places: Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, NonZero::get))),
            held: Latest::default(),
            expiries: Latest::default(),
            authorities: Latest::default(),
            depot: Latest::default(),
            updates: Mutex::default(),
            jobs: OnceLock::new(),
            editeur: OnceLock::new(),
        }))
    }

    /// The snapshot that a request reads to its end.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.0.host.snapshot()
    }

    /// Gives the snapshots that requests read.
    pub fn host(&self) -> &Arc<Host> {
        &self.0.host
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Admitted API keys and their scopes.
    pub fn keys(&self) -> &KeyRing {
        &self.0.keys
    }

    /// Gives it jobs to run; the first that it is given stay.
    #[must_use]
    pub fn running(self, jobs: Jobs) -> Self {
        self.0.jobs.get_or_init(|| Arc::new(jobs));
        self
    }

    /// Gives it the vendor who prepares orders; the first that it is given stays.
    #[must_use]
    pub fn prepared_by(self, editeur: Editeur) -> Self {
        self.0.editeur.get_or_init(|| Arc::new(editeur));
        self
    }

    /// The vendor who prepares orders.
    pub fn editeur(&self) -> Arc<Editeur> {
        self.0.editeur.get().cloned().unwrap_or_default()
    }

    pub(crate) fn jobs(&self) -> Option<Arc<Jobs>> {
        self.0.jobs.get().cloned()
    }

    pub(crate) fn limiters(&self) -> &Limiters {
        &self.0.limiters
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// One slot for each request answered at once.
    pub(crate) fn slots(&self) -> &Semaphore {
        &self.0.slots
    }

    /// One place for each heavy work done at once.
    pub(crate) fn places(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.places)
    }

    /// Tells which generations wait for a person. To be called whenever that may have changed.
    pub fn hold_back(&self, held: Vec<HeldBack>) {
        self.0.held.set(held);
    }

    pub(crate) fn held(&self) -> Arc<[HeldBack]> {
        self.0.held.get()
    }

    /// Tells when the worker's certificates end. To be called whenever that may have changed.
    pub fn expire(&self, expiries: Vec<Expiry>) {
        self.0.expiries.set(expiries);
    }

    pub(crate) fn expiries(&self) -> Arc<[Expiry]> {
        self.0.expiries.get()
    }

    /// Checks certificates against these roots and revocation lists from now on.
    pub fn trust(&self, authorities: Authorities) {
        self.0.authorities.set(vec![authorities]);
    }

    /// What certificates are checked against now.
    pub fn authorities(&self) -> Authorities {
        self.0.authorities.get().first().cloned().unwrap_or_default()
    }

    /// Sets the state of the depot that this server follows.
    pub fn set_depot(&self, status: DepotStatus) {
        self.0.depot.set(vec![status]);
    }

    /// `None` where no depot is followed.
    pub(crate) fn depot(&self) -> Option<DepotStatus> {
        self.0.depot.get().first().cloned()
    }

    /// When what of `snapshot` changed: read once a generation, by the first who asks.
    pub(crate) fn updates(&self, snapshot: &Snapshot) -> Result<Arc<Updates>, DirectoryError> {
        let mut held = self.0.updates.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(updates) = held.as_ref().filter(|updates| updates.generation() == snapshot.id()) {
            return Ok(Arc::clone(updates));
        }
        let updates = Arc::new(Updates::read(self.0.host.data(), snapshot)?);
        Ok(Arc::clone(held.insert(updates)))
    }

    /// Frees what idle callers left behind. To be called every minute or so.
    pub fn tidy(&self) {
        self.0.limiters.tidy();
    }
}
