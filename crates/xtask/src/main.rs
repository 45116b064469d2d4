//! `cargo xtask`: regenerates what is generated and makes synthetic data. Nothing of it ships.

#![allow(clippy::print_stdout, reason = "a command line tool talks on its standard output")]

mod arguments;
mod fixtures;
mod generate;
mod latency;
mod matrix;
mod publish;
mod synth;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use arguments::Arguments;

const USAGE: &str = "usage: cargo xtask <command>

  generate [--check]          code tables of index/nomenclature into crates/nomenclature/src/generated
  fixtures [--check]          the invented files of fixtures/ and the page that explains them
  matrix [--check]            the page of every ordering rule, crates/resolver/RULES.md
  synth --out DIR [--rows N | --small] [--seed S] [--day 1|2] [--shuffle] [--gzip] [--sirene-rows N]
                              a whole invented country in the publishers' formats
  etablissements --out DIR [--rows N] [--named FILE] [--zip-only]
                              an invented StockEtablissement, among whose SIRETs stand those of FILE, one a line
  latency --people FILE [--server HOST:PORT] [--queries N] [--seed S] [--slowest]
                              times of searches over HTTP by kind, names drawn from the RPPS file FILE";

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
        Some("fixtures") => fixtures::run(arguments),
        Some("matrix") => matrix::run(arguments),
        Some("latency") => latency::run(arguments),
        Some("synth") => synth::run(arguments),
        Some("etablissements") => synth::etablissements::run(arguments),
        Some(other) => anyhow::bail!("unknown command {other}\n{USAGE}"),
        None => anyhow::bail!("no command\n{USAGE}"),
    }
}
