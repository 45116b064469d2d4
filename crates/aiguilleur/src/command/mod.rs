//! The commands, one file each.

mod certificate;
mod changes;
mod check;
mod completions;
mod config;
mod decide;
mod demo;
mod export;
mod forget;
mod generations;
mod health;
mod import;
mod keys;
mod kit;
mod man;
mod mcp;
mod openapi;
mod publish;
mod reconcile;
mod resolve;
mod search;
mod serve;
mod sync;

use aiguilleur_directory::Clock;

use crate::{Ending, arguments::Command};

/// Runs a command, on the day of `clock`.
pub(crate) fn run(command: Command, clock: Clock) -> anyhow::Result<Ending> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments, clock),
        Command::Import(arguments) => import::run(arguments, clock),
        Command::Sync(arguments) => sync::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments, clock),
        Command::Health(arguments) => health::run(&arguments),
        Command::Resolve(arguments) => resolve::run(&arguments, clock),
        Command::Search(arguments) => search::run(&arguments, clock),
        Command::Check(arguments) => check::run(&arguments, clock),
        Command::Decide(arguments) => decide::run(&arguments, clock),
        Command::Reconcile(arguments) => reconcile::run(&arguments, clock),
        Command::Certificate(arguments) => certificate::run(&arguments, clock),
        Command::Kit(arguments) => kit::run(&arguments, clock),
        Command::Changes(arguments) => changes::run(&arguments),
        Command::Export(arguments) => export::run(&arguments, clock),
        Command::Generations(arguments) => generations::run(&arguments),
        Command::Forget(arguments) => forget::run(&arguments),
        Command::Keys(arguments) => keys::run(arguments),
        Command::Mcp(arguments) => mcp::run(&arguments, clock),
        Command::Config(arguments) => config::run(&arguments),
        Command::Openapi => openapi::run(),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}
