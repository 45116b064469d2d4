//! Logs: to the standard error, without anybody's name, number or question.

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
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if arguments.log_json { builder.json().init() } else { builder.compact().init() }
}

/// Tells where a panic happened, never with what: the payload may hold what somebody asked.
pub(crate) fn panics_without_payload() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}
