//! Configuration of the worker, with its defaults: publishers, sources, patience, schedule, guards.

mod network;
mod publisher;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use network::{Network, Retry};
pub use publisher::{Proxy, PublisherConfig};

use crate::{
    SyncError,
    fetch::ChecksumPolicy,
    guard::Thresholds,
    http::Clients,
    publisher::{Locator, PublisherName, Source, SourceName},
    schedule::{Schedule, ScheduleConfig},
};

/// The configuration of the worker (`[sync]`).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What is fetched.
    pub sources: Vec<SourceName>,
    /// What differs from a source's defaults.
    pub overrides: BTreeMap<SourceName, SourceOverride>,
    /// What differs from a publisher's defaults.
    pub publishers: BTreeMap<PublisherName, PublisherConfig>,
    /// Time-outs and bounds.
    pub network: Network,
    /// Patience with failures.
    pub retry: Retry,
    /// When it runs by itself.
    pub schedule: ScheduleConfig,
    /// When a person is called instead of publishing.
    pub guards: Thresholds,
    /// How many generations older than the one that is served are kept, to roll back to.
    pub keep_generations: usize,
    /// The depot that what is served is published to after each run; none: an empty text. The worker only carries it.
    pub publish_to: String,
}

/// What may be changed of a source.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceOverride {
    /// What a checksum that does not match means.
    pub checksum: Option<ChecksumPolicy>,
    /// Another resource id, for a source found by its id.
    pub resource: Option<String>,
    /// Another dataset.
    pub dataset: Option<String>,
    /// Another bound on the size, in bytes.
    pub max_bytes: Option<u64>,
}

impl Default for Config {
    /// The four open sources, from data.gouv.fr: they need no certificate.
    fn default() -> Self {
        Self {
            sources: vec![
                SourceName::RppsPersonneActivite,
                SourceName::RppsSavoirFaire,
                SourceName::FinessStructures,
                SourceName::SireneUniteLegale,
            ],
            overrides: BTreeMap::new(),
            publishers: PublisherName::ALL.map(|name| (name, PublisherConfig::of(name))).into(),
            network: Network::default(),
            retry: Retry::default(),
            schedule: ScheduleConfig::default(),
            guards: Thresholds::default(),
            // A week: a fault that people see is older than one night.
            keep_generations: 7,
            publish_to: String::new(),
        }
    }
}

impl Config {
    /// A publisher as configured, else as it is.
    pub fn publisher(&self, name: PublisherName) -> PublisherConfig {
        self.publishers.get(&name).cloned().unwrap_or_default()
    }

    /// The sources to fetch, overrides applied, each once, in the order configured.
    pub fn sources(&self) -> Vec<Source> {
        let mut seen = BTreeSet::new();
        let wanted = self.sources.iter().filter(|name| seen.insert(**name));
        wanted.map(|name| self.source(*name)).collect()
    }

    /// One source, overrides applied.
    pub fn source(&self, name: SourceName) -> Source {
        let mut source = Source::of(name);
        let Some(change) = self.overrides.get(&name) else { return source };
        source.checksum = change.checksum.unwrap_or(source.checksum);
        source.max_bytes = change.max_bytes.unwrap_or(source.max_bytes);
        if let Locator::Resource { dataset, .. } | Locator::Title { dataset, .. } = &mut source.locator {
            dataset.clone_from(change.dataset.as_ref().unwrap_or(&dataset.clone()));
        }
        if let (Locator::Resource { resource, .. }, Some(other)) = (&mut source.locator, &change.resource) {
            resource.clone_from(other);
        }
        source
    }

    /// What keeps a run from starting, by the option's name below `sync`, in French.
    pub fn faults(&self) -> Vec<(String, String)> {
        let schedule = Schedule::new(&self.schedule).err();
        let faults = Clients::faults(self).chain(schedule);
        let named = |fault| match fault {
            SyncError::Config { key, detail } => (key, detail),
            other => ("publishers".to_owned(), other.to_string()),
        };
        faults.map(named).collect()
    }

    pub(crate) fn publishers_in_use(&self) -> impl Iterator<Item = PublisherName> {
        let used: BTreeSet<_> = self.sources().into_iter().map(|source| source.publisher).collect();
        used.into_iter()
    }
}
