//! The commands, one file each.

mod changes;
mod check;
mod completions;
mod config;
mod decide;
mod demo;
mod export;
mod generations;
mod health;
mod import;
mod keys;
mod openapi;
mod publish;
mod reconcile;
mod resolve;
mod search;
mod serve;
mod sync;

use crate::{Ending, arguments::Command};

/// Runs a command.
pub(crate) fn run(command: Command) -> anyhow::Result<Ending> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Sync(arguments) => sync::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Health(arguments) => health::run(&arguments),
        Command::Resolve(arguments) => resolve::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Decide(arguments) => decide::run(&arguments),
        Command::Reconcile(arguments) => reconcile::run(&arguments),
        Command::Changes(arguments) => changes::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Generations(arguments) => generations::run(&arguments),
        Command::Keys(arguments) => keys::run(arguments),
        Command::Config(arguments) => config::run(&arguments),
        Command::Openapi => openapi::run(),
        Command::Completions(arguments) => completions::run(&arguments),
    }
}
