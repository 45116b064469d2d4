//! `completions`: what a shell needs to complete our commands.

use clap::CommandFactory;

use crate::{Ending, arguments, console};

pub(crate) fn run(arguments: &arguments::Completions) -> anyhow::Result<Ending> {
    let mut script = Vec::new();
    let mut command = arguments::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "aiguilleur", &mut script);
    console::print(&String::from_utf8(script)?)?;
    Ok(Ending::Done)
}
