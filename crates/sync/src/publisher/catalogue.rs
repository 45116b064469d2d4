//! Where each source is published and what it must look like: the defaults, all reviewed facts.

use super::{Cadence, Locator, PublisherName, Source, SourceName};
use crate::fetch::{ChecksumPolicy, Container};

const GIB: u64 = 1 << 30;

const RPPS_DATASET: &str = "69025e6c73d1f9b79ca3c365";
const CARDS_DATASET: &str = "annuaire-sante-extraction-des-personnes-ayant-une-carte-cps-ou-cpf";
const MAILBOXES_DATASET: &str = "6902546dfc27585fa038d104";
const SIRENE_DATASET: &str = "5b7ffc618b4c4169d30727e0";

impl Source {
    /// A source as its publisher offers it.
    pub fn of(name: SourceName) -> Self {
        match name {
            // 821 MB in September 2026.
            SourceName::RppsPersonneActivite => {
                Self::rpps_open(name, "fffda7e9-0ea2-4c35-bba0-4496f3af935d", 4 * GIB)
            }
            SourceName::RppsSavoirFaire => Self::rpps_open(name, "fb55f15f-bd61-4402-b551-51ef387f2fab", GIB),
            SourceName::RppsLibreAcces => Self::ans(name, PublisherName::Ans, GIB),
            // The daily files' addresses change every day; some 50 MB each.
            SourceName::FinessStructures | SourceName::FinessActivites => Self {
                locator: Locator::Title {
                    dataset: format!("{name}-1"),
                    prefix: format!("{name}-journalier-"),
                },
                container: Container::Gzip,
                ..Self::data_gouv(name, GIB)
            },
            SourceName::Porteurs => Self {
                locator: resource(CARDS_DATASET, "210eb05e-564b-42be-994a-d1800b63e9b7"),
                ..Self::data_gouv(name, GIB)
            },
            SourceName::Mssante => Self {
                locator: resource(MAILBOXES_DATASET, "afe01105-d9a1-41fe-921f-e40ea48b2ba6"),
                ..Self::data_gouv(name, GIB)
            },
            SourceName::SireneUniteLegale => {
                Self::sirene(name, "825f4199-cadd-486c-ac46-a65a8ea1a047", 4 * GIB)
            }
            // 2.87 GB in September 2026.
            SourceName::SireneEtablissement => {
                Self::sirene(name, "0651fb76-bcf3-4f6a-a38d-bc04fa708576", 8 * GIB)
            }
            SourceName::SireneLiensSuccession => {
                Self::sirene(name, "9c4d5d9c-4bbb-4b9c-837a-6155cb589e26", GIB)
            }
            SourceName::CertificatPm => Self::ans(name, PublisherName::AnsRestreint, GIB),
            SourceName::RppsProfil1 | SourceName::RppsProfil4 => {
                Self::ans(name, PublisherName::AnsRestreint, 8 * GIB)
            }
        }
    }

    fn data_gouv(name: SourceName, max_bytes: u64) -> Self {
        Self {
            name,
            publisher: PublisherName::DataGouv,
            locator: Locator::Path(String::new()),
            container: Container::PipeText,
            checksum: ChecksumPolicy::Require,
            cadence: Cadence::Daily,
            max_bytes,
        }
    }

    fn rpps_open(name: SourceName, id: &str, max_bytes: u64) -> Self {
        Self { locator: resource(RPPS_DATASET, id), ..Self::data_gouv(name, max_bytes) }
    }

    fn sirene(name: SourceName, id: &str, max_bytes: u64) -> Self {
        Self {
            locator: resource(SIRENE_DATASET, id),
            container: Container::Zip,
            cadence: Cadence::Monthly,
            ..Self::data_gouv(name, max_bytes)
        }
    }

    /// The ANS service names a file by the last segment of its address, and publishes no checksum.
    fn ans(name: SourceName, publisher: PublisherName, max_bytes: u64) -> Self {
        Self {
            publisher,
            locator: Locator::Path(name.as_str().into()),
            container: Container::Zip,
            ..Self::data_gouv(name, max_bytes)
        }
    }
}

fn resource(dataset: &str, resource: &str) -> Locator {
    Locator::Resource { dataset: dataset.into(), resource: resource.into() }
}
