//! The worker's TLS: trusted authorities and client certificate, against a publisher made for the test.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails there")]

mod authority;
mod publisher;

use std::{path::PathBuf, sync::Arc};

use aiguilleur_sync::{
    Clock, Config, SyncError,
    config::{Proxy, PublisherConfig},
    fetch::{FailureKind, Fetcher, Outcome},
    progress::Silent,
    publisher::{PublisherName, SourceName},
};
use authority::Authority;
use publisher::{Answer, Publisher};

struct World {
    dir: tempfile::TempDir,
    ours: Authority,
}

impl World {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), ours: Authority::new("AC de test") }
    }

    fn write(&self, name: &str, pem: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, pem).unwrap();
        path
    }

    /// The configuration of a publisher vouched for by our authority.
    fn trusting(&self, publisher: &Publisher) -> PublisherConfig {
        let bundle = self.write("ca.pem", &self.ours.pem());
        PublisherConfig {
            base: Some(publisher.base()),
            ca_bundle: Some(bundle),
            proxy: Proxy::None,
            ..PublisherConfig::default()
        }
    }

    fn fetcher(&self, publisher: PublisherConfig) -> Result<Fetcher, SyncError> {
        let config = Config {
            sources: vec![SourceName::RppsProfil1],
            publishers: [(PublisherName::AnsRestreint, publisher)].into(),
            ..Config::default()
        };
        Fetcher::new(config, &self.dir.path().join("data"), Clock::System, Arc::new(Silent))
    }

    async fn fetch(&self, publisher: PublisherConfig) -> Outcome {
        let source = Config::default().source(SourceName::RppsProfil1);
        self.fetcher(publisher).unwrap().fetch(&source).await
    }
}

#[track_caller]
fn refused(outcome: &Outcome, kind: FailureKind) {
    let failure = outcome.failure().unwrap_or_else(|| panic!("{outcome:?}"));
    assert_eq!((failure.kind, failure.attempts), (kind, 1), "{}", failure.detail);
}

#[tokio::test]
async fn a_publisher_is_verified_with_the_bundle_of_the_configuration() {
    let world = World::new();
    let publisher = Publisher::start(world.ours.server("127.0.0.1"), None, Answer::Zip).await;
    let outcome = world.fetch(world.trusting(&publisher)).await;
    assert!(matches!(outcome, Outcome::Fetched { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_publisher_that_nobody_vouches_for_is_refused() {
    let world = World::new();
    let publisher = Publisher::start(world.ours.server("127.0.0.1"), None, Answer::Zip).await;
    // The machine's authorities do not know it. A machine without any refuses even to begin.
    let machine = PublisherConfig { ca_bundle: None, ..world.trusting(&publisher) };
    if let Ok(fetcher) = world.fetcher(machine) {
        let outcome = fetcher.fetch(&Config::default().source(SourceName::RppsProfil1)).await;
        refused(&outcome, FailureKind::Tls);
    }
    // Nor does another authority, of the same name.
    let other = world.write("other.pem", &Authority::new("AC de test").pem());
    let outcome = world.fetch(PublisherConfig { ca_bundle: Some(other), ..world.trusting(&publisher) }).await;
    refused(&outcome, FailureKind::Tls);
}

#[tokio::test]
async fn a_certificate_of_another_host_or_of_the_past_is_refused() {
    let world = World::new();
    for identity in [world.ours.server("autre.example"), world.ours.expired_server("127.0.0.1")] {
        let publisher = Publisher::start(identity, None, Answer::Zip).await;
        refused(&world.fetch(world.trusting(&publisher)).await, FailureKind::Tls);
    }
}

#[tokio::test]
async fn a_publisher_that_asks_for_our_certificate_gets_it() {
    let world = World::new();
    let clients = Authority::new("AC des clients");
    let server = world.ours.server("127.0.0.1");
    let publisher = Publisher::start(server, Some(&clients), Answer::Zip).await;
    refused(&world.fetch(world.trusting(&publisher)).await, FailureKind::Tls);

    let ours = clients.client("ORG AUTH_CLI de test");
    let apart = PublisherConfig {
        client_certificate: Some(world.write("client.pem", &ours.chain_pem())),
        client_key: Some(world.write("client.key", &ours.key_pem())),
        ..world.trusting(&publisher)
    };
    assert!(matches!(world.fetch(apart).await, Outcome::Fetched { .. }));
    let together = world.write("both.pem", &(ours.chain_pem() + &ours.key_pem()));
    let one_file = PublisherConfig { client_certificate: Some(together), ..world.trusting(&publisher) };
    // The answer has no validator: the same bytes come again, and are known.
    assert!(matches!(world.fetch(one_file).await, Outcome::NotModified { .. }));

    let stranger = Authority::new("AC inconnue").client("ORG AUTH_CLI de test");
    let unknown = world.write("unknown.pem", &(stranger.chain_pem() + &stranger.key_pem()));
    let outcome =
        world.fetch(PublisherConfig { client_certificate: Some(unknown), ..world.trusting(&publisher) });
    refused(&outcome.await, FailureKind::Tls);
}

#[tokio::test]
async fn redirections_never_leave_tls_nor_take_our_certificate_elsewhere() {
    let world = World::new();
    let plain = Answer::Redirect("http://127.0.0.1:9/".into());
    let publisher = Publisher::start(world.ours.server("127.0.0.1"), None, plain).await;
    refused(&world.fetch(world.trusting(&publisher)).await, FailureKind::Redirect);

    let elsewhere = Answer::Redirect("https://127.0.0.2:9/".into());
    let clients = Authority::new("AC des clients");
    let publisher = Publisher::start(world.ours.server("127.0.0.1"), Some(&clients), elsewhere).await;
    let ours = clients.client("ORG AUTH_CLI de test");
    let both = world.write("both.pem", &(ours.chain_pem() + &ours.key_pem()));
    let identified = PublisherConfig { client_certificate: Some(both), ..world.trusting(&publisher) };
    refused(&world.fetch(identified).await, FailureKind::Redirect);
}

#[tokio::test]
async fn a_configuration_that_cannot_be_meant_is_refused_with_its_key() {
    let world = World::new();
    let check = |publisher: PublisherConfig, key: &str| match world.fetcher(publisher) {
        Err(SyncError::Config { key: found, .. }) => {
            assert_eq!(found, format!("publishers.ans_restreint{key}"));
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("accepted, {key} expected"),
    };
    let base = |base: &str| PublisherConfig { base: Some(base.into()), ..PublisherConfig::default() };
    check(base("http://service.annuaire.sante.fr/"), ".base");
    check(base("ftp://127.0.0.1/"), ".base");
    check(base("pas une adresse"), ".base");
    let bundle = |path: PathBuf| PublisherConfig { ca_bundle: Some(path), ..PublisherConfig::default() };
    check(bundle(world.dir.path().join("absent.pem")), ".ca_bundle");
    check(bundle(world.write("empty.pem", "")), ".ca_bundle");
    let identity = world.ours.client("x");
    let keyless = world.write("keyless.pem", &identity.chain_pem());
    check(
        PublisherConfig {
            client_certificate: Some(keyless),
            ..bundle(world.write("ca.pem", &world.ours.pem()))
        },
        ".client_key",
    );
}
