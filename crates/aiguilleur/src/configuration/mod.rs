//! The effective configuration and where each value comes from: default, file, environment, command line.
//!
//! Every value has a dotted name (`serve.limits.body_bytes`). The file is TOML; the environment variable of a
//! name is `AIGUILLEUR_` and the name in capitals, dots written `_`; later origins win.

mod check;
mod layers;
mod options;
pub(crate) mod reference;
mod words;

use std::path::PathBuf;

use aiguilleur_importer::{Fields, ImportRequest};
use anyhow::Context;
use serde::{Deserialize, Serialize};

pub(crate) use check::{Fault, faults, refused};
pub(crate) use layers::{Layers, Origin};

use crate::arguments::Place;

/// The file's name in the data folder, when none is given.
const FILE: &str = "aiguilleur.toml";

/// Everything that may be configured, but where the data is.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Configuration {
    /// What an import keeps, by hand or by the worker.
    pub(crate) import: Import,
    /// The server.
    pub(crate) serve: aiguilleur_api::Config,
    /// The worker.
    pub(crate) sync: aiguilleur_sync::Config,
    /// The depot: where it is reached, its keys, what stays there.
    pub(crate) depot: aiguilleur_depot::Config,
    /// What certificates are checked with.
    pub(crate) certificates: Certificates,
    /// The vendor who prepares orders.
    pub(crate) editeur: aiguilleur_kit::Editeur,
}

/// What certificates are checked with.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Certificates {
    /// Files of roots and authorities.
    pub(crate) authorities: Vec<PathBuf>,
    /// Files of revocation lists.
    pub(crate) lists: Vec<PathBuf>,
}

impl Certificates {
    /// All of them, read.
    pub(crate) fn read(&self) -> anyhow::Result<aiguilleur_certificate::Authorities> {
        crate::certificates::authorities(self.authorities.iter().chain(&self.lists))
    }
}

/// What an import keeps.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Import {
    /// For how many years what has ended stays findable.
    pub(crate) history_years: u8,
    /// Telephone and fax numbers.
    pub(crate) telephones: bool,
    /// E-mail addresses.
    pub(crate) emails: bool,
    /// Mailboxes of MSSante.
    pub(crate) mailboxes: bool,
    /// Cards of professionals.
    pub(crate) cards: bool,
}

impl Default for Import {
    fn default() -> Self {
        Self { history_years: 5, telephones: true, emails: true, mailboxes: true, cards: true }
    }
}

impl Import {
    /// An import of `files` as configured.
    pub(crate) fn request(&self, files: Vec<PathBuf>) -> ImportRequest {
        let Self { history_years, telephones, emails, mailboxes, cards } = *self;
        ImportRequest {
            retention_years: history_years.into(),
            fields: Fields { telephones, emails, mailboxes, cards },
            ..ImportRequest::new(files)
        }
    }
}

/// A value given on the command line, by its dotted name.
pub(crate) type Given = (&'static str, toml::Value);

/// Reads the configuration: the file of `place`, else the one of its data folder if there is one; the
/// environment; `given`. An error names every value that is refused.
pub(crate) fn read(place: &Place, given: Vec<Given>) -> anyhow::Result<(Configuration, Layers)> {
    let layers = layers(place, given)?;
    match layers.read() {
        Ok(configuration) => Ok((configuration, layers)),
        Err(error) => {
            let refused = check::refused(&layers)?;
            let lines: Vec<String> = refused.iter().map(|fault| format!("\n  {fault}")).collect();
            let error = if lines.is_empty() { error } else { anyhow::anyhow!("{}", lines.concat().trim()) };
            Err(error.context("configuration refusée"))
        }
    }
}

/// The values and their origins, not looked at yet.
pub(crate) fn layers(place: &Place, given: Vec<Given>) -> anyhow::Result<Layers> {
    let mut layers = Layers::of(&Configuration::default())?;
    let in_data = || Some(place.dir().join(FILE)).filter(|path| path.exists());
    if let Some(path) = place.config.clone().or_else(in_data) {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("impossible de lire la configuration {}", path.display()))?;
        layers.file(&path, &text)?;
    }
    layers.environment(|name| std::env::var(name).ok())?;
    for (name, value) in given {
        layers.set(name, value, Origin::CommandLine);
    }
    Ok(layers)
}
