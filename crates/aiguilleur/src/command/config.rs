//! `config`: the effective configuration, each value with its origin.

use std::fmt::Write;

use serde::Serialize;

use super::serve;
use crate::{
    Ending,
    arguments::Config,
    configuration::{self, reference},
    console,
};

/// One value.
#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    value: &'a toml::Value,
    origin: String,
}

pub(crate) fn run(arguments: &Config) -> anyhow::Result<Ending> {
    if arguments.reference || arguments.template {
        let made = if arguments.reference { reference::page() } else { reference::file() };
        console::print(&made?)?;
        return Ok(Ending::Done);
    }
    let data = arguments.serve.place.dir();
    let (_, layers) = configuration::read(&arguments.serve.place, serve::given(&arguments.serve))?;
    let shown: Vec<Shown<'_>> = layers
        .iter()
        .map(|(name, value, origin)| Shown { name, value, origin: origin.to_string() })
        .collect();
    if arguments.json {
        console::json(&shown)?;
    } else {
        let mut text = format!("# dossier des données : {}\n", data.display());
        for Shown { name, value, origin } in shown {
            // Writing to a string does not fail.
            let _infallible = writeln!(text, "{name} = {value}  # {origin}");
        }
        console::print(&text)?;
    }
    Ok(Ending::Done)
}
