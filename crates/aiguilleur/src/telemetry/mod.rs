//! Logs to standard error, and traces to a collector where one is named: without names, numbers or queries.

#[cfg(feature = "otlp")]
mod otlp;

use std::io::IsTerminal as _;

use tracing_subscriber::{EnvFilter, Layer as _, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::arguments::{Arguments, Command};

/// What has to be sent before the process ends.
#[cfg(feature = "otlp")]
pub(crate) type Pending = Option<otlp::Traces>;
#[cfg(not(feature = "otlp"))]
pub(crate) struct Pending;

/// What is logged: `AIGUILLEUR_LOG` has the last word.
fn filter(verbose: u8) -> EnvFilter {
    let level = match verbose {
        0 => "warn",
        1 => "info",
        2 => "debug",
        _ => "trace",
    };
    // Libraries speak of files, pages and attempts, at length.
    let default = format!("{level},tantivy=warn,sled=warn,object_store=warn");
    EnvFilter::try_from_env("AIGUILLEUR_LOG").unwrap_or_else(|_| EnvFilter::new(default))
}

/// Starts logging, and traces where a server is to send them.
pub(crate) fn start(arguments: &Arguments) -> Pending {
    // A journal that no terminal shows keeps no colours; https://no-color.org turns them off everywhere.
    let colours =
        std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(colours);
    let lines = if arguments.log_json { lines.json().boxed() } else { lines.compact().boxed() };
    let subscriber = tracing_subscriber::registry().with(lines.with_filter(filter(arguments.verbose)));
    let serves = matches!(arguments.command, Command::Serve(_) | Command::Demo(_));
    let collector = collector().filter(|_| serves);
    #[cfg(feature = "otlp")]
    {
        let traces = collector.map(|address| otlp::Traces::to(&address));
        let (traces, failed) = match traces {
            Some(Ok(traces)) => (Some(traces), None),
            Some(Err(error)) => (None, Some(error)),
            None => (None, None),
        };
        subscriber.with(traces.as_ref().map(otlp::Traces::layer)).init();
        if let Some(error) = failed {
            tracing::error!(error, "no traces are sent");
        }
        traces
    }
    #[cfg(not(feature = "otlp"))]
    {
        subscriber.init();
        if collector.is_some() {
            tracing::warn!(
                "a collector of traces is named, and this program was built without the feature otlp"
            );
        }
        Pending
    }
}

/// The collector that OpenTelemetry's own variables name.
fn collector() -> Option<String> {
    let named = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let disabled = named("OTEL_SDK_DISABLED").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    named("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
        .or_else(|| named("OTEL_EXPORTER_OTLP_ENDPOINT"))
        .filter(|_| !disabled)
}

/// Logs where a panic happened, never its payload, which may hold what a caller asked.
pub(crate) fn panics_without_payload() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}
