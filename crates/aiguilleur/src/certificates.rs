//! When the certificates that the worker is configured with end: files from `sync`, dates from `certificate`.

use std::path::Path;

use aiguilleur_certificate::Authorities;
use aiguilleur_domain::Date;
use aiguilleur_sync::{CertificateUse, Config};
use anyhow::{Context, anyhow};
use serde::Serialize;

/// The end of a file of certificates: the one of them that ends first.
#[derive(Debug, Serialize)]
pub(crate) struct Ends {
    pub(crate) publisher: String,
    #[serde(rename = "use")]
    pub(crate) usage: CertificateUse,
    /// Last day of validity.
    pub(crate) not_after: Date,
    /// Days left; negative when expired.
    pub(crate) days_left: i32,
}

/// Roots, authorities and revocation lists, from files: naming them is trusting them.
pub(crate) fn authorities<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> anyhow::Result<Authorities> {
    let mut authorities = Authorities::default();
    for path in paths {
        let path = path.as_ref();
        let bytes = std::fs::read(path).with_context(|| format!("impossible de lire {}", path.display()))?;
        authorities.trust(&bytes).map_err(|refused| anyhow!("{} : {}", path.display(), refused.message()))?;
    }
    Ok(authorities)
}

/// The ends of every configured file. One that cannot be read is logged: the worker refuses to run with it.
pub(crate) fn ends(config: &Config, today: Date) -> Vec<Ends> {
    let mut ends = Vec::new();
    for configured in config.certificates() {
        let (publisher, usage) = (configured.publisher.to_string(), configured.usage);
        match configured.der.map_err(anyhow::Error::from).and_then(|der| soonest(&der, today)) {
            Ok((not_after, days_left)) => ends.push(Ends { publisher, usage, not_after, days_left }),
            Err(error) => {
                tracing::warn!(
                    publisher,
                    usage = usage.code(),
                    "certificates that cannot be read: {error:#}"
                );
            }
        }
    }
    ends
}

fn soonest(der: &[Vec<u8>], today: Date) -> anyhow::Result<(Date, i32)> {
    let mut ends = Vec::with_capacity(der.len());
    for one in der {
        let read = aiguilleur_certificate::read(one, today).map_err(|refused| anyhow!(refused.message()))?;
        ends.extend(read.into_iter().map(|read| (read.not_after, read.days_left)));
    }
    ends.into_iter().min().context("aucun certificat")
}
