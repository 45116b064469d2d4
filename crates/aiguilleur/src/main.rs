//! The command line of Aiguilleur: reads it, calls the crate that does the work, prints the outcome.

mod arguments;
mod certificates;
mod command;
mod configuration;
mod console;
mod jobs;
mod show;
mod stop;
mod telemetry;
mod webhook;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use rustix::process::{Resource, Rlimit, setrlimit};

/// An import frees on one thread what it took on another, an answer takes and frees a dozen pieces: the system's
/// allocator makes both slower, and an import a quarter larger.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How a command ended: the exit status that scripts rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Done: status 0.
    Done,
    /// Done, but something needs a person: status 3.
    NeedsAPerson,
}

/// Leaves no core dump: a posted file or a key that was just made may be in memory or in a register. Where the system
/// hands dumps to a program, and in a debugger's, the filter (Linux alone has it) leaves memory out.
fn without_core_dumps() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _lowering_is_allowed = setrlimit(Resource::Core, none);
    let _not_linux = std::fs::write("/proc/self/coredump_filter", "0");
}

fn main() -> ExitCode {
    without_core_dumps();
    let arguments = arguments::Arguments::parse();
    let _sent_at_the_end = telemetry::start(&arguments);
    match command::run(arguments.command, arguments.today.into()) {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::NeedsAPerson) => ExitCode::from(3),
        // The reader of our output closed it: no failure.
        Err(error) if console::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&error);
            ExitCode::FAILURE
        }
    }
}
