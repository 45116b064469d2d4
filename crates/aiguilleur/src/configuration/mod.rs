//! The effective configuration and where each value comes from: default, file, environment, command line.
//!
//! Every value has a dotted name (`serve.limits.body_bytes`). The file is TOML; the environment variable of a
//! name is `AIGUILLEUR_` and the name in capitals, dots written `_`; later origins win.

mod layers;

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

pub(crate) use layers::{Layers, Origin};

/// The file's name in the data folder, when none is given.
const FILE: &str = "aiguilleur.toml";

/// Everything that may be configured, but where the data is.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Configuration {
    /// The server.
    pub(crate) serve: aiguilleur_api::Config,
}

/// A value given on the command line, by its dotted name.
pub(crate) type Given = (&'static str, toml::Value);

/// Reads the configuration: `file`, else the one of the data folder if there is one; the environment; `given`.
pub(crate) fn read(
    file: Option<&Path>,
    data: &Path,
    given: Vec<Given>,
) -> anyhow::Result<(Configuration, Layers)> {
    let mut layers = Layers::of(&Configuration::default())?;
    if let Some(path) = file.map(PathBuf::from).or_else(|| Some(data.join(FILE)).filter(|path| path.exists()))
    {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("impossible de lire la configuration {}", path.display()))?;
        layers.file(&path, &text)?;
    }
    layers.environment(|name| std::env::var(name).ok())?;
    for (name, value) in given {
        layers.set(name, value, Origin::CommandLine);
    }
    let configuration = layers.read()?;
    Ok((configuration, layers))
}
