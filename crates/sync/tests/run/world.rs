//! A publisher of one file, a directory, and runs against them.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, atomic::Ordering},
};

use aiguilleur_sync::{
    Clock, Config, SyncError,
    config::{Proxy, PublisherConfig},
    fetch::Fetcher,
    progress::Silent,
    publisher::{PublisherName, SourceName},
    run::{Directory, Mode, RunReport, Verdict, Worker},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::scripted::Scripted;

pub(crate) struct World {
    pub(crate) data: tempfile::TempDir,
    pub(crate) directory: Arc<Scripted>,
    /// What the publisher sends; none is a refusal.
    body: Arc<Mutex<Option<Vec<u8>>>>,
    address: SocketAddr,
}

impl World {
    pub(crate) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let body = Arc::new(Mutex::new(None));
        let sent = Arc::clone(&body);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _request = stream.read(&mut [0; 4096]).await;
                let body: Option<Vec<u8>> = sent.lock().unwrap().clone();
                let status = if body.is_some() { "200 OK" } else { "403 Forbidden" };
                let body = body.unwrap_or_default();
                let head = format!(
                    "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                    body.len()
                );
                let _sent = stream.write_all(&[head.as_bytes(), &body].concat()).await;
            }
        });
        let data = tempfile::tempdir().unwrap();
        let world = Self { data, directory: Arc::default(), body, address };
        world.publishes("monday");
        world
    }

    /// The publisher's file is another one from now on.
    pub(crate) fn publishes(&self, content: &str) {
        self.publishes_bytes(format!("PK\x03\x04{content}").into_bytes());
    }

    /// The same, byte for byte.
    pub(crate) fn publishes_bytes(&self, bytes: Vec<u8>) {
        *self.body.lock().unwrap() = Some(bytes);
    }

    /// The publisher refuses from now on.
    pub(crate) fn refuses(&self) {
        *self.body.lock().unwrap() = None;
    }

    /// The next generation loses so many of its thousand doctors.
    pub(crate) fn loses(&self, doctors: u64) {
        self.directory.losses.store(doctors, Ordering::Relaxed);
    }

    pub(crate) fn served(&self) -> Option<String> {
        self.directory.shelf.lock().unwrap().served.clone()
    }

    pub(crate) fn built(&self) -> u32 {
        self.directory.shelf.lock().unwrap().built
    }

    pub(crate) async fn run(&self, mode: Mode) -> Result<RunReport, SyncError> {
        let directory: Arc<dyn Directory> = self.directory.clone();
        self.worker(directory, &[SourceName::RppsLibreAcces]).run_once(mode).await
    }

    /// Runs, and compares the verdict and the exit status.
    #[track_caller]
    pub(crate) fn expect(&self, report: &RunReport, verdict: &Verdict, exit_status: u8) {
        assert_eq!((&report.verdict, report.exit_status()), (verdict, exit_status));
        assert_eq!(RunReport::last(self.data.path()).as_ref(), Some(report));
    }

    pub(crate) fn worker(&self, directory: Arc<dyn Directory>, sources: &[SourceName]) -> Worker {
        let publisher = PublisherConfig {
            base: Some(format!("http://{}/", self.address)),
            proxy: Proxy::None,
            ..PublisherConfig::default()
        };
        let config = Config {
            sources: sources.to_vec(),
            publishers: PublisherName::ALL.map(|name| (name, publisher.clone())).into(),
            ..Config::default()
        };
        let data = self.data.path().to_owned();
        let clock = Clock::anchored("2026-11-20T05:00:00Z".parse().unwrap());
        let fetcher = Fetcher::new(config.clone(), &data, clock, Arc::new(Silent)).unwrap();
        Worker { config, data, fetcher, directory, clock }
    }
}
