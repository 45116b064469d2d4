//! `config`: the effective configuration, each value with its origin.

use std::{fmt::Write, path::Path};

use anyhow::bail;
use serde::Serialize;

use super::serve;
use crate::{
    Ending,
    arguments::Config,
    configuration::{self, Fault, faults, reference, refused},
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
    if arguments.check {
        return check(arguments, &data);
    }
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

/// Status 1 and every fault, each with its file and line; nothing is written anywhere.
fn check(arguments: &Config, data: &Path) -> anyhow::Result<Ending> {
    let layers = configuration::layers(&arguments.serve.place, serve::given(&arguments.serve))?;
    let mut found = refused(&layers)?;
    if found.is_empty() {
        found = faults(&layers.read()?, &layers, data);
    }
    if arguments.json {
        console::json(&found.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    }
    match found.len() {
        0 => {
            if !arguments.json {
                console::print("configuration : rien à corriger\n")?;
            }
            Ok(Ending::Done)
        }
        count => {
            let lines: Vec<String> = found.iter().map(|fault: &Fault| format!("\n  {fault}")).collect();
            bail!(
                "configuration : {count} point{} à corriger{}",
                if count > 1 { "s" } else { "" },
                lines.concat()
            )
        }
    }
}
