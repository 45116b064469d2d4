//! `[sync]` and `[depot]`: schedule, publishers, guards, where generations are published.

use aiguilleur_depot::{Depot, Location, SigningKey, TrustedKeys};
use aiguilleur_sync::Config;

use super::{Configuration, Faults, files};

pub(super) fn check(sync: &Config, faults: &mut Faults) {
    for (key, detail) in sync.faults() {
        faults.add(format!("sync.{key}"), detail);
    }
    faults.unless(!sync.sources.is_empty(), "sync.sources", "une source au moins est attendue");
    for (name, publisher) in &sync.publishers {
        faults.unless(
            publisher.client_key.is_none() || publisher.client_certificate.is_some(),
            &format!("sync.publishers.{name}.client_key"),
            "une clé sans client_certificate ne sert à rien",
        );
    }
    faults.unless(
        (0.0..=1.0).contains(&sync.retry.jitter),
        "sync.retry.jitter",
        "une part de 0 à 1 est attendue",
    );
    guards(sync, faults);
    let network = &sync.network;
    for (name, duration) in [
        ("connect", network.connect),
        ("head", network.head),
        ("window", network.window),
        ("per_source", network.per_source),
    ] {
        faults.unless(
            !duration.is_zero(),
            &format!("sync.network.{name}"),
            "une durée est attendue (20s, 15m, 2h)",
        );
    }
}

fn guards(sync: &Config, faults: &mut Faults) {
    let guards = &sync.guards;
    for (name, percent) in [
        ("deletions_percent", guards.deletions_percent),
        ("updates_percent", guards.updates_percent),
        ("rejects_percent", guards.rejects_percent),
        ("floor_percent", guards.floor_percent),
    ] {
        let option = format!("sync.guards.{name}");
        faults.unless((0.0..=100.0).contains(&percent), &option, "un pourcentage de 0 à 100 est attendu");
    }
    faults.unless(guards.oldest_days > 0, "sync.guards.oldest_days", "un jour au moins est attendu");
}

pub(super) fn depot(configuration: &Configuration, faults: &mut Faults) {
    let depot = &configuration.depot;
    if !depot.signing_key.as_os_str().is_empty()
        && let Err(error) = SigningKey::read(&depot.signing_key)
    {
        faults.add("depot.signing_key", files::reason(&error.into()));
    }
    if !depot.verify_key.as_os_str().is_empty()
        && let Err(error) = TrustedKeys::read(&depot.verify_key)
    {
        faults.add("depot.verify_key", files::reason(&error.into()));
    }
    files::readable(&depot.ca_bundle, "depot.ca_bundle", faults);
    let to = &configuration.sync.publish_to;
    if to.is_empty() {
        return;
    }
    match to.parse::<Location>() {
        Err(says) => faults.add("sync.publish_to", says),
        Ok(location) => {
            if let Err(error) = Depot::open(&location, depot, std::env::vars()) {
                faults.add("depot.endpoint", files::reason(&error.into()));
            }
        }
    }
}
