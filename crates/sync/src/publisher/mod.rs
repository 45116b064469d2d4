//! The files, their publishers and current versions, as values: no network access here.

mod catalogue;
mod data_gouv;
mod dated;
mod name;

use jiff::{Timestamp, civil::Date};
use reqwest::Url;
use serde::{Deserialize, Serialize};

pub use name::{PublisherName, SourceName};

pub(crate) use data_gouv::{NotListed, dataset_path, select};
pub(crate) use dated::{day_in, utc_day};

use crate::fetch::{ChecksumPolicy, Container, PublishedChecksum};

/// One file that is fetched whole, every time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Key in configuration and reports.
    pub name: SourceName,
    /// Who publishes it.
    pub publisher: PublisherName,
    /// How it is found at the publisher's.
    pub locator: Locator,
    /// What its first bytes must be.
    pub container: Container,
    /// What a published checksum that does not match means.
    pub checksum: ChecksumPolicy,
    /// How often it appears.
    pub cadence: Cadence,
    /// A body larger than this is refused, in bytes.
    pub max_bytes: u64,
}

/// How a file is found at its publisher's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Locator {
    /// A resource of a data.gouv.fr dataset, by its stable id.
    Resource {
        /// Slug or id of the dataset.
        dataset: String,
        /// Id of the resource.
        resource: String,
    },
    /// The newest resource of a data.gouv.fr dataset whose title begins so.
    Title {
        /// Slug or id of the dataset.
        dataset: String,
        /// Beginning of the title, in lower case and with hyphens.
        prefix: String,
    },
    /// A path under the publisher's base address.
    Path(String),
}

/// How often a publisher replaces a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Every day.
    Daily,
    /// In the first days of each month: not asked for again in the month of the file held.
    Monthly,
}

impl Cadence {
    /// Whether a newer file may exist today than the one of `held`.
    pub fn is_due(self, held: Option<Date>, today: Date) -> bool {
        match (self, held) {
            (Self::Daily, _) | (_, None) => true,
            (Self::Monthly, Some(held)) => (held.year(), held.month()) < (today.year(), today.month()),
        }
    }
}

/// Current version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its address. Dated addresses die with the next publication: never stored for the next run.
    pub url: Url,
    /// Bytes, when the publisher says.
    pub size: Option<u64>,
    /// Its checksum, when the publisher says.
    pub checksum: Option<PublishedChecksum>,
    /// When it was last replaced, when the publisher says.
    pub modified: Option<Timestamp>,
    /// The day of the data, from its title, its address, else its last modification.
    pub dated: Option<Date>,
}

impl Publication {
    /// A file known by its address alone.
    pub fn at(url: Url) -> Self {
        let dated = day_in(url.path());
        Self { url, size: None, checksum: None, modified: None, dated }
    }
}
