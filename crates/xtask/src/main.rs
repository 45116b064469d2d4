//! `cargo xtask`: regenerates what is generated and makes synthetic data. Nothing of it ships.

#![allow(clippy::print_stdout, reason = "a command line tool talks on its standard output")]

mod arguments;
mod generate;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use arguments::Arguments;

const USAGE: &str = "usage: cargo xtask <command>

  generate [--check]          code tables of index/nomenclature into crates/nomenclature/src/generated";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments = Arguments::from_env();
    match arguments.command().as_deref() {
        Some("generate") => generate::run(arguments),
        Some(other) => anyhow::bail!("unknown command {other}\n{USAGE}"),
        None => anyhow::bail!("no command\n{USAGE}"),
    }
}
