//! Logs: to standard error, without names, numbers or queries.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::arguments::Arguments;

/// Starts logging. `AIGUILLEUR_LOG` has the last word on what is logged.
pub(crate) fn start(arguments: &Arguments) {
    let level = match arguments.verbose {
        0 => "warn",
        1 => "info",
        2 => "debug",
        _ => "trace",
    };
    // Libraries speak of files, pages and attempts, at length.
    let default = format!("{level},tantivy=warn,sled=warn,object_store=warn");
    let filter = EnvFilter::try_from_env("AIGUILLEUR_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    // A journal that no terminal shows keeps no colours; https://no-color.org turns them off everywhere.
    let colours =
        std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let builder =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    if arguments.log_json { builder.json().init() } else { builder.compact().init() }
}

/// Logs where a panic happened, never its payload, which may hold what a caller asked.
pub(crate) fn panics_without_payload() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}
