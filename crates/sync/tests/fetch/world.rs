//! A publisher, a data folder and a paused clock; and the one way tests look at an outcome.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use aiguilleur_sync::{
    Clock, Config,
    config::{Proxy, PublisherConfig, Retry},
    fetch::{ChecksumVerdict, Fetcher, Outcome},
    progress::{Event, Observer},
    publisher::{PublisherName, SourceName},
};
use tokio::{sync::mpsc, time::advance};

use crate::{reply::Reply, stub::Stub};

pub(crate) const NOW: &str = "2026-11-20T05:00:00Z";

/// The path of [`direct`] at the stub's.
pub(crate) const DIRECT: &str = "/PS_LibreAcces";

pub(crate) struct World {
    pub(crate) stub: Stub,
    pub(crate) data: tempfile::TempDir,
    pub(crate) config: Config,
    pub(crate) events: Arc<Mutex<Vec<Event>>>,
    clock: Clock,
    passing: mpsc::UnboundedSender<Duration>,
    // While a blocking task runs, tokio does not move the paused clock by itself: only what waits does.
    _still: std::sync::mpsc::Sender<()>,
}

struct Ears {
    events: Arc<Mutex<Vec<Event>>>,
    passing: mpsc::UnboundedSender<Duration>,
    stub: Stub,
}

impl Observer for Ears {
    fn on_event(&self, _source: SourceName, event: &Event) {
        match event {
            Event::Waiting { delay, .. } => self.passing.send(*delay).unwrap(),
            Event::Receiving { .. } => self.stub.arrived.notify_one(),
            _ => {}
        }
        self.events.lock().unwrap().push(event.clone());
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        let (still, held) = std::sync::mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || held.recv());
        let (passing, mut passed) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(delay) = passed.recv().await {
                // Timers count whole milliseconds.
                advance(delay + Duration::from_millis(1)).await;
            }
        });
        let stub = Stub::start().await;
        let clock = Clock::anchored(NOW.parse().unwrap());
        let config = config(&stub);
        let (data, events) = (tempfile::tempdir().unwrap(), Arc::default());
        Self { stub, data, config, events, clock, passing, _still: still }
    }

    /// A world whose publisher answers so to [`direct`].
    pub(crate) async fn scripted(replies: impl IntoIterator<Item = Reply>) -> Self {
        let world = Self::new().await;
        world.stub.script(DIRECT, replies);
        world
    }

    /// A fetcher as after a restart: it knows what the folder tells.
    pub(crate) fn fetcher(&self) -> Fetcher {
        let (events, passing, stub) = (self.events.clone(), self.passing.clone(), self.stub.clone());
        let ears = Arc::new(Ears { events, passing, stub });
        Fetcher::new(self.config.clone(), self.data.path(), self.clock, ears).unwrap()
    }

    pub(crate) async fn fetch(&self, name: SourceName) -> Outcome {
        self.fetcher().fetch(&self.config.source(name)).await
    }

    pub(crate) async fn direct(&self) -> Outcome {
        self.fetch(SourceName::RppsLibreAcces).await
    }

    /// Seconds waited before each retry.
    pub(crate) fn waits(&self) -> Vec<u64> {
        let events = self.events.lock().unwrap();
        let waits = events.iter().filter_map(|event| match event {
            Event::Waiting { delay, .. } => Some(delay.as_secs()),
            _ => None,
        });
        waits.collect()
    }

    pub(crate) fn folder(&self, name: SourceName) -> PathBuf {
        self.data.path().join("downloads").join(name.as_str())
    }

    /// The files that bear a final name.
    pub(crate) fn installed(&self) -> Vec<PathBuf> {
        let dirs = list(&self.data.path().join("downloads")).into_iter().flat_map(|source| list(&source));
        dirs.filter(|path| path.is_dir()).flat_map(|dir| list(&dir)).collect()
    }
}

fn config(stub: &Stub) -> Config {
    let publisher =
        PublisherConfig { base: Some(stub.base()), proxy: Proxy::None, ..PublisherConfig::default() };
    Config {
        sources: SourceName::ALL.to_vec(),
        publishers: PublisherName::ALL.map(|name| (name, publisher.clone())).into(),
        retry: Retry { jitter: 0.0, ..Retry::default() },
        ..Config::default()
    }
}

fn list(dir: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(dir).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}

/// An outcome in a few words.
pub(crate) fn words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Fetched { file, attempts } => {
            let tolerated = matches!(file.checksum, ChecksumVerdict::MismatchTolerated { .. });
            format!("fetched after {attempts}{}", if tolerated { ", checksum tolerated" } else { "" })
        }
        Outcome::NotModified { how, .. } => format!("unchanged: {how:?}"),
        Outcome::Failed { failure, held } => {
            let held = if held.is_some() { ", one held" } else { "" };
            format!("{:?} {:?} after {}{held}", failure.nature(), failure.kind, failure.attempts)
        }
    }
}

/// Runs a script against [`direct`] and compares the outcome; a failure must leave nothing under a final name.
pub(crate) async fn check(replies: impl IntoIterator<Item = Reply>, expect: &str) -> World {
    let world = World::scripted(replies).await;
    let outcome = world.direct().await;
    assert_eq!(words(&outcome), expect);
    match outcome.file() {
        Some(file) => {
            let bytes = std::fs::read(&file.path).unwrap();
            assert_eq!(bytes.len() as u64, file.size);
            assert_eq!(world.installed(), std::slice::from_ref(&file.path));
        }
        None => assert_eq!(world.installed(), [] as [PathBuf; 0]),
    }
    world
}
